import { isMap, LineCounter, parseDocument } from 'yaml';

/** Keys and indices from the root of a file. */
export type Path = readonly (string | number)[];

/** Something that keeps the knowledge base from being built; line and column are 1-based. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** One file of the knowledge base. `path` is relative to the `knowledge` folder. */
export interface KnowledgeFile {
  readonly path: string;
  readonly value: unknown;
  /** A problem at the value (or, for `key`, at the key) that a path leads to; the nearest place that exists otherwise. */
  problem(at: Path, message: string, part?: 'key' | 'value'): Problem;
}

/** Reads one YAML file. The syntax errors of a broken one are given instead of its value. */
export function readFile(
  path: string,
  text: string,
): { readonly file: KnowledgeFile; readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { path, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const offsetOf = (at: Path, part: 'key' | 'value'): number => {
    for (let depth = at.length; depth > 0; depth--) {
      const parent: unknown = depth === 1 ? document.contents : document.getIn(at.slice(0, depth - 1), true);
      const key = at[depth - 1];
      if (isMap(parent)) {
        const pair = parent.items.find((item) => String(item.key) === String(key));
        const node: unknown = pair && (part === 'key' && depth === at.length ? pair.key : (pair.value ?? pair.key));
        const offset = startOf(node);
        if (offset !== undefined) return offset;
      } else {
        const offset = startOf(document.getIn(at.slice(0, depth), true));
        if (offset !== undefined) return offset;
      }
    }
    return 0;
  };
  const file: KnowledgeFile = {
    path,
    value: document.errors.length === 0 ? (document.toJS() as unknown) : undefined,
    problem: (at, message, part = 'value') => place(offsetOf(at, part), message),
  };
  return {
    file,
    problems: document.errors.map((error) => place(error.pos[0], error.message)),
  };
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}

/** Every object and list below a value, with its path, the value itself first. */
export function* walk(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly value: object }> {
  if (typeof value !== 'object' || value === null) return;
  yield { path, value };
  for (const [key, child] of Object.entries(value)) {
    yield* walk(child, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}
