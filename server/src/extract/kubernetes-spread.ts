import type { Spread } from '../model/declaration.ts';
import { selects } from '../model/selector.ts';
import { anchorOf, child, children, descend, isTrue, textOf, textsOf, type Field } from './field.ts';
import { selectorOf } from './kubernetes-selector.ts';

/**
 * What keeps the pods of a template apart: anti-affinity and spread constraints whose selectors match the template's own labels,
 * and ports of the node. With the node's network every port of a container is one.
 * Sources: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity,
 * https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/,
 * https://kubernetes.io/docs/concepts/configuration/overview/#services
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
    ...hostPorts(podSpec),
  ];
}

function hostPorts(podSpec: Field | undefined): Spread[] {
  const key = isTrue(child(podSpec, 'hostNetwork')) ? 'containerPort' : 'hostPort';
  const ports = children(child(podSpec, 'containers')).flatMap((container) => children(child(container, 'ports')));
  const [first] = ports.flatMap((port) => child(port, key) ?? []);
  if (first === undefined) return [];
  return [{ by: 'host-port', topologyKey: 'kubernetes.io/hostname', required: true, at: anchorOf(first) }];
}

function spreadIn(
  term: Field | undefined,
  by: Spread['by'],
  required: boolean,
  labels: Readonly<Record<string, string>>,
): Spread[] {
  const key = child(term, 'topologyKey');
  const topologyKey = textOf(key);
  // A selector that is missing selects nothing, an empty one everything.
  const selector = child(term, 'labelSelector');
  if (key === undefined || topologyKey === undefined || selector === undefined) return [];
  if (!selects(selectorOf(selector), labels)) return [];
  return [{ by, topologyKey, required, at: anchorOf(key) }];
}
