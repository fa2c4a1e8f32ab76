import { span, type Span } from '../base/span.ts';
import { embedded } from '../yaml/embedded.ts';
import type { Scalar } from '../yaml/tree.ts';

/** Tells where characters `start`…`end` of a scalar's value are written in the file. */
export type SubSpan = (start: number, end: number) => Span;

/** Walks the scalar once for any number of its pieces; undefined where their places cannot be said exactly. */
export function subSpanIn(scalar: Scalar, text: string): SubSpan | undefined {
  const inner = embedded(scalar, text);
  return (
    inner &&
    ((start, end) => span(inner.toSource(start), end > start ? inner.toSource(end - 1) + 1 : inner.toSource(start)))
  );
}
