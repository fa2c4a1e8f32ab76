import type { Span } from '../base/span.ts';

/**
 * Syntax tree of one YAML document, free of the library that made it. Spans are offsets in the *file*, also when the
 * document is embedded in a block scalar. Values are what a YAML 1.2 core reader sees, kept as text.
 */
export type Node = Scalar | Mapping | Sequence | Alias;

export interface Scalar {
  readonly kind: 'scalar';
  readonly span: Span;
  /** The text after unquoting, folding and dedenting; for `null` and an empty value the empty string. */
  readonly value: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** As the library resolves it: `!reset`, `tag:yaml.org,2002:str` for `!!str`. */
  readonly tag?: string;
  readonly anchor?: string;
}

export interface Entry {
  readonly key: Scalar;
  readonly value: Node | undefined;
}

export interface Mapping {
  readonly kind: 'map';
  readonly span: Span;
  /** As written; `<<` is an entry like any other. Use `entries()` of `query.ts` to see merged ones. */
  readonly entries: readonly Entry[];
  readonly tag?: string;
  readonly anchor?: string;
}

export interface Sequence {
  readonly kind: 'seq';
  readonly span: Span;
  readonly items: readonly Node[];
  readonly tag?: string;
  readonly anchor?: string;
}

export interface Alias {
  readonly kind: 'alias';
  readonly span: Span;
  readonly name: string;
  /** Undefined where the anchor is missing. */
  readonly target: Node | undefined;
}

export interface Comment {
  /** From `#` to the end of the line. */
  readonly span: Span;
  readonly text: string;
}

/** One document of a file. A document that could not be read at all has no root. */
export interface Document {
  /** Position among the documents of the file, counted over all of them, also skipped ones. */
  readonly index: number;
  readonly span: Span;
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

export interface SyntaxProblem {
  readonly code:
    | 'syntax'
    | 'tab-indent'
    | 'wrong-indent'
    | 'duplicate-key'
    | 'too-deep'
    | 'too-many-aliases'
    | 'unknown-alias'
    | 'too-large'
    | 'template'
    | 'escape';
  /** The library's or our sentence, English. */
  readonly detail: string;
  readonly span: Span;
}
