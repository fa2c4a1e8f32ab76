import type { Source } from '../extract/extraction.ts';
import { child, children, descend, rootOf, scalarIn, textOf, type Field } from '../extract/field.ts';
import { objectsOf, type KubernetesObject } from '../extract/kubernetes-object.ts';
import { splitAssignment } from '../extract/sourced.ts';
import { neutraliseTemplate } from '../yaml/template.ts';
import { parseYaml } from '../yaml/parse.ts';
import { kubernetesPlaceholders } from './placeholders.ts';
import type { Definition, FileSymbols, ObjectName, Reference } from './symbol.ts';
import { below, pieceOf, speltIn, speltKey, textSpan, type Spelt } from './walk.ts';

/**
 * ConfigMaps and Secrets with their keys, variables of containers; who takes them, whole or by key, as variables or files. Of
 * a kustomization: the files and folders it names.
 */
export function kubernetesSymbols(source: Source, isTemplate: boolean): FileSymbols {
  const read: Source = isTemplate
    ? { ...source, text: neutraliseTemplate(source.text), original: source.text }
    : source;
  const roots = parseYaml(read.text).documents.map((document) => rootOf(read, document));
  const definitions: Definition[] = [];
  const references: Reference[] = [];
  // A kustomization may leave out what it is.
  if (/(?:^|\/)kustomization[^/]*$/i.test(source.path)) {
    for (const root of roots) {
      definitions.push(...generated(root));
      references.push(...kustomized(root));
    }
  } else {
    for (const object of roots.flatMap((root) => objectsOf(root))) {
      definitions.push(...given(object));
      references.push(...taken(object, definitions));
    }
  }
  return { definitions, references };
}

function namespaceOf({ scope }: KubernetesObject): string {
  return scope.slice('namespace:'.length);
}

/** The object itself where others refer to it by name, with its keys. */
function given(object: KubernetesObject): Definition[] {
  const { kind, root } = object;
  const name = speltIn(descend(root, 'metadata', 'name'));
  if ((kind !== 'ConfigMap' && kind !== 'Secret') || name === undefined) return [];
  const owner: ObjectName = { type: kind, name: name.text, namespace: namespaceOf(object) };
  const keys = ['data', 'stringData', 'binaryData'].flatMap((part) => children(child(root, part)));
  return [
    { kind: 'object', ...owner, span: name.span },
    ...keys.flatMap((entry): Definition[] => {
      const key = speltKey(entry);
      return key === undefined ? [] : [{ kind: 'entry', ...owner, key: key.text, span: key.span }];
    }),
  ];
}

/** Keys whose map names a ConfigMap or Secret, and the entry that holds the name. */
const owners: Readonly<Record<string, { readonly type: ObjectName['type']; readonly name: string }>> = {
  configMapKeyRef: { type: 'ConfigMap', name: 'name' },
  configMapRef: { type: 'ConfigMap', name: 'name' },
  configMap: { type: 'ConfigMap', name: 'name' },
  secretKeyRef: { type: 'Secret', name: 'name' },
  secretRef: { type: 'Secret', name: 'name' },
  secret: { type: 'Secret', name: 'secretName' },
};

/** What an object takes from others. Variables of its containers are added to `definitions`. */
function taken(object: KubernetesObject, definitions: Definition[]): Reference[] {
  const references: Reference[] = [];
  for (const field of below(object.root)) {
    const owner = owners[field.key?.value ?? ''];
    if (owner !== undefined) references.push(...objectUse(field, owner, namespaceOf(object)));
    const variables = children(child(field, 'env'));
    if (variables.length > 0) references.push(...variablesOf(field, variables, object.name, definitions));
  }
  return references;
}

function objectUse(field: Field, { type, name }: (typeof owners)[string], namespace: string): Reference[] {
  const spelt = speltIn(child(field, name)) ?? (name === 'name' ? undefined : speltIn(child(field, 'name')));
  if (spelt === undefined) return [];
  const owner: ObjectName = { type, name: spelt.text, namespace };
  const keys = [child(field, 'key'), ...children(child(field, 'items')).map((item) => child(item, 'key'))];
  return [
    { span: spelt.span, to: { kind: 'object', ...owner } },
    ...keys.flatMap((each): Reference[] => {
      const key = speltIn(each);
      return key === undefined ? [] : [{ span: key.span, to: { kind: 'entry', ...owner, key: key.text } }];
    }),
  ];
}

/** The variables of a container, and where its values, command and arguments use them. */
function variablesOf(
  container: Field,
  variables: readonly Field[],
  workload: string,
  definitions: Definition[],
): Reference[] {
  const names = new Map<string, Spelt>();
  for (const variable of variables) {
    const name = speltIn(child(variable, 'name'));
    if (name === undefined || (child(variable, 'value') ?? child(variable, 'valueFrom')) === undefined) continue;
    names.set(name.text, name);
    definitions.push({ kind: 'variable', name: name.text, place: 'container', workload, span: name.span });
  }
  const users = [
    ...variables.map((variable) => child(variable, 'value')),
    ...['command', 'args'].flatMap((part) => children(child(container, part))),
  ];
  return users.flatMap((user) => {
    const scalar = scalarIn(user);
    if (user === undefined || scalar === undefined) return [];
    return kubernetesPlaceholders(user.source.text, textSpan(scalar)).flatMap(({ name, span }): Reference[] => {
      const at = names.get(name);
      return at === undefined ? [] : [{ span, to: { kind: 'local', span: at.span } }];
    });
  });
}

const generators = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' } as const;
const generatorNames = ['configMapGenerator', 'secretGenerator'] as const;

/** ConfigMaps and Secrets that a kustomization makes. */
function generated(root: Field): Definition[] {
  return generatorNames.flatMap((section) =>
    children(child(root, section)).flatMap((generator): Definition[] => {
      const name = speltIn(child(generator, 'name'));
      if (name === undefined) return [];
      const namespace = textOf(child(generator, 'namespace')) ?? textOf(child(root, 'namespace')) ?? '';
      const owner: ObjectName = { type: generators[section], name: name.text, namespace };
      const literals = children(child(generator, 'literals')).flatMap((literal): Definition[] => {
        const { name: key, key: span } = splitAssignment(literal);
        return span === undefined ? [] : [{ kind: 'entry', ...owner, key, span }];
      });
      return [{ kind: 'object', ...owner, span: name.span }, ...literals];
    }),
  );
}

/** Lists of a kustomization whose items are paths, and lists whose items hold one. */
const pathLists = [
  'resources',
  'bases',
  'components',
  'patchesStrategicMerge',
  'crds',
  'configurations',
  'generators',
  'transformers',
];
const pathHolders = ['patches', 'patchesJson6902', 'replacements'];

function kustomized(root: Field): Reference[] {
  const lists = pathLists.flatMap((section) => children(child(root, section)));
  const holders = pathHolders.flatMap((section) => children(child(root, section)).map((each) => child(each, 'path')));
  const charts = children(child(root, 'helmCharts')).map((each) => child(each, 'valuesFile'));
  const files = generatorNames.flatMap((section) =>
    children(child(root, section)).flatMap((generator) => [
      ...children(child(generator, 'files')),
      ...children(child(generator, 'envs')),
      child(generator, 'env'),
    ]),
  );
  return [...lists, ...holders, ...charts, ...files].flatMap((field): Reference[] => {
    const text = textOf(field);
    // A patch may be written in place of a path; a generator may name a file `key=path`.
    if (field === undefined || text === undefined || text.includes('\n')) return [];
    const path = pieceOf(field, text.indexOf('=') + 1, text.length);
    return path === undefined ? [] : [{ span: path.span, to: { kind: 'file', path: path.text, by: 'kustomization' } }];
  });
}
