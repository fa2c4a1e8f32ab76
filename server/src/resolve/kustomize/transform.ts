import { child, children, descend, listOf, mapOf, textOf, type Field } from '../../extract/field.ts';
import { groupOf, kindOf, withRoot, type BuiltObject } from './object.ts';
import { changed, madeText, named, withChild, withValueAt } from './tree.ts';

/** What the entries of a kustomization that need no other file make of an object. */
type Transformer = (object: BuiltObject, kustomization: Field) => BuiltObject;

/** Those between the patches of `patches` and of `patchesJson6902`, in kustomize's order. */
export const namingTransformers: readonly Transformer[] = [withNamespace, withNewName, withLabels];

/** Those behind all patches. */
export const lastTransformers: readonly Transformer[] = [withReplicas, withImages];

/** Kinds that are in no namespace; of the others every one gets the namespace of the kustomization. */
const clusterWide =
  /^(?:Namespace|CustomResourceDefinition|APIService|ClusterRole|ClusterRoleBinding|StorageClass|PersistentVolume|PriorityClass|.*WebhookConfiguration)$/;

/** Kinds whose names are never changed. */
const keepsName: ReadonlySet<string> = new Set(['Namespace', 'CustomResourceDefinition', 'APIService']);

function withNamespace(object: BuiltObject, kustomization: Field): BuiltObject {
  const namespace = child(kustomization, 'namespace');
  if (textOf(namespace) === undefined || namespace === undefined || clusterWide.test(kindOf(object))) return object;
  const before = descend(object.root, 'metadata', 'namespace');
  return withRoot(object, withValueAt(object.root, ['metadata', 'namespace'], named(namespace, 'namespace', before)));
}

function withNewName(object: BuiltObject, kustomization: Field): BuiltObject {
  const prefix = textOf(child(kustomization, 'namePrefix')) ?? '';
  const suffix = textOf(child(kustomization, 'nameSuffix')) ?? '';
  const field = descend(object.root, 'metadata', 'name');
  const name = textOf(field);
  if (prefix + suffix === '' || field === undefined || name === undefined || keepsName.has(kindOf(object)))
    return object;
  return withRoot(object, withValueAt(object.root, ['metadata', 'name'], madeText(prefix + name + suffix, field)));
}

interface AddedLabels {
  readonly pairs: readonly Field[];
  readonly selectors: boolean;
  readonly templates: boolean;
}

function addedLabels(kustomization: Field): readonly AddedLabels[] {
  const common = children(child(kustomization, 'commonLabels'));
  return [
    ...children(child(kustomization, 'labels')).map((each) => ({
      pairs: children(child(each, 'pairs')),
      selectors: textOf(child(each, 'includeSelectors')) === 'true',
      templates: textOf(child(each, 'includeTemplates')) === 'true',
    })),
    { pairs: common, selectors: true, templates: true },
  ].filter(({ pairs }) => pairs.length > 0);
}

/** Kinds with a pod template and a selector over its labels. */
const selecting: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

function withLabels(object: BuiltObject, kustomization: Field): BuiltObject {
  const kind = kindOf(object);
  let { root } = object;
  for (const { pairs, selectors, templates } of addedLabels(kustomization)) {
    const hasTemplate = descend(root, 'spec', 'template') !== undefined;
    const places = [
      ['metadata', 'labels'],
      ...(selectors && kind === 'Service' && groupOf(root) === '' ? [['spec', 'selector']] : []),
      ...(selectors && selecting.has(kind) ? [['spec', 'selector', 'matchLabels']] : []),
      ...((selectors || templates) && hasTemplate ? [['spec', 'template', 'metadata', 'labels']] : []),
    ];
    for (const place of places)
      for (const pair of pairs) root = withValueAt(root, [...place, pair.key?.value ?? ''], pair);
  }
  return withRoot(object, root);
}

const scalable: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

function withReplicas(object: BuiltObject, kustomization: Field): BuiltObject {
  let { root } = object;
  for (const each of children(child(kustomization, 'replicas'))) {
    const count = child(each, 'count');
    const wanted = textOf(child(each, 'name'));
    if (count === undefined || !scalable.has(kindOf(object)) || !object.names.some(({ name }) => name === wanted))
      continue;
    root = withValueAt(root, ['spec', 'replicas'], named(count, 'replicas', descend(root, 'spec', 'replicas')));
  }
  return withRoot(object, root);
}

function withImages(object: BuiltObject, kustomization: Field): BuiltObject {
  const images = children(child(kustomization, 'images'));
  if (images.length === 0) return object;
  const root = changed(object.root, (field, parent) => {
    const isContainer = /^(?:initC|c|ephemeralC)ontainers$/.test(parent?.key?.value ?? '') && listOf(parent);
    return isContainer && mapOf(field) !== undefined ? images.reduce(withImage, field) : field;
  });
  return withRoot(object, root);
}

/** A container whose image an entry of `images` names; the place is that of the part that is new. */
function withImage(container: Field, entry: Field): Field {
  const field = child(container, 'image');
  const image = textOf(field);
  const wanted = textOf(child(entry, 'name'));
  const parts = /^(.*?)(?::([^/:@]*))?(?:@(.*))?$/.exec(image ?? '');
  if (field === undefined || parts === null || wanted === undefined || parts[1] !== wanted) return container;
  const [, , tag, digest] = parts;
  const part = (key: string): Field | undefined => {
    const found = child(entry, key);
    return textOf(found) ? found : undefined;
  };
  const newName = part('newName');
  const newTag = part('newTag');
  const newDigest = part('digest');
  const place = newDigest ?? newTag ?? newName;
  if (place === undefined) return container;
  const text = [
    textOf(newName) ?? wanted,
    ...(newDigest || newTag
      ? [newTag && `:${textOf(newTag)}`, newDigest && `@${textOf(newDigest)}`]
      : [tag && `:${tag}`, digest && `@${digest}`]),
  ].join('');
  return withChild(container, 'image', { ...madeText(text, place, 'image'), overrides: field });
}
