import { span, type Span } from '../base/span.ts';
import type { Scalar } from '../yaml/tree.ts';
import { embedded } from '../yaml/embedded.ts';

/** Where characters `start`…`end` of a scalar's value are written in the file; undefined where that cannot be said exactly. */
export function subSpan(scalar: Scalar, text: string, start: number, end: number): Span | undefined {
  const first = scalar.style === 'plain' ? scalar.span.start : scalar.span.start + 1;
  const flow = scalar.style === 'plain' || scalar.style === 'single' || scalar.style === 'double';
  if (flow && text.startsWith(scalar.value, first)) return span(first + start, first + end);
  const inner = embedded(scalar, text);
  if (inner === undefined || inner.text !== scalar.value) return undefined;
  return span(inner.toSource(start), end > start ? inner.toSource(end - 1) + 1 : inner.toSource(start));
}
