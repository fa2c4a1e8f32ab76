import { append } from '../base/group.ts';
import { contains } from '../base/span.ts';
import { type Anchor, isSamePlace, placeKey } from './anchor.ts';
import type { Fact } from './fact.ts';
import type { Client, Deployment } from './part.ts';
import { members } from './query.ts';
import { shownFact } from './secret.ts';
import type { Cluster, System } from './system.ts';

/**
 * What is said of a setting for one subject: the statement in force first, then each one it stands over. Never empty. Made to
 * be shown: the values of secrets are left out.
 */
export interface Chain {
  readonly subject: Cluster | Client;
  readonly setting: string;
  readonly facts: readonly Fact[];
}

/**
 * The chains of a setting, of a cluster those of each of its members that says something of its own. A setting with a place for
 * each route, data source or block has one for each; the strongest first.
 */
export function chainsOf(
  subject: Cluster | Client,
  setting: string,
  holders: readonly (Client | Deployment)[] = holdersOf(subject),
): readonly Chain[] {
  const chains = new Map<string, Chain>();
  for (const { settings } of holders) {
    for (const facts of divided(settings.get(setting) ?? [])) {
      const key = facts.map(({ at: [at] }) => (at === undefined ? '' : placeKey(at))).join(' ');
      if (!chains.has(key)) chains.set(key, { subject, setting, facts: facts.map((fact) => shownFact(setting, fact)) });
    }
  }
  return [...chains.values()];
}

/** How many instances the members of a cluster have, of each where one statement of it stands over another. */
export function countChains(subject: Cluster): readonly Chain[] {
  const chains = new Map<string, Chain>();
  for (const { instances } of members(subject)) {
    const [at] = instances.at;
    if (instances.overrides === undefined || at === undefined) continue;
    const facts: Fact[] = [];
    for (let each: Fact<number> | undefined = instances; each !== undefined; each = each.overrides)
      facts.push({ value: each.value === undefined ? undefined : String(each.value), from: each.from, at: each.at });
    chains.set(placeKey(at), { subject, setting: 'instances', facts });
  }
  return [...chains.values()];
}

const counts = new WeakMap<System, ReadonlyMap<string, readonly Chain[]>>();

/** The chains of numbers of instances of which a statement stands in a file. */
export function countChainsIn(system: System, uri: string): readonly Chain[] {
  const known = counts.get(system) ?? countsByFile(system);
  counts.set(system, known);
  return known.get(uri) ?? [];
}

function countsByFile({ clusters }: System): ReadonlyMap<string, readonly Chain[]> {
  const byFile = new Map<string, Chain[]>();
  for (const chain of clusters.flatMap(countChains))
    for (const uri of new Set(chain.facts.flatMap(({ at }) => at.map((each) => each.uri)))) append(byFile, uri, chain);
  return byFile;
}

/** Facts of one setting, weakest first, divided into those that stand over each other, strongest first. */
function divided(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  if (facts.length < 2) return facts.length === 0 ? [] : [facts];
  const chains: Fact[][] = [];
  facts.toReversed().forEach((fact, index, all) => {
    const stronger = all[index - 1];
    const below = (chain: Fact[]): boolean => {
      const last = chain.at(-1);
      return last !== undefined && ((last === stronger && last.standsOver === true) || overrides(last, fact));
    };
    const chain = chains.find(below);
    if (chain === undefined) chains.push([fact]);
    else chain.push(fact);
  });
  return chains;
}

/** Where no format says so: the same name in another file, or the same setting in another way, as a variable or an argument. */
function overrides(stronger: Fact, weaker: Fact): boolean {
  const [a, b] = [stronger.spelling ?? '', weaker.spelling ?? ''];
  if (wayOf(a) !== wayOf(b)) return true;
  return stronger.at[0]?.uri !== weaker.at[0]?.uri && relaxed(a) === relaxed(b);
}

function wayOf(spelling: string): 'argument' | 'property' | 'variable' {
  if (spelling.startsWith('-')) return 'argument';
  return spelling.includes('.') ? 'property' : 'variable';
}

function relaxed(spelling: string): string {
  return spelling.toLowerCase().replace(/[-_]/g, '');
}

/** Every chain of some settings that has a statement in a file, by its statements (`statementKey`). */
export function chainsIn(
  system: System,
  uri: string,
  settings: ReadonlySet<string>,
): ReadonlyMap<string, readonly Chain[]> {
  const found = new Map<string, Chain[]>();
  for (const subject of saying(system, uri)) {
    for (const chain of [...settings].flatMap((setting) => chainsOf(subject, setting))) {
      for (const { at } of chain.facts) {
        const [first] = at;
        if (first?.uri !== uri) continue;
        append(found, statementKey(chain.setting, first), chain);
      }
    }
  }
  return found;
}

/** A system never changes: who says something in which file is found out once. */
const subjects = new WeakMap<System, ReadonlyMap<string, ReadonlySet<Cluster | Client>>>();

/** Those of whose settings a statement, or what fills a part of one in, stands in a file. */
function saying(system: System, uri: string): Iterable<Cluster | Client> {
  const known = subjects.get(system) ?? subjectsByFile(system);
  subjects.set(system, known);
  return known.get(uri) ?? [];
}

function subjectsByFile({ clusters, clients }: System): ReadonlyMap<string, ReadonlySet<Cluster | Client>> {
  const byFile = new Map<string, Set<Cluster | Client>>();
  for (const subject of [...clusters, ...clients])
    for (const { settings } of holdersOf(subject))
      for (const facts of settings.values())
        for (const { at, via = [] } of facts)
          for (const { uri } of [...at, ...via.map((part) => part.at)]) {
            const known = byFile.get(uri);
            if (known === undefined) byFile.set(uri, new Set([subject]));
            else known.add(subject);
          }
  return byFile;
}

/** Chains of which a part was filled in from a place around an offset: a line of an `.env` file, a property of one's own. */
export function chainsThrough(system: System, uri: string, offset: number): readonly Chain[] {
  const found: Chain[] = [];
  for (const subject of saying(system, uri)) {
    const settings = new Set(holdersOf(subject).flatMap((holder) => [...holder.settings.keys()]));
    for (const setting of settings)
      found.push(
        ...chainsOf(subject, setting).filter(({ facts }) => facts.some((fact) => isFilledFrom(fact, uri, offset))),
      );
  }
  return found;
}

function isFilledFrom({ via = [] }: Fact, uri: string, offset: number): boolean {
  return via.some(({ at }) => {
    const spans = [at.key, at.sub ?? at.value].filter((span) => span !== undefined);
    return at.uri === uri && spans.some((span) => contains(span, offset));
  });
}

function holdersOf(subject: Cluster | Client): readonly (Client | Deployment)[] {
  return subject.kind === 'client' ? [subject] : members(subject);
}

/** One key for one statement of a setting. */
export function statementKey(setting: string, at: Anchor): string {
  return `${setting} ${placeKey(at)}`;
}

/** Whether one of its statements stands at a place. */
export function states({ facts }: Chain, at: Anchor): boolean {
  return facts.some((fact) => fact.at.some((place) => isSamePlace(place, at)));
}

/** Whether a statement at a place is the one that holds. */
export function isInForce({ facts }: Chain, at: Anchor): boolean {
  const [first] = facts;
  return first?.at.some((place) => isSamePlace(place, at)) === true;
}
