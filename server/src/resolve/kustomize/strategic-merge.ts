import { child, children, listOf, mapOf, scalarIn, textOf, type Field } from '../../extract/field.ts';
import { saysSame, standingOver } from './tree.ts';

/**
 * A patch over an object, as Kubernetes' strategic merge does it: maps entry by entry, null takes away, lists of known items
 * item by item, every other list as a whole.
 * Source: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 * @returns undefined where the patch deletes the object
 */
export function patched(object: Field, patch: Field): Field | undefined {
  return merged(object, patch, '', 0);
}

const deepest = 64;

/** What tells the items of a list apart, by the key of the list. Lists of other keys, and those of unknown kinds, are replaced. */
const itemKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['containerPort', 'port'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
};

/** Entries that tell how to merge and are no content. */
function isDirective({ key }: Field): boolean {
  return key !== undefined && /^\$(?:patch$|retainKeys$|setElementOrder\/|deleteFromPrimitiveList\/)/.test(key.value);
}

function directiveOf(field: Field): string | undefined {
  return mapOf(field) === undefined ? undefined : textOf(child(field, '$patch'));
}

function merged(weaker: Field, stronger: Field, name: string, depth: number): Field | undefined {
  if (depth > deepest) return stronger;
  const directive = directiveOf(stronger);
  if (directive === 'delete' || isNull(stronger)) return undefined;
  if (directive === 'replace') return { ...content(stronger), ...standingOver(weaker) };
  if (mapOf(weaker) !== undefined && mapOf(stronger) !== undefined) return withEntries(weaker, stronger, depth);
  if (listOf(weaker) !== undefined && listOf(stronger) !== undefined) return withItems(weaker, stronger, name, depth);
  // What a patch repeats to say whom it means stays where it was written first.
  return saysSame(weaker, stronger) && isIdentity(name) ? weaker : { ...content(stronger), ...standingOver(weaker) };
}

const identityNames: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'name',
  'namespace',
  'mountPath',
  'containerPort',
]);

function isIdentity(name: string): boolean {
  return identityNames.has(name);
}

function isNull(field: Field): boolean {
  return field.node === undefined || scalarIn(field)?.type === 'null';
}

/** What a patch adds, without its directives and without what it only takes away. */
function content(field: Field, depth = 0): Field {
  const before = depth > deepest ? [] : children(field);
  const kept = before.filter((each) => !isDirective(each) && directiveOf(each) !== 'delete' && !isTakenAway(each));
  const after = kept.map((each) => content(each, depth + 1));
  const isSame = after.length === before.length && after.every((each, index) => each === before[index]);
  return isSame ? field : { ...field, merged: after };
}

function isTakenAway(field: Field): boolean {
  return field.key !== undefined && isNull(field);
}

function withEntries(weaker: Field, stronger: Field, depth: number): Field {
  const own = children(stronger).filter((each) => !isDirective(each));
  const byName = new Map(own.map((each) => [each.key?.value, each] as const));
  const retained = listOf(child(stronger, '$retainKeys')) && textsIn(child(stronger, '$retainKeys'));
  const before = children(weaker);
  const known = new Set(before.map(({ key }) => key?.value));
  const entries = [
    ...before.flatMap((entry) => {
      const name = entry.key?.value ?? '';
      const above = byName.get(name);
      if (above === undefined) return retained?.has(name) === false ? [] : withoutPrimitives(entry, stronger);
      return merged(entry, above, name, depth + 1) ?? [];
    }),
    ...own
      .filter((each) => !known.has(each.key?.value) && !isTakenAway(each) && directiveOf(each) !== 'delete')
      .map((each) => content(each)),
  ];
  return { ...weaker, merged: entries };
}

function textsIn(list: Field | undefined): ReadonlySet<string> {
  return new Set(children(list).flatMap((each) => textOf(each) ?? []));
}

function withoutPrimitives(list: Field, patch: Field): Field {
  const deleted = child(patch, `$deleteFromPrimitiveList/${list.key?.value ?? ''}`);
  if (deleted === undefined) return list;
  const gone = textsIn(deleted);
  return { ...list, merged: children(list).filter((each) => !gone.has(textOf(each) ?? '')) };
}

/** Items of the patch first, in its order, then those it does not name. */
function withItems(weaker: Field, stronger: Field, name: string, depth: number): Field {
  const keys = itemKeys[name];
  const items = children(stronger);
  if (keys === undefined || items.some((each) => mapOf(each) === undefined))
    return { ...content(stronger), ...standingOver(weaker) };
  if (items.some((each) => directiveOf(each) === 'replace' && children(each).every(isDirective)))
    return { ...stronger, merged: items.filter((each) => directiveOf(each) !== 'replace'), ...standingOver(weaker) };
  const rest = new Map(children(weaker).map((each, index) => [keyOf(each, keys) ?? `#${index}`, each] as const));
  const first = items.flatMap((item) => {
    const key = keyOf(item, keys) ?? '';
    const below = rest.get(key);
    rest.delete(key);
    if (below === undefined) return directiveOf(item) === 'delete' ? [] : content(item);
    return merged(below, item, '', depth + 1) ?? [];
  });
  return { ...weaker, merged: [...first, ...rest.values()] };
}

function keyOf(item: Field, keys: readonly string[]): string | undefined {
  const [found] = keys.flatMap((key) => textOf(child(item, key)) ?? []);
  if (found === undefined) return undefined;
  return keys.includes('containerPort') ? `${found}/${textOf(child(item, 'protocol')) ?? 'TCP'}` : found;
}
