import type { Rule } from '../knowledge/types.ts';
import type { Texts } from '../describe/texts.ts';
import type { Paint } from './paint.ts';
import { padded, width } from './width.ts';

/** All rules, one line each. */
export function rulesText(rules: readonly Rule[], texts: Texts, paint: Paint): string {
  const sorted = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const column = Math.max(0, ...sorted.map(({ id }) => width(id)));
  const lines = sorted.map((rule) => {
    const severity = texts.phrase(`severity.${rule.severity.prod === 'off' ? 'info' : rule.severity.prod}`);
    const kind = `${severity} · ${texts.phrase(`category.${rule.category}`)}${rule.fixable ? ` · ${texts.phrase('text.fixable')}` : ''}`;
    return `${paint.bold(padded(rule.id, column))}  ${texts.of(rule.title)}  ${paint.dim(kind)}\n`;
  });
  return `${lines.join('')}\n${texts.phrase('text.rules', { count: rules.length })}\n`;
}
