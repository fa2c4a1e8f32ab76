import { scalarIn, textOf, type Field } from '../../extract/field.ts';
import { placeholder } from '../../yaml/template.ts';
import type { Scalar } from '../../yaml/tree.ts';
import { madeMap, named, stepInto, withChild } from '../kustomize/tree.ts';

type Steps = readonly (string | number)[];

/**
 * The way that the name of a `--set` says: `a.b`, `a[0].b`, `a.b\.c`. Undefined for one that says none.
 * Source: https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set
 */
export function stepsOf(name: string): Steps | undefined {
  const pieces = [...name.matchAll(/((?:\\.|[^\\.[\]])+)|\[(\d{1,4})\]|(\.)/g)];
  if (pieces.map(([whole]) => whole).join('') !== name || pieces.length === 0) return undefined;
  const steps = pieces.flatMap(([, text, index]): (string | number)[] =>
    index !== undefined ? [Number(index)] : text === undefined ? [] : [text.replace(/\\(.)/g, '$1')],
  );
  return typeof steps[0] === 'string' ? steps : undefined;
}

/** Values with another one at one place, where it stands over what was there. */
export function withSet(values: Field | undefined, [step, ...rest]: Steps, leaf: Field): Field {
  if (step === undefined) return leaf;
  const parent = values?.node?.kind === (typeof step === 'number' ? 'seq' : 'map') ? values : container(step, leaf);
  const below = stepInto(parent, step);
  const name = typeof step === 'number' ? undefined : step;
  const inner = rest.length === 0 ? named(leaf, name, below) : withSet(below, rest, leaf);
  return withChild(parent, step, rest.length === 0 || inner === below ? inner : underName(inner, name, leaf));
}

function container(step: string | number, like: Field): Field {
  const map = madeMap(undefined, like);
  if (typeof step === 'string' || map.node === undefined) return map;
  const node = { kind: 'seq' as const, span: map.node.span, items: [] };
  return { ...map, written: node, node };
}

function underName(field: Field, name: string | undefined, like: Field): Field {
  return field.key?.value === name ? field : { ...named({ ...field, key: undefined }, name), source: like.source };
}

/** What `--set` makes of a text: a number, a truth value or nothing where it looks like one. Lists in braces are not read. */
export function typed(field: Field): Field {
  const scalar = scalarIn(field);
  const text = textOf(field);
  if (scalar === undefined || text === undefined) return unknown(field);
  if (text.startsWith('{')) return unknown(field);
  const type: Scalar['type'] =
    text === 'null'
      ? 'null'
      : /^(?:true|false)$/.test(text)
        ? 'boolean'
        : /^(?:0|-?[1-9]\d*)$/.test(text)
          ? 'number'
          : 'string';
  return { ...field, node: { ...scalar, type } };
}

/** The place of a value that nobody can tell. */
export function unknown(field: Field): Field {
  const span = field.written?.span ?? field.key?.span ?? { start: 0, end: 0 };
  const node: Scalar = { kind: 'scalar', span, value: placeholder, type: 'string', style: 'plain' };
  const { merged: _, made: __, overrides: ___, ...rest } = field;
  const { source } = field;
  return { ...rest, source: { ...source, original: source.original ?? source.text }, written: node, node };
}
