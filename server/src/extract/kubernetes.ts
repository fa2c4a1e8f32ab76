import type { Span } from '../base/span.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Origin } from '../model/origin.ts';
import type { Annotation, Problem } from '../model/part.ts';
import { neutraliseTemplate } from '../yaml/template.ts';
import { parseYaml } from '../yaml/parse.ts';
import { objectSuppression } from './annotation.ts';
import { configMapSets } from './config-map.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { anchorOf, child, children, descend, rootOf, scalarIn, textOf, type Field } from './field.ts';
import { valuesIn } from './helm-source.ts';
import { kustomizationSets } from './kustomization.ts';
import { budgetsIn } from './kubernetes-budget.ts';
import type { ConfigMapLookup } from './kubernetes-container.ts';
import { isWanted } from './kubernetes-document.ts';
import { objectsOf, type KubernetesObject } from './kubernetes-object.ts';
import { podTemplateOf, workloadsOf } from './kubernetes-workload.ts';
import { isNameOfOwnFile } from './native-file.ts';
import { gapsIn, problemsOf } from './problem.ts';
import { resourceOf, serviceOf } from './resource.ts';

/** Objects of a manifest. Documents that cannot matter are passed over unparsed. */
export function extractKubernetes(source: Source, options: ExtractOptions): Extracted {
  const partial = /patch/i.test(source.path.slice(source.path.lastIndexOf('/') + 1));
  return read(source, options, partial);
}

/**
 * A template of a Helm chart: what is written literally is read, what the template fills in is unknown, and nothing that is
 * absent means anything. Its syntax is that of the template, so errors say nothing.
 */
export function extractHelmTemplate(source: Source, options: ExtractOptions): Extracted {
  const { declarations, annotations } = read(
    { ...source, text: neutraliseTemplate(source.text), original: source.text },
    options,
    true,
  );
  const problems: Problem[] = [{ code: 'template' }];
  return {
    declarations,
    problems,
    status: declarations.length > 0 ? 'partial' : 'skipped',
    ...(annotations && { annotations }),
  };
}

/** The objects of a manifest, for those who put several together; those that never say anything of a component are left out. */
export function objectFields(source: Source, cache: ExtractOptions['cache']): readonly Field[] {
  const parsed = parseYaml(source.text, {
    ...(cache && { cache }),
    wanted: ({ start, end }) => isWanted(source.text.slice(start, end), undefined, false),
  });
  return parsed.documents.flatMap((document) => objectsOf(rootOf(source, document))).map(({ root }) => root);
}

/** An object that was put together from several files. */
export interface ComposedObject {
  readonly root: Field;
  /** What is absent from it says nothing. */
  readonly partial: boolean;
}

/** What objects say together, wherever each part of them is written: one list for each of them. */
export function declarationsOfObjects(
  composed: readonly ComposedObject[],
  options: ExtractOptions,
): readonly (readonly Declaration[])[] {
  const objects = composed.map(({ root, partial }) => ({ objects: objectsOf(root), partial }));
  const lookup = configMapValues(objects.flatMap((each) => each.objects));
  const said = objects.map((each) =>
    each.objects.map((object) =>
      isConfigMap(object) ? undefined : declarationsOf(object, lookup, options, each.partial).declarations,
    ),
  );
  // Containers tell under which names they see the files of ConfigMaps.
  const shownAs = namesShownBy(said.flat(2));
  return objects.map((each, at) =>
    each.objects.flatMap(
      (object, index) => said[at]?.[index] ?? configMapSets(object, { ...options, shownAs }).declarations,
    ),
  );
}

function namesShownBy(declarations: readonly (Declaration | undefined)[]): ReadonlyMap<string, string> {
  const mounts = declarations.flatMap((each) => (each?.kind === 'workload' ? each.mounts : []));
  return new Map(
    mounts.flatMap(({ source, shownAs = {} }) =>
      Object.entries(shownAs).flatMap(([key, name]) =>
        isNameOfOwnFile(name) ? [[`${source}/${key}`, name] as const] : [],
      ),
    ),
  );
}

function isConfigMap({ kind, group }: KubernetesObject): boolean {
  return (kind === 'ConfigMap' || kind === 'Secret') && group === '';
}

function read(source: Source, options: ExtractOptions, partial: boolean): Extracted {
  const parsed = parseYaml(source.text, {
    ...(options.cache && { cache: options.cache }),
    wanted: ({ start, end }) =>
      isWanted(source.text.slice(start, end), options.keywords, source.original !== undefined),
  });
  const seen = parsed.documents.flatMap((document) => {
    const hasGaps = partial || gapsIn(document.problems).length > 0;
    return objectsOf(rootOf(source, document)).map((object) => ({ object, hasGaps }));
  });
  const objects = seen.map(({ object }) => object);
  const lookup = configMapValues(objects);
  const found = seen.map(({ object, hasGaps }) => declarationsOf(object, lookup, options, hasGaps));
  return {
    declarations: found.flatMap(({ declarations }) => declarations),
    problems: [...problemsOf(parsed), ...found.flatMap(({ problems }) => problems)],
    annotations: [...objects.flatMap(suppressionOf), ...found.flatMap(({ annotations }) => annotations ?? [])],
  };
}

/** Kinds of the core groups that are read elsewhere or not at all; everything else is an operator's. */
const coreGroups: ReadonlySet<string> = new Set([
  '',
  'apps',
  'batch',
  'extensions',
  'autoscaling',
  'policy',
  'rbac.authorization.k8s.io',
  'networking.k8s.io',
  'storage.k8s.io',
  'apiextensions.k8s.io',
]);

function declarationsOf(
  object: KubernetesObject,
  lookup: ConfigMapLookup,
  options: ExtractOptions,
  partial: boolean,
): Extracted {
  const declared = (...declarations: Declaration[]): Extracted => ({ declarations, problems: [] });
  if (object.kind === 'Service' && object.group === '')
    return object.isNamed ? declared(serviceOf(object, partial)) : declared();
  if (isConfigMap(object)) return configMapSets(object, options);
  if (object.kind === 'Kustomization') return declared(...kustomizationSets(object), ...valuesIn(object));
  if (object.kind === 'PodDisruptionBudget') return declared(...budgetsIn(object, partial));
  const template = podTemplateOf(object);
  const workloads = template === undefined ? [] : workloadsOf(object, template, lookup, partial);
  if (workloads.length > 0 || coreGroups.has(object.group)) return declared(...workloads);
  return declared(resourceOf(object, partial), ...valuesIn(object));
}

function configMapValues(objects: readonly KubernetesObject[]): ConfigMapLookup {
  const values = new Map<string, Origin>();
  for (const object of objects) {
    if (object.kind !== 'ConfigMap') continue;
    for (const entry of children(child(object.root, 'data'))) {
      const value = textOf(entry);
      const name = `${object.name}/${entry.key?.value ?? ''}`;
      if (value !== undefined) values.set(name, { name, value, at: anchorOf(entry) });
    }
  }
  return (name, key) => values.get(`${name}/${key}`);
}

function suppressionOf(object: KubernetesObject): Annotation[] {
  const field = descend(object.root, 'metadata', 'annotations', 'archlens.dev/disable');
  const text = textOf(field);
  const scalar = scalarIn(field);
  if (text === undefined || scalar === undefined) return [];
  return [objectSuppression(text, contentSpan(scalar.span, scalar.style), extent(object.root))];
}

/** Without the quotes. */
function contentSpan(span: Span, style: string): Span {
  return style === 'plain' ? span : { start: span.start + 1, end: span.end - 1 };
}

function extent(field: Field): Span {
  return field.node?.span ?? { start: 0, end: 0 };
}
