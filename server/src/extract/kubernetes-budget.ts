import type { DisruptionBudget } from '../model/declaration.ts';
import { child, children, scalarIn, textOf, type Field } from './field.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { selectorOf } from './kubernetes-selector.ts';
import { substituted } from './references.ts';
import { sourcedOf } from './sourced.ts';

/**
 * A PodDisruptionBudget that limits something. In `policy/v1` an empty selector selects every pod of the namespace, in
 * `policy/v1beta1` none; without a selector none is selected.
 * Sources: https://kubernetes.io/docs/tasks/run-application/configure-pdb/,
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/#poddisruptionbudget-v125
 */
export function budgetsIn(object: KubernetesObject, partial: boolean): readonly DisruptionBudget[] {
  const spec = child(object.root, 'spec');
  const by = child(spec, 'minAvailable') === undefined ? 'maxUnavailable' : 'minAvailable';
  const limit = sourcedOf(child(spec, by), substituted);
  if (limit === undefined || !/^(?:policy)?$/.test(object.group)) return [];
  const { name, scope, at, version } = object;
  const field = child(spec, 'selector');
  const isOpen = field !== undefined && isFilledInLater(field);
  const selector = selectorIn(field, isOpen || version !== 'v1');
  return [{ kind: 'budget', name, scope, at, selector, ...(isOpen && { isOpen }), by, limit, partial }];
}

function selectorIn(field: Field | undefined, isEmptyNothing: boolean): DisruptionBudget['selector'] {
  const selector = field?.written === undefined ? undefined : selectorOf(field);
  return selector?.length === 0 && isEmptyNothing ? undefined : selector;
}

/** Whether a text in it is not known. */
function isFilledInLater(field: Field): boolean {
  const below = children(field);
  return below.length === 0
    ? scalarIn(field) !== undefined && textOf(field) === undefined
    : below.some(isFilledInLater);
}
