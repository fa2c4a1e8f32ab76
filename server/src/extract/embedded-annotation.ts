import { LineIndex } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import type { Annotation } from '../model/part.ts';
import { comments } from '../yaml/comments.ts';
import type { EmbeddedText } from '../yaml/embedded.ts';
import { annotationsIn } from './annotation.ts';

/** How comments are written: see `comments()`. */
export type CommentSyntax = Parameters<typeof comments>[1];

/**
 * Annotations in the comments of a file that stands in a ConfigMap, with places in the file around it. What is meant for
 * "the file" covers the embedded one.
 * @param outer text of the file around it
 * @param extent where the embedded file stands
 */
export function embeddedAnnotations(
  inner: EmbeddedText,
  syntax: CommentSyntax,
  outer: string,
  extent: Span,
): Annotation[] {
  const found = annotationsIn(inner.text, (text) => comments(text, syntax));
  if (found.length === 0) return [];
  const innerLines = new LineIndex(inner.text);
  const outerLines = new LineIndex(outer);
  const place = ({ start, end }: Span): Span => ({ start: inner.toSource(start), end: inner.toSource(end - 1) + 1 });
  const lineOf = (line: number): number => outerLines.position(inner.toSource(innerLines.start(line))).line;
  return found.map((annotation): Annotation => {
    if (annotation.kind === 'intent')
      return { ...annotation, span: place(annotation.span), line: lineOf(annotation.line) };
    const rules = annotation.rules.map(({ id, span }) => ({ id, span: place(span) }));
    const moved = { ...annotation, rules, span: place(annotation.span) };
    if (annotation.line === undefined) return { ...moved, scope: 'object', covers: extent };
    return { ...moved, line: lineOf(annotation.line) };
  });
}
