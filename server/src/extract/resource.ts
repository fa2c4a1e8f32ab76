import type { Resource, Service, ValuesTree } from '../model/declaration.ts';
import { anchorOf, child, children, descend, textOf, textsOf, type Field } from './field.ts';
import { flatten } from './flatten.ts';
import { valuesOfSource } from './helm-source.ts';
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

export function serviceOf(object: KubernetesObject): Service {
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
    at: object.at,
  };
}

/**
 * Values a resource gives to a chart, as an umbrella chart would: below the name of the chart. Flux `HelmRelease`,
 * Argo CD `Application` and `ApplicationSet`, and `helmCharts` of a Kustomization.
 */
export function valuesIn(object: KubernetesObject): ValuesTree[] {
  const spec = child(object.root, 'spec');
  if (object.kind === 'HelmRelease')
    return valuesBelow(textOf(descend(spec, 'chart', 'spec', 'chart')), child(spec, 'values'));
  if (object.kind === 'Application' || object.kind === 'ApplicationSet') {
    const application = object.kind === 'Application' ? spec : descend(spec, 'template', 'spec');
    return [child(application, 'source'), ...children(child(application, 'sources'))].flatMap(valuesOfSource);
  }
  if (object.kind === 'Kustomization') {
    return children(child(object.root, 'helmCharts')).flatMap((chart) =>
      valuesBelow(textOf(child(chart, 'name')), child(chart, 'valuesInline')),
    );
  }
  return [];
}

function valuesBelow(chart: string | undefined, values: Field | undefined): ValuesTree[] {
  if (chart === undefined || values?.written === undefined) return [];
  const { properties, maps } = flatten(values, asWritten, chart);
  return [{ kind: 'values', at: anchorOf(values, 'key'), fields: properties, maps }];
}
