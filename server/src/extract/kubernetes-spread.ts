import type { Spread } from '../model/declaration.ts';
import { anchorOf, child, children, descend, textOf, textsOf, type Field } from './field.ts';

/**
 * What keeps the pods of a template apart: anti-affinity and spread constraints whose selectors match the template's own labels.
 * Sources: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity,
 * https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spreadOf(template: Field): Spread[] {
  const podSpec = child(template, 'spec');
  const labels = textsOf(descend(template, 'metadata', 'labels'));
  const antiAffinity = descend(podSpec, 'affinity', 'podAntiAffinity');
  const required = children(child(antiAffinity, 'requiredDuringSchedulingIgnoredDuringExecution'));
  const preferred = children(child(antiAffinity, 'preferredDuringSchedulingIgnoredDuringExecution'));
  const constraints = children(child(podSpec, 'topologySpreadConstraints'));
  return [
    ...required.flatMap((term) => spreadIn(term, 'anti-affinity', true, labels)),
    ...preferred.flatMap((weighted) => spreadIn(child(weighted, 'podAffinityTerm'), 'anti-affinity', false, labels)),
    ...constraints.flatMap((each) =>
      spreadIn(each, 'topology-spread', textOf(child(each, 'whenUnsatisfiable')) !== 'ScheduleAnyway', labels),
    ),
  ];
}

function spreadIn(
  term: Field | undefined,
  by: Spread['by'],
  required: boolean,
  labels: Readonly<Record<string, string>>,
): Spread[] {
  const key = child(term, 'topologyKey');
  const topologyKey = textOf(key);
  if (key === undefined || topologyKey === undefined || !selects(child(term, 'labelSelector'), labels)) return [];
  return [{ by, topologyKey, required, at: anchorOf(key) }];
}

/** A selector that is missing selects nothing, an empty one everything. */
function selects(selector: Field | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) return false;
  const pairs = Object.entries(textsOf(child(selector, 'matchLabels')));
  return (
    pairs.every(([key, value]) => labels[key] === value) &&
    children(child(selector, 'matchExpressions')).every((each) => holds(each, labels))
  );
}

function holds(expression: Field, labels: Readonly<Record<string, string>>): boolean {
  const key = textOf(child(expression, 'key')) ?? '';
  const values = children(child(expression, 'values')).flatMap((each) => textOf(each) ?? []);
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (textOf(child(expression, 'operator'))) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
