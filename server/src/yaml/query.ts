import type { Entry, Mapping, Node, Scalar, Sequence } from './tree.ts';

/** How many maps one `entries()` call may merge: a bound for alias bombs made of `<<`. */
const maximumMerged = 200;
const maximumEntries = 20_000;

/** The node an alias stands for; undefined where there is none. Aliases that name each other resolve to nothing. */
export function resolve(node: Node | undefined): Exclude<Node, { kind: 'alias' }> | undefined {
  let current = node;
  for (let hops = 0; current !== undefined && hops < 32; hops++) {
    if (current.kind !== 'alias') return current;
    current = current.target;
  }
  return undefined;
}

function asScalar(node: Node | undefined): Scalar | undefined {
  const target = resolve(node);
  return target?.kind === 'scalar' ? target : undefined;
}

function asMapping(node: Node | undefined): Mapping | undefined {
  const target = resolve(node);
  return target?.kind === 'map' ? target : undefined;
}

function asSequence(node: Node | undefined): Sequence | undefined {
  const target = resolve(node);
  return target?.kind === 'seq' ? target : undefined;
}

/** The text of a scalar that is not null; undefined for maps, lists, null and nothing. */
export function text(node: Node | undefined): string | undefined {
  const scalar = asScalar(node);
  return scalar === undefined || scalar.type === 'null' ? undefined : scalar.value;
}

/** The items of a list; none where the node is no list. */
export function items(node: Node | undefined): readonly Node[] {
  return asSequence(node)?.items ?? [];
}

/**
 * The entries in force: merged ones (`<<: *a`, `<<: [*a, *b]`) after the map's own, own keys first, of two merged maps
 * the earlier one; of equal own keys the last one. Cycles and bombs end early.
 */
export function entries(node: Node | undefined): readonly Entry[] {
  const map = asMapping(node);
  if (map === undefined) return [];
  if (isPlain(map)) return map.entries;
  const byKey = new Map<string, Entry>();
  const visited = new Set<Mapping>();
  merge(map, byKey, visited);
  return [...byKey.values()];
}

/** Neither merges nor repeated keys: what is written is what is in force. */
function isPlain(map: Mapping): boolean {
  const keys = new Set<string>();
  for (const { key } of map.entries) {
    if (isMerge(key) || keys.has(key.value)) return false;
    keys.add(key.value);
  }
  return true;
}

/** Whether a node is a map that takes over entries of others (`<<`). */
export function hasMerge(node: Node | undefined): boolean {
  return node?.kind === 'map' && node.entries.some(({ key }) => isMerge(key));
}

function isMerge(key: Scalar): boolean {
  return key.value === '<<' && key.style === 'plain';
}

function merge(map: Mapping, into: Map<string, Entry>, visited: Set<Mapping>): void {
  if (visited.has(map) || visited.size >= maximumMerged) return;
  visited.add(map);
  const own = new Map<string, Entry>();
  for (const entry of map.entries) if (!isMerge(entry.key)) own.set(entry.key.value, entry);
  for (const [key, entry] of own) {
    if (!into.has(key) && into.size < maximumEntries) into.set(key, entry);
  }
  for (const entry of map.entries) {
    if (isMerge(entry.key)) for (const source of mergedBy(entry.value)) merge(source, into, visited);
  }
}

/** The maps a `<<` names: one, or a list of them. */
function mergedBy(value: Node | undefined): Mapping[] {
  const maps = asSequence(value)?.items.map(asMapping) ?? [asMapping(value)];
  return maps.filter((map) => map !== undefined);
}

/** The entry of a key, own or merged. */
export function entry(node: Node | undefined, key: string): Entry | undefined {
  const map = asMapping(node);
  if (map === undefined) return undefined;
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const candidate = map.entries[i];
    if (candidate?.key.value === key) return candidate;
  }
  return map.entries.some((own) => isMerge(own.key)) ? entries(map).find((own) => own.key.value === key) : undefined;
}

/** The value of a key, through aliases and merges. */
function get(node: Node | undefined, key: string): Exclude<Node, { kind: 'alias' }> | undefined {
  return resolve(entry(node, key)?.value);
}

/** The node at a path of keys and list indices. */
export function at(
  node: Node | undefined,
  path: readonly (string | number)[],
): Exclude<Node, { kind: 'alias' }> | undefined {
  let current = resolve(node);
  for (const step of path) {
    current =
      typeof step === 'number' && current?.kind === 'seq' ? resolve(current.items[step]) : get(current, String(step));
    if (current === undefined) return undefined;
  }
  return current;
}
