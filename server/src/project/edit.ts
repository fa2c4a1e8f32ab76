import type { Span } from '../base/span.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Edit, Fix } from '../review/finding.ts';
import { type Range, rangeOf } from './locate.ts';
import type { Project } from './project.ts';

/** One replacement in one file. */
export interface FileEdit {
  readonly uri: string;
  readonly range: Range;
  readonly newText: string;
}

/** A fix as replacements of text; empty where a place is not at hand, since half a fix is none. */
export function fixEdits(project: Project, fix: Fix): readonly FileEdit[] {
  const edits = fix.edits.map((edit): FileEdit | undefined => {
    const { uri } = edit.at;
    const text = project.text(uri);
    const lines = project.lines(uri);
    const replacement = text === undefined ? undefined : replacementOf(edit, text);
    if (lines === undefined || replacement === undefined) return undefined;
    return { uri, range: rangeOf(replacement.span, lines), newText: replacement.newText };
  });
  const known = edits.filter((edit) => edit !== undefined);
  return known.length < edits.length ? [] : known;
}

/** A replacement in a text. */
export interface Replacement {
  readonly span: Span;
  readonly newText: string;
}

/** What an edit replaces in its file's text. Keeps quotes, comments and everything around as it is. */
export function replacementOf(edit: Edit, text: string): Replacement | undefined {
  switch (edit.kind) {
    case 'set':
      return setValue(edit.at, edit.value, text);
    case 'rename-key':
      return renameKey(edit.at, edit.key, text);
    case 'remove':
      return remove(edit.at, text);
  }
}

function setValue(at: Anchor, value: string, text: string): Replacement | undefined {
  if (at.sub !== undefined) return { span: at.sub, newText: value };
  const span = at.value;
  const written = notationOf(at);
  if (span !== undefined && span.end > span.start)
    return { span, newText: spelt(value, text.slice(span.start, span.end), written) };
  // A key without a value: `acks:` or `acks=`.
  if (at.key === undefined) return undefined;
  const separator = /^["']?[ \t]*[:=]?/.exec(text.slice(at.key.end))?.[0] ?? '';
  const end = at.key.end + separator.length;
  const gap = written === 'yaml' ? ' ' : '';
  return { span: { start: end, end }, newText: gap + spelt(value, '', written) };
}

function renameKey({ key }: Anchor, name: string, text: string): Replacement | undefined {
  if (key === undefined) return undefined;
  const quote = quoteOf(text.slice(key.start, key.end));
  return { span: key, newText: `${quote}${name}${quote}` };
}

type Notation = 'yaml' | 'lines';

/** Files of lines (`key=value`) stand alone or inside a YAML block scalar; the path says which key holds them. */
function notationOf({ uri, path }: Anchor): Notation {
  const file = path.find((element, i) => i > 0 && typeof element === 'string' && isLineFile(element));
  return file !== undefined || isLineFile(uri) ? 'lines' : 'yaml';
}

function isLineFile(name: string): boolean {
  return /\.(?:properties|conf|cfg|cnf|env|xml)$|(?:^|\/)\.env(?:\.[\w-]+)?$/i.test(name);
}

function quoteOf(written: string): '"' | "'" | '' {
  const first = written[0];
  return written.length > 1 && (first === '"' || first === "'") && written.endsWith(first) ? first : '';
}

/** The value in the notation and quotes of what it replaces. */
function spelt(value: string, written: string, notation: Notation): string {
  if (notation === 'lines')
    return quoteOf(written) === '"' ? `"${value}"` : value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  switch (quoteOf(written)) {
    case '"':
      return JSON.stringify(value);
    case "'":
      return `'${value.replaceAll("'", "''")}'`;
    case '':
      return isPlain(value) ? value : JSON.stringify(value);
  }
}

/** Whether YAML reads a text without quotes as what it is. */
function isPlain(value: string): boolean {
  return /^[\w./$@%+-][\w./$@%+:,-]*$/.test(value) && !/:$|^[-%@]|^[-+]?\.$|^---|^\.\.\./.test(value);
}

/** The entry with its line where nothing else is on it; in a flow collection with one comma. */
function remove(at: Anchor, text: string): Replacement | undefined {
  const start = at.key?.start ?? at.value?.start;
  if (start === undefined) return undefined;
  const span = { start, end: Math.max(at.key?.end ?? 0, at.value?.end ?? 0) };
  return { span: wholeLine(span, text) ?? withComma(span, text), newText: '' };
}

function wholeLine({ start, end }: Span, text: string): Span | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline < 0 ? text.length : newline;
  const alone =
    /^[ \t]*(?:- )?["']?$/.test(text.slice(lineStart, start)) &&
    /^["']?[ \t]*(?:#.*)?\r?$/.test(text.slice(end, lineEnd));
  return alone ? { start: lineStart, end: newline < 0 ? text.length : newline + 1 } : undefined;
}

function withComma({ start, end }: Span, text: string): Span {
  const after = /^\s*,\s*/.exec(text.slice(end));
  if (after !== null) return { start, end: end + after[0].length };
  const before = /,\s*$/.exec(text.slice(0, start));
  return { start: before?.index ?? start, end };
}
