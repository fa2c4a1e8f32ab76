import { append } from '../../base/group.ts';
import { folderOf } from '../../base/uri.ts';
import { Derived } from '../../base/derived.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { Declaration, EnvSource, Property, PropertySet, Variable, Workload } from '../../model/declaration.ts';
import type { Effective } from '../effective.ts';

/** The plain entries of one ConfigMap or Secret. */
interface Entries {
  readonly uri: string;
  readonly set: PropertySet;
}

/** Plain entries by scope, kind and name. */
type Index = ReadonlyMap<string, readonly Entries[]>;

/**
 * Gives containers the variables they take from ConfigMaps and Secrets of their namespace, in whichever file these are.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/
 */
export class ConfigMaps {
  readonly #workloads = new Derived<Workload, Workload>();
  readonly #extractions = new Derived<Extraction, Extraction>();

  /** The extractions in their order. */
  of(all: readonly Effective[]): readonly Effective[] {
    if (!all.some(({ extraction }) => asksIn(extraction).length > 0)) return all;
    const index = indexOf(all);
    return all.map((effective) => {
      const extraction = this.#filled(effective.extraction, index);
      return extraction === effective.extraction ? effective : { ...effective, extraction };
    });
  }

  #filled(extraction: Extraction, index: Index): Extraction {
    const asking = new Set<Declaration>(asksIn(extraction));
    if (asking.size === 0) return extraction;
    const taken = new Set<Declaration>();
    const declarations = extraction.declarations.map((each) => {
      if (each.kind !== 'workload' || !asking.has(each)) return each;
      const found = setsFor(each, extraction.uri, index);
      for (const source of each.role === 'main' ? each.envFrom : []) {
        const set = found.get(keyOf(source.kind, source.value ?? ''));
        if (set !== undefined) taken.add(set);
      }
      return this.#workloads.of(each, [...found.values()], () => withVariables(each, found));
    });
    // What a container of the same file takes whole is said by the container.
    const left = declarations.filter((each) => !taken.has(each));
    return this.#extractions.of(extraction, left, () => ({ ...extraction, declarations: left }));
  }
}

const askers = new WeakMap<Extraction, readonly Workload[]>();

/** The containers of a file that take something from a ConfigMap or Secret. Found once for each version of a file. */
function asksIn(extraction: Extraction): readonly Workload[] {
  const known = askers.get(extraction);
  if (known !== undefined) return known;
  const found = extraction.declarations.flatMap((each) =>
    each.kind === 'workload' && each.controller !== 'compose' && (each.envFrom.length > 0 || each.env.some(isOpen))
      ? [each]
      : [],
  );
  askers.set(extraction, found);
  return found;
}

/** A variable whose entry its own file does not hold. */
function isOpen({ from, value }: Variable): boolean {
  return from !== undefined && value === undefined;
}

const given = new WeakMap<Extraction, readonly PropertySet[]>();

function setsIn(extraction: Extraction): readonly PropertySet[] {
  const known = given.get(extraction);
  if (known !== undefined) return known;
  const found = extraction.declarations.flatMap((each) =>
    each.kind === 'properties' && each.configMap?.key === '' ? [each] : [],
  );
  given.set(extraction, found);
  return found;
}

/** What covered files say counts only as part of the views that cover them. */
function indexOf(all: readonly Effective[]): Index {
  const covered = new Set(all.flatMap(({ covers }) => covers));
  const index = new Map<string, Entries[]>();
  for (const { extraction } of all) {
    if (covered.has(extraction.uri)) continue;
    for (const set of setsIn(extraction)) {
      const { name = '', scope = '', isSecret } = set.configMap ?? {};
      const key = `${scope} ${keyOf(isSecret ? 'Secret' : 'ConfigMap', name)}`;
      append(index, key, { uri: extraction.uri, set });
    }
  }
  return index;
}

function keyOf(kind: EnvSource['kind'], name: string): string {
  return `${kind}/${name}`;
}

/** The sets a container refers to, by kind and name. */
function setsFor(workload: Workload, uri: string, index: Index): ReadonlyMap<string, PropertySet> {
  const keys = [
    ...workload.envFrom.flatMap(({ kind, value }) => (value === undefined ? [] : [keyOf(kind, value)])),
    ...workload.env.filter(isOpen).flatMap(({ from }) => (from === undefined ? [] : [keyOf(from.kind, from.name)])),
  ];
  const found = new Map<string, PropertySet>();
  for (const key of keys) {
    const set = nearestTo(uri, index.get(`${workload.scope} ${key}`) ?? []);
    if (set !== undefined) found.set(key, set);
  }
  return found;
}

/** Projects in one workspace repeat names: that of the same file, else the only one in the nearest folder. */
function nearestTo(uri: string, entries: readonly Entries[]): PropertySet | undefined {
  if (entries.length < 2) return entries[0]?.set;
  const own = entries.filter((each) => each.uri === uri);
  const ranked = (own.length > 0 ? own : entries).map((each) => ({ each, shared: sharedFolders(uri, each.uri) }));
  const best = Math.max(...ranked.map(({ shared }) => shared));
  const [first, ...others] = ranked.filter(({ shared }) => shared === best);
  return others.length === 0 ? first?.each.set : undefined;
}

/** How many leading folders two files share; a file that is in the other's own folder is nearer than one below it. */
function sharedFolders(a: string, b: string): number {
  const left = folderOf(a).split('/');
  const right = folderOf(b).split('/');
  const different = left.findIndex((segment, index) => segment !== right[index]);
  const shared = different < 0 ? left.length : different;
  return shared + (left.length === right.length && shared === left.length ? 0.5 : 0);
}

function withVariables(workload: Workload, sets: ReadonlyMap<string, PropertySet>): Workload {
  const found = (source: EnvSource): PropertySet | undefined => sets.get(keyOf(source.kind, source.value ?? ''));
  const inherited = new Map<string, Variable>();
  for (const source of workload.envFrom)
    for (const property of found(source)?.properties ?? []) {
      const name = `${source.prefix ?? ''}${property.name}`;
      const below = inherited.get(name);
      inherited.set(name, { ...property, name, ...(below && { overrides: below }) });
    }
  const own = workload.env.map((variable) => {
    const below = inherited.get(variable.name);
    inherited.delete(variable.name);
    const filled = isOpen(variable) ? withEntry(variable, sets) : variable;
    return below === undefined ? filled : { ...filled, overrides: below };
  });
  return {
    ...workload,
    env: [...inherited.values(), ...own],
    envFrom: workload.envFrom.map((source) => (found(source) === undefined ? source : { ...source, isRead: true })),
  };
}

/** A variable with the value of the entry it names. */
function withEntry(variable: Variable, sets: ReadonlyMap<string, PropertySet>): Variable {
  const { from } = variable;
  const set = from && sets.get(keyOf(from.kind, from.name));
  const entry = set?.properties.findLast(({ name }: Property) => name === from?.key);
  if (from === undefined || entry?.value === undefined) return variable;
  return {
    ...variable,
    value: entry.value,
    via: [{ name: `${from.name}/${from.key}`, value: entry.value, at: entry.at }],
  };
}
