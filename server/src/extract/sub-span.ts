import { span, type Span } from '../base/span.ts';
import { embedded } from '../yaml/embedded.ts';
import type { Scalar } from '../yaml/tree.ts';

/** Where characters `start`…`end` of a scalar's value are written in the file; undefined where that cannot be said exactly. */
export function subSpan(scalar: Scalar, text: string, start: number, end: number): Span | undefined {
  const inner = embedded(scalar, text);
  if (inner === undefined) return undefined;
  return span(inner.toSource(start), end > start ? inner.toSource(end - 1) + 1 : inner.toSource(start));
}
