import type { Field } from '../../extract/field.ts';
import { textOf, children, listOf, mapOf, scalarIn } from '../../extract/field.ts';
import type { Files } from '../files.ts';
import type { ChartRequest } from '../rendering.ts';
import type { Notes } from './notes.ts';

/** What Helm prints of a chart; undefined where it is not run, and a note where it fails. */
export function printedBy(
  request: ChartRequest,
  at: Field,
  { files, notes }: { readonly files: Files; readonly notes: Notes },
): string | undefined {
  const rendering = files.render(request);
  if (typeof rendering === 'string') return undefined;
  if ('text' in rendering) return rendering.text;
  // That it is not there is said once for all.
  if (rendering.failure !== 'unavailable') notes.add(`helm-${rendering.failure}`, at, { detail: rendering.detail });
  return undefined;
}

/** Values as JSON, which is YAML; undefined where one of them is not known. */
export function valuesText(values: Field | undefined): string | undefined {
  if (values === undefined) return '';
  if (mapOf(values) !== undefined) {
    const entries = children(values).map((each) => [each.key?.value ?? '', valuesText(each)] as const);
    if (entries.some(([, text]) => text === undefined)) return undefined;
    return `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`;
  }
  if (listOf(values) !== undefined) {
    const items = children(values).map(valuesText);
    return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
  }
  const scalar = scalarIn(values);
  if (scalar === undefined || scalar.type === 'null') return 'null';
  const text = textOf(values);
  if (text === undefined) return undefined;
  return scalar.type === 'string' ? JSON.stringify(text) : text;
}
