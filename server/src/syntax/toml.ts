import { parseTOML, type AST } from 'toml-eslint-parser';
import { span, type Span } from '../base/span.ts';
import type { Slip } from './slip.ts';

/** One scalar of a TOML document, with the keys that lead to it. Items of a list have their index as last step. */
export interface TomlScalar {
  readonly path: readonly (string | number)[];
  /** The last key on the way. */
  readonly key: Span;
  readonly value: string;
  /** As written, with quotes. */
  readonly span: Span;
}

export interface TomlFile {
  readonly scalars: readonly TomlScalar[];
  readonly problems: readonly Slip[];
}

/** Reads a TOML document. Never throws: of a broken one nothing is read but the first slip. */
export function parseToml(text: string): TomlFile {
  try {
    const scalars: TomlScalar[] = [];
    for (const node of parseTOML(text).body[0].body) {
      if (node.type === 'TOMLKeyValue') readKeyValue(node, [], scalars);
      else for (const entry of node.body) readKeyValue(entry, node.resolvedKey, scalars);
    }
    return { scalars, problems: [] };
  } catch (error) {
    const at = typeof error === 'object' && error !== null && 'index' in error ? Number(error.index) : 0;
    const detail = error instanceof Error ? error.message : String(error);
    return { scalars: [], problems: [{ detail, span: span(at, at) }] };
  }
}

function readKeyValue({ key, value }: AST.TOMLKeyValue, parent: TomlScalar['path'], found: TomlScalar[]): void {
  const names = key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  const last = key.keys.at(-1) ?? key;
  readValue(value, [...parent, ...names], span(...last.range), found);
}

function readValue(node: AST.TOMLContentNode, path: TomlScalar['path'], key: Span, found: TomlScalar[]): void {
  if (node.type === 'TOMLInlineTable') for (const entry of node.body) readKeyValue(entry, path, found);
  else if (node.type === 'TOMLArray')
    node.elements.forEach((item, index) => readValue(item, [...path, index], key, found));
  else found.push({ path, key, value: String(node.value), span: span(...node.range) });
}
