import type { ValuesTree } from '../model/declaration.ts';
import { embedded } from '../yaml/embedded.ts';
import { parseYaml } from '../yaml/parse.ts';
import { environmentOfName } from './environment.ts';
import { anchorOf, child, children, descend, mapOf, pathOf, rootOf, scalarIn, textOf, type Field } from './field.ts';
import { flatten } from './flatten.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { asWritten } from './sourced.ts';
import { valuesFiles } from './values-file.ts';

/**
 * The charts that an object names, each with the values that are written in the object itself: Flux `HelmRelease`, Argo CD
 * `Application` and `ApplicationSet`, `HelmChart` of K3s, and `helmCharts` of a Kustomization. What other files say is a matter of `resolve/helm`.
 */
export function valuesIn({ root, kind, group, name }: KubernetesObject): ValuesTree[] {
  const spec = child(root, 'spec');
  if (kind === 'HelmRelease') {
    const chart = fluxChartOf(spec);
    return chart === undefined ? [] : valuesBelow(chart, child(spec, 'values'), name);
  }
  if ((kind === 'Application' || kind === 'ApplicationSet') && group === 'argoproj.io')
    return sourcesOf(kind === 'Application' ? spec : descend(spec, 'template', 'spec')).flatMap((source) => {
      const chart = child(source, 'chart');
      const helm = child(source, 'helm');
      return chart === undefined
        ? []
        : valuesBelow(chart, inlineValues(helm), kind === 'Application' ? name : undefined);
    });
  if (kind === 'HelmChart' && group === 'helm.cattle.io') return chartOfK3s(spec, name);
  if (kind !== 'Kustomization') return [];
  return children(child(root, 'helmCharts')).flatMap((entry) => {
    const chart = child(entry, 'name');
    const values = child(entry, 'valuesInline');
    return chart === undefined || values === undefined ? [] : valuesBelow(chart, values, undefined);
  });
}

/** A chart that K3s and RKE2 install, with its values as a text. */
function chartOfK3s(spec: Field | undefined, name: string): ValuesTree[] {
  const chart = child(spec, 'chart');
  const environment = environmentOfName(textOf(child(spec, 'targetNamespace')) ?? '', false);
  const trees = chart === undefined ? [] : valuesBelow(chart, embeddedValues(child(spec, 'valuesContent')), name);
  return environment === 'unknown' ? trees : trees.map((tree) => ({ ...tree, environment }));
}

/** Where a `HelmRelease` names its chart: in the API of Flux 2, and in that of the Helm operator before. */
export function fluxChartOf(spec: Field | undefined): Field | undefined {
  return descend(spec, 'chart', 'spec', 'chart') ?? descend(spec, 'chart', 'name');
}

/** Of an Argo CD application; several take the place of the one. Source: https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/ */
export function sourcesOf(spec: Field | undefined): readonly Field[] {
  const several = children(child(spec, 'sources'));
  const one = child(spec, 'source');
  return several.length > 0 ? several : one === undefined ? [] : [one];
}

/**
 * The values that Argo CD is told in the application: `valuesObject`, or the text in `values` where there is no object.
 * Source: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
 */
export function inlineValues(helm: Field | undefined): Field | undefined {
  const object = child(helm, 'valuesObject');
  return mapOf(object) === undefined ? embeddedValues(child(helm, 'values')) : object;
}

/** A file of values that is written as a text. */
export function embeddedValues(field: Field | undefined): Field | undefined {
  const scalar = scalarIn(field);
  const inner = scalar && field && embedded(scalar, field.source.text);
  if (field === undefined || inner === undefined) return undefined;
  const [document] = parseYaml(inner.text, { embedded: inner.toSource }).documents;
  const root = document && rootOf(field.source, document, pathOf(field));
  return mapOf(root) === undefined ? undefined : root;
}

function valuesBelow(named: Field, values: Field | undefined, release: string | undefined): ValuesTree[] {
  const chart = chartNameOf(textOf(named) ?? '');
  if (chart === '') return [];
  const { properties, texts, maps } = flatten(mapOf(values) && values, asWritten, chart);
  return [
    {
      kind: 'values',
      at: anchorOf(values ?? named, values?.key === undefined ? 'value' : 'key'),
      fields: properties,
      maps,
      files: valuesFiles(texts),
      charts: [{ key: chart, chart, on: true, at: anchorOf(named), isRelease: true }],
      ...(release !== undefined && { release }),
    },
  ];
}

/** The name of a chart that is kept elsewhere: `bitnami/kafka`, `oci://registry/charts/kafka:1.2`, an archive. */
export function chartNameOf(path: string): string {
  const [plain = ''] = path.replace(/\/+$/, '').split(/[?#]/);
  const last = plain.slice(plain.lastIndexOf('/') + 1);
  const archive = /^(.+?)-v?\d[\w.+-]*\.(?:tgz|tar\.gz)$/.exec(last);
  return archive?.[1] ?? last.replace(/[:@][\w.+-]*$/, '');
}
