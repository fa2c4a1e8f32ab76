import { span } from '../base/span.ts';
import { splitDocuments } from './documents.ts';
import type { DocumentSlice } from './documents.ts';
import { resolveAliases } from './aliases.ts';
import type { ParseCache } from './parse-cache.ts';
import { readDocument } from './document.ts';
import { carried } from './moved.ts';
import type { Document, SyntaxProblem } from './tree.ts';

export interface Limits {
  /** Characters of a file. */
  readonly size: number;
  /** Nesting of maps and lists. */
  readonly depth: number;
  /** Problems kept for one document. */
  readonly problems: number;
}

export interface ParseOptions {
  readonly cache?: ParseCache;
  /** Offset in the file of an offset in `text`, where the text is embedded in another file. */
  readonly embedded?: (offset: number) => number;
  /** Index of the first document. */
  readonly firstDocument?: number;
  /** Documents it answers false for are listed without a root and not read. */
  readonly wanted?: (slice: DocumentSlice) => boolean;
  readonly limits?: Partial<Limits>;
}

export interface ParsedFile {
  readonly documents: readonly Document[];
  /** What concerns the file as a whole. Problems of a document are with the document. */
  readonly problems: readonly SyntaxProblem[];
}

const standardLimits: Limits = { size: 8_000_000, depth: 200, problems: 50 };

/** Reads a YAML file. Never throws: what cannot be read is left out and named among the problems. */
export function parseYaml(text: string, options: ParseOptions = {}): ParsedFile {
  const limits = { ...standardLimits, ...options.limits };
  const toFile = options.embedded ?? ((offset: number) => offset);
  if (text.length > limits.size) {
    const detail = `${text.length} characters, more than ${limits.size}`;
    return { documents: [], problems: [{ code: 'too-large', detail, span: span(toFile(0), toFile(text.length)) }] };
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const detail = 'A NUL character: not a text in a known encoding';
    return { documents: [], problems: [{ code: 'syntax', detail, span: span(toFile(nul), toFile(nul) + 1) }] };
  }
  const first = options.firstDocument ?? 0;
  const documents = splitDocuments(text).map((slice): Document => {
    const index = first + slice.index;
    const place = span(toFile(slice.start), toFile(slice.end));
    if (options.wanted?.(slice) === false) return { index, span: place, root: undefined, problems: [] };
    const read = readDocument(text.slice(slice.bodyStart, slice.bodyEnd), slice.bodyStart, limits, options.cache);
    const body = options.embedded === undefined ? read : carried(read, options.embedded);
    const problems = body.anchored ? [...body.problems, ...resolveAliases(body.root)] : body.problems;
    return { index, span: place, root: body.root, problems: problems.slice(0, limits.problems) };
  });
  return { documents, problems: [] };
}
