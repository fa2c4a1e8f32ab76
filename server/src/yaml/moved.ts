import type { Span } from '../base/span.ts';
import type { Piece } from './piece.ts';
import type { Entry, Node, Scalar } from './tree.ts';

/** A copy of the piece with every offset carried over. */
export function moved(piece: Piece, to: (offset: number) => number): Piece {
  // The end is carried by the last character: behind it the text may go on elsewhere, as behind a line of a block scalar.
  const place = ({ start, end }: Span): Span => ({ start: to(start), end: end > start ? to(end - 1) + 1 : to(start) });
  const scalar = (node: Scalar): Scalar => ({ ...node, span: place(node.span) });
  const entry = ({ key, value }: Entry): Entry => ({
    key: scalar(key),
    value: value === undefined ? undefined : copy(value),
  });
  const copy = (node: Node): Node => {
    switch (node.kind) {
      case 'scalar':
        return scalar(node);
      case 'alias':
        return { ...node, span: place(node.span) };
      case 'map':
        return { ...node, span: place(node.span), entries: node.entries.map(entry) };
      case 'seq':
        return { ...node, span: place(node.span), items: node.items.map(copy) };
    }
  };
  return {
    root: piece.root === undefined ? undefined : copy(piece.root),
    problems: piece.problems.map((problem) => ({ ...problem, span: place(problem.span) })),
    anchored: piece.anchored,
  };
}
