import type { Property, ValuesTree } from '../model/declaration.ts';
import { embedded } from '../yaml/embedded.ts';
import { parseYaml } from '../yaml/parse.ts';
import { anchorOf, child, children, mapOf, pathOf, rootOf, scalarIn, textOf, type Field } from './field.ts';
import { flatten } from './flatten.ts';
import { asWritten, sourcedOf } from './sourced.ts';

/**
 * The values that Argo CD gives to a chart, below the chart's name: its parameters over `valuesObject`, or over the text in
 * `values` where there is no object. Source: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
 */
export function valuesOfSource(source: Field | undefined): ValuesTree[] {
  const chart = textOf(child(source, 'chart'));
  const helm = child(source, 'helm');
  if (chart === undefined || helm === undefined) return [];
  const root = child(helm, 'valuesObject') ?? writtenValues(child(helm, 'values'));
  const { properties, maps } = flatten(root?.written === undefined ? undefined : root, asWritten, chart);
  const parameters = children(child(helm, 'parameters')).flatMap((each) => parameterOf(each, chart) ?? []);
  if (properties.length === 0 && parameters.length === 0) return [];
  return [
    {
      kind: 'values',
      at: anchorOf(root ?? helm, root?.key === undefined ? 'value' : 'key'),
      fields: withParameters(properties, parameters),
      maps,
    },
  ];
}

function withParameters(properties: readonly Property[], parameters: readonly Property[]): readonly Property[] {
  const byName = new Map(properties.map((property) => [property.name, property]));
  for (const parameter of parameters) {
    const overrides = byName.get(parameter.name);
    byName.set(parameter.name, overrides === undefined ? parameter : { ...parameter, overrides });
  }
  return [...byName.values()];
}

/** A file of values written as one text. */
function writtenValues(field: Field | undefined): Field | undefined {
  const scalar = scalarIn(field);
  const inner = scalar && field && embedded(scalar, field.source.text);
  if (field === undefined || inner === undefined) return undefined;
  const [document] = parseYaml(inner.text, { embedded: inner.toSource }).documents;
  const root = document && rootOf(field.source, document, pathOf(field));
  return mapOf(root) === undefined ? undefined : root;
}

/** One `--set`. A name with an escaped dot says a place that has no name here. */
function parameterOf(parameter: Field, chart: string): Property | undefined {
  const name = textOf(child(parameter, 'name'));
  const value = sourcedOf(child(parameter, 'value'), asWritten);
  return name === undefined || name.includes('\\') || value === undefined
    ? undefined
    : { ...value, name: `${chart}.${name}` };
}
