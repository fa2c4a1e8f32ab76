import type { LabelSelector } from '../model/selector.ts';
import { child, children, textOf, textsOf, type Field } from './field.ts';

/** `matchLabels` and `matchExpressions` of a selector. */
export function selectorOf(selector: Field): LabelSelector {
  const labels = Object.entries(textsOf(child(selector, 'matchLabels')));
  return [
    ...labels.map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...children(child(selector, 'matchExpressions')).map((expression) => ({
      key: textOf(child(expression, 'key')) ?? '',
      operator: textOf(child(expression, 'operator')) ?? '',
      values: children(child(expression, 'values')).flatMap((each) => textOf(each) ?? []),
    })),
  ];
}
