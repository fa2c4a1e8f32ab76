import type { Range } from 'vscode-languageserver-types';
import type { Anchor } from '../model/anchor.ts';
import type { File } from '../project/file.ts';
import { locate } from '../project/locate.ts';

/** Text to insert as it stands, in front of a line. */
export interface Insertion {
  readonly range: Range;
  /** The comment up to its reason. */
  readonly text: string;
  /** What follows the reason: the end of the line. */
  readonly after: string;
}

/**
 * A comment that answers a finding, on a line of its own above it with the same indentation. Where the finding is inside a
 * multi-line value the comment goes above the key: in the value it would be content.
 */
export function suppressLine(file: File, at: Anchor, rule: string): Insertion | undefined {
  const { text, lines } = file;
  const range = lines === undefined ? undefined : locate(at, lines);
  if (text === undefined || lines === undefined || range === undefined || isXml(at)) return undefined;
  const own = at.key === undefined ? range.start.line : lines.position(at.key.start).line;
  const line = Math.min(own, range.start.line);
  const start = lines.start(line);
  const indent = /^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '';
  return insertion(line, `${indent}# archlens-disable-next-line ${rule} -- `, lineEnd(text));
}

/** A comment that answers all findings of a rule in a file, above everything but a byte order mark and leading comments. */
export function suppressFile(file: File, rule: string): Insertion | undefined {
  if (file.text === undefined || file.uri.endsWith('.xml')) return undefined;
  return insertion(0, `# archlens-disable-file ${rule} -- `, lineEnd(file.text));
}

/** A line of its own is no comment there, and `--` may not stand in one. */
function isXml({ uri, path }: Anchor): boolean {
  return [uri, ...path].some((element) => typeof element === 'string' && element.endsWith('.xml'));
}

function insertion(line: number, text: string, after: string): Insertion {
  const position = { line, character: 0 };
  return { range: { start: position, end: position }, text, after };
}

function lineEnd(text: string): string {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}
