import type { DisruptionBudget } from '../model/declaration.ts';
import { child, type Field } from './field.ts';
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
  if (limit === undefined || object.group !== 'policy') return [];
  const selector = selectorIn(child(spec, 'selector'), object.version);
  return [{ kind: 'budget', name: object.name, scope: object.scope, at: object.at, selector, by, limit, partial }];
}

function selectorIn(field: Field | undefined, version: string): DisruptionBudget['selector'] {
  const selector = field?.written === undefined ? undefined : selectorOf(field);
  return selector?.length === 0 && version !== 'v1' ? undefined : selector;
}
