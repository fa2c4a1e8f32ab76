import { anchorOf, children, scalarIn, textOf, type Field } from '../../../extract/field.ts';
import { isFilledIn } from '../../../extract/template-value.ts';
import type { Origin } from '../../../model/origin.ts';

/** A value an expression comes to. What it does not come to is undefined: unknown, which is not the same as nothing. */
export interface Value {
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'map' | 'list';
  /** Empty for maps and lists. */
  readonly text: string;
  /** Where the values say just this. */
  readonly field?: Field;
  /** The values it is made of. */
  readonly via: readonly Part[];
}

/** A value of the chart that another one is made of. */
export interface Part {
  readonly field: Field;
  readonly origin: Origin;
}

export const nothing: Value = { type: 'null', text: '', via: [] };

export function made(type: Value['type'], text: string, ...of: readonly Value[]): Value {
  return { type, text, via: of.flatMap(({ via }) => via) };
}

/**
 * What stands at a place of the values; undefined where a template made it of something unknown.
 * @param name how templates spell the place: `.Values.redis.image`
 */
export function valueOf(field: Field | undefined, name: string): Value | undefined {
  if (field === undefined) return nothing;
  const scalar = scalarIn(field);
  if (scalar !== undefined && isFilledIn(scalar.value, field.source)) return undefined;
  if (scalar === undefined) {
    const kind = field.node?.kind;
    return kind === 'map' || kind === 'seq'
      ? { type: kind === 'map' ? 'map' : 'list', text: '', field, via: [] }
      : { ...nothing, field };
  }
  const text = textOf(field) ?? '';
  const via = scalar.type === 'null' ? [] : [{ field, origin: { name, value: text, at: anchorOf(field) } }];
  return { type: scalar.type, text, field, via };
}

/** Source: https://helm.sh/docs/chart_template_guide/control_structures/ */
export function isTrue({ type, text, field }: Value): boolean {
  if (type === 'null') return false;
  if (type === 'map' || type === 'list') return children(field).length > 0;
  if (type === 'boolean') return text === 'true';
  return type === 'number' ? Number(text) !== 0 : text !== '';
}
