import { span, type Span } from '../base/span.ts';
import type { Piece } from './piece.ts';
import type { Entry, Node, Scalar } from './tree.ts';

/**
 * A copy of the piece that starts `delta` characters later. What stands below its keys is copied when somebody looks: of most
 * services of a file that is edited, nobody does.
 */
export function shifted(piece: Piece, delta: number): Piece {
  if (delta === 0 && !piece.anchored) return piece;
  const place = ({ start, end }: Span): Span => span(start + delta, end + delta);
  if (piece.anchored || piece.root?.kind !== 'map') return moved(piece, place);
  const { root, problems } = piece;
  const entries = root.entries.map(({ key, value }) => ({
    key: copyScalar(key, place),
    value: value === undefined ? undefined : later(value, place),
  }));
  return {
    root: { kind: 'map', span: place(root.span), entries, ...properties(root) },
    problems: problems.length === 0 ? problems : problems.map((problem) => ({ ...problem, span: place(problem.span) })),
    anchored: false,
  };
}

/** A map whose entries are copied on the first look. */
function later(node: Node, place: (from: Span) => Span): Node {
  if (node.kind !== 'map') return copy(node, place);
  let entries: readonly Entry[] | undefined;
  return {
    kind: 'map',
    span: place(node.span),
    get entries() {
      entries ??= copyEntries(node.entries, place);
      return entries;
    },
    ...properties(node),
  };
}

function copyEntries(entries: readonly Entry[], place: (from: Span) => Span): Entry[] {
  return entries.map(({ key, value }) => ({
    key: copyScalar(key, place),
    value: value === undefined ? undefined : copy(value, place),
  }));
}

/**
 * A copy of the piece with every offset carried over. The end of a span is carried by its last character: behind it the
 * text may go on elsewhere, as behind a line of a block scalar.
 */
export function carried(piece: Piece, to: (offset: number) => number): Piece {
  return moved(piece, ({ start, end }) => span(to(start), end > start ? to(end - 1) + 1 : to(start)));
}

function moved(piece: Piece, place: (from: Span) => Span): Piece {
  return {
    root: piece.root === undefined ? undefined : copy(piece.root, place),
    problems:
      piece.problems.length === 0
        ? piece.problems
        : piece.problems.map((problem) => ({ ...problem, span: place(problem.span) })),
    anchored: piece.anchored,
  };
}

function copy(node: Node, place: (from: Span) => Span): Node {
  switch (node.kind) {
    case 'scalar':
      return copyScalar(node, place);
    case 'alias':
      return { kind: 'alias', span: place(node.span), name: node.name, target: undefined };
    case 'map':
      return { kind: 'map', span: place(node.span), entries: copyEntries(node.entries, place), ...properties(node) };
    case 'seq':
      return {
        kind: 'seq',
        span: place(node.span),
        items: node.items.map((item) => copy(item, place)),
        ...properties(node),
      };
  }
}

function copyScalar(node: Scalar, place: (from: Span) => Span): Scalar {
  const { value, type, style } = node;
  if (node.tag === undefined && node.anchor === undefined)
    return { kind: 'scalar', span: place(node.span), value, type, style };
  return { ...node, span: place(node.span) };
}

const none: { tag?: string; anchor?: string } = {};

function properties({ tag, anchor }: { tag?: string; anchor?: string }): { tag?: string; anchor?: string } {
  if (tag === undefined && anchor === undefined) return none;
  return { ...(tag === undefined ? {} : { tag }), ...(anchor === undefined ? {} : { anchor }) };
}
