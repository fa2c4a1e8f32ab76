import { child, children, descend, listOf, mapOf, textOf, type Field } from '../../extract/field.ts';
import { groupOf, kindOf, withRoot, type BuiltObject } from './object.ts';
import { atEach, changed, madeText, named, standingOver, withChild, withValueAt } from './tree.ts';

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
  const root = withValueAt(object.root, ['metadata', 'name'], madeText(prefix + name + suffix, field));
  return { ...withRoot(object, root), affixes: [...(object.affixes ?? []), `${prefix} ${suffix}`] };
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
  let { root } = object;
  for (const added of addedLabels(kustomization)) {
    for (const place of labelPlaces(object, added))
      for (const pair of added.pairs) root = withValueAt(root, [...place, pair.key?.value ?? ''], pair);
    if (added.selectors)
      for (const place of selectorPlaces(object))
        root = atEach(root, place, (labels) => withPairs(labels, added.pairs));
  }
  return withRoot(object, root);
}

function labelPlaces(object: BuiltObject, { selectors, templates }: AddedLabels): readonly (readonly string[])[] {
  const kind = kindOf(object);
  const places = [['metadata', 'labels']];
  if ((selectors || templates) && descend(object.root, 'spec', 'template') !== undefined)
    places.push(['spec', 'template', 'metadata', 'labels']);
  if (selectors && selecting.has(kind)) places.push(['spec', 'selector', 'matchLabels']);
  if (selectors && groupOf(object.root) === '' && (kind === 'Service' || kind === 'ReplicationController'))
    places.push(['spec', 'selector']);
  return places;
}

/** Selectors over the pods of an object that get the labels only where they name some already. */
const affinities = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
  [...podSpecOf(kind), 'requiredDuringSchedulingIgnoredDuringExecution', 'labelSelector'],
  [...podSpecOf(kind), 'preferredDuringSchedulingIgnoredDuringExecution', 'podAffinityTerm', 'labelSelector'],
]);
const ofTemplates = [...affinities, ['spec', 'template', 'spec', 'topologySpreadConstraints', 'labelSelector']];

function podSpecOf(kind: string): readonly string[] {
  return ['spec', 'template', 'spec', 'affinity', kind];
}

/** Source: https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/konfig/builtinpluginconsts/commonlabels.go */
function selectorPlaces(object: BuiltObject): readonly (readonly string[])[] {
  switch (`${groupOf(object.root)}/${kindOf(object)}`) {
    case 'apps/Deployment':
    case 'apps/StatefulSet':
      return ofTemplates.map((place) => [...place, 'matchLabels']);
    case 'policy/PodDisruptionBudget':
      return [['spec', 'selector', 'matchLabels']];
    default:
      return [];
  }
}

function withPairs(labels: Field, pairs: readonly Field[]): Field {
  return pairs.reduce((result, pair) => withValueAt(result, [pair.key?.value ?? ''], pair), labels);
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
  const before = /^(.*?)(?::([^/:@]*))?(?:@(.*))?$/.exec(textOf(field) ?? '');
  const name = textOf(child(entry, 'name'));
  const [newName, newTag, newDigest] = ['newName', 'newTag', 'digest'].map((key) => said(entry, key));
  const place = newDigest ?? newTag ?? newName;
  if (field === undefined || place === undefined || name === undefined || before?.[1] !== name) return container;
  const isNew = newTag !== undefined || newDigest !== undefined;
  const [tag, digest] = isNew ? [textOf(newTag), textOf(newDigest)] : [before[2], before[3]];
  const text = `${textOf(newName) ?? name}${after(':', tag)}${after('@', digest)}`;
  return withChild(container, 'image', { ...madeText(text, place, 'image'), ...standingOver(field) });
}

/** An entry that is not empty. */
function said(entry: Field, key: string): Field | undefined {
  const found = child(entry, key);
  return textOf(found) ? found : undefined;
}

function after(sign: string, text: string | undefined): string {
  return text === undefined ? '' : sign + text;
}
