import type { Resource, Service } from '../model/declaration.ts';
import { anchorOf, child, children, descend, textOf, textsOf } from './field.ts';
import { flatten } from './flatten.ts';
import { portNumber } from './kubernetes-container.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { asWritten } from './sourced.ts';

/** An object of an operator's own kind, as scalars by path. */
export function resourceOf(object: KubernetesObject, partial: boolean): Resource {
  return {
    kind: 'resource',
    group: object.group,
    version: object.version,
    type: object.kind,
    name: object.name,
    scope: object.scope,
    ...(object.environment && { environment: object.environment }),
    at: object.at,
    labels: textsOf(descend(object.root, 'metadata', 'labels')),
    fields: flatten(object.root, asWritten).properties,
    partial,
  };
}

/** @param partial what is absent from it says nothing: a template or a patch may give it a selector */
export function serviceOf(object: KubernetesObject, partial: boolean): Service {
  const spec = child(object.root, 'spec');
  const externalName = textOf(child(spec, 'externalName'));
  return {
    kind: 'service',
    name: object.name,
    scope: object.scope,
    selector: textsOf(child(spec, 'selector')),
    ports: children(child(spec, 'ports')).flatMap((field) => {
      const published = portNumber(child(field, 'port'));
      const target = portNumber(child(field, 'targetPort')) ?? published;
      return target === undefined ? [] : [{ published, target, at: anchorOf(field) }];
    }),
    type: textOf(child(spec, 'type')) ?? 'ClusterIP',
    headless: textOf(child(spec, 'clusterIP')) === 'None',
    ...(externalName !== undefined && { externalName }),
    ...(!partial && child(spec, 'selector') === undefined && { withoutSelector: true }),
    at: object.at,
  };
}
