import { child, children, mapOf, scalarIn, type Field } from '../../extract/field.ts';

const deepest = 64;

/**
 * Values over the defaults they stand on, as Helm coalesces them: maps entry by entry, everything else replaced whole, and a
 * null takes a default away. Every part keeps its file and place.
 * Source: https://helm.sh/docs/chart_template_guide/values_files/
 */
export function coalesced(weaker: Field | undefined, stronger: Field | undefined): Field | undefined {
  return merged(weaker, stronger, false, 0);
}

/** A file of values over another one, both of which a chart is given: what a null takes away is the chart's as well. */
export function layered(weaker: Field | undefined, stronger: Field | undefined): Field | undefined {
  return merged(weaker, stronger, true, 0);
}

function merged(
  weaker: Field | undefined,
  stronger: Field | undefined,
  keepsNull: boolean,
  depth: number,
): Field | undefined {
  if (weaker === undefined || stronger === undefined || depth > deepest) return stronger ?? weaker;
  // A file of values without anything in it changes nothing.
  if (depth === 0 && mapOf(stronger) === undefined) return weaker;
  if (mapOf(weaker) === undefined || mapOf(stronger) === undefined) return standingOver(stronger, weaker, depth);
  const own = children(stronger);
  const names = new Set(own.map(({ key }) => key?.value));
  const entries = [
    ...children(weaker).filter(({ key }) => !names.has(key?.value)),
    ...own.flatMap((entry): Field[] => {
      const below = child(weaker, entry.key?.value ?? '');
      if (isNull(entry)) return keepsNull ? [entry] : [];
      const both = below === undefined ? entry : merged(below, entry, keepsNull, depth + 1);
      return both === undefined ? [] : [both];
    }),
  ];
  return { ...stronger, merged: entries };
}

/** `key: null`, `key: ~` and `key:` alike. */
function isNull(field: Field): boolean {
  return field.node === undefined || scalarIn(field)?.type === 'null';
}

/** The weaker one comes after all that the stronger one stands over already. */
function standingOver(stronger: Field, weaker: Field, depth: number): Field {
  const { overrides } = stronger;
  const below = overrides === undefined || depth > deepest ? weaker : standingOver(overrides, weaker, depth + 1);
  return { ...stronger, overrides: below };
}
