import { span, type Span } from '../base/span.ts';
import type { Entry, SyntaxProblem } from './tree.ts';

/** From the first key to the end of the last value. */
export function spanOf(entries: readonly Entry[]): Span {
  const first = entries[0]?.key.span.start ?? 0;
  const last = entries.at(-1);
  return span(first, Math.max(first, (last?.value ?? last?.key)?.span.end ?? first));
}

/** Keys that appear more than once; the later ones are named. */
export function duplicateKeys(entries: readonly Entry[]): SyntaxProblem[] {
  if (entries.length < 2) return [];
  const seen = new Set<string>();
  const problems: SyntaxProblem[] = [];
  for (const { key } of entries) {
    if (seen.has(key.value) && key.value !== '<<') {
      problems.push({ code: 'duplicate-key', detail: `Key "${key.value}" is given twice`, span: key.span });
    }
    seen.add(key.value);
  }
  return problems;
}
