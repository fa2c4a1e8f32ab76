import { append } from '../../base/group.ts';
import { folderOf, resolvePath } from '../../base/uri.ts';
import { Derived } from '../../base/derived.ts';
import { environmentOfProfiles } from '../../extract/environment.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { platformProfile } from '../../extract/spring-profile.ts';
import type { Lookup } from '../../extract/placeholder.ts';
import type { Declaration, SpringRun, Workload } from '../../model/declaration.ts';
import { propertiesUnder } from './application.ts';
import type { Activation } from './profiles.ts';
import { type Group, moduleOf } from './group.ts';
import { inContainer } from './in-container.ts';
import { type Locations, locationsOf } from './locations.ts';
import type { MountableFiles } from './mounted.ts';
import { activation, lookupIn, type ProcessSources, processSources } from './process.ts';

/** Finds the application that a container runs. */
export interface Applications {
  readonly byName: ReadonlyMap<string, readonly Group[]>;
  readonly byModule: ReadonlyMap<string, readonly Group[]>;
}

/** Applications that can be started: what tests bring along cannot. */
export function applicationsIn(groups: readonly Group[]): Applications {
  const byName = new Map<string, Group[]>();
  const byModule = new Map<string, Group[]>();
  for (const group of groups) {
    if (group.home.includes('#') || /\/src\/[^/]*test[^/]*\//i.test(group.home)) continue;
    append(byName, (group.name ?? '').toLowerCase(), group);
    append(byModule, moduleOf(group.home), group);
  }
  return { byName, byModule };
}

/** A file with what its containers run; the very same file where none runs an application of the workspace. */
export class Containers {
  readonly #made = new Derived<Extraction, Extraction>();
  readonly #running = new Derived<Workload, Workload | undefined>();

  of(extraction: Extraction, applications: Applications, files: MountableFiles): Extraction {
    if (!formats.has(extraction.format)) return extraction;
    const taken = new Set<Declaration>();
    const bound = new Set<string>();
    const runs = extraction.declarations.map((each) => {
      if (each.kind !== 'workload' || each.role !== 'main') return undefined;
      const packed = groupOf(each, applications);
      if (packed === undefined && !saysOfItself(each)) return undefined;
      const process = processOf(each);
      const { group, entries } = inContainer(packed, each, extraction, files, process.locations);
      const sets = group?.members.map(({ set }) => set) ?? [];
      for (const set of [...sets, ...entries]) taken.add(set);
      for (const uri of boundInto(packed, group)) bound.add(uri);
      return this.#running.of(each, [packed?.home, ...sets], () => {
        const spring = runOf(process, packed, group);
        return spring && { ...each, spring };
      });
    });
    if (runs.every((run) => run === undefined)) return extraction;
    const made = this.#made.of(extraction, runs, () => ({
      ...extraction,
      declarations: extraction.declarations.flatMap((each, index) => {
        const running = runs[index];
        // What a container of the same file takes is said by the container.
        if (running === undefined) return taken.has(each) ? [] : [each];
        return [running];
      }),
    }));
    this.#bound.set(made, [...bound]);
    return made;
  }

  /** Files of the workspace that the containers of an extraction mount over their applications: they say it there. */
  boundInto(made: Extraction): readonly string[] {
    return this.#bound.get(made) ?? [];
  }

  readonly #bound = new WeakMap<Extraction, readonly string[]>();
}

function boundInto(packed: Group | undefined, group: Group | undefined): readonly string[] {
  if (group === undefined || group === packed) return [];
  const own = new Set(packed?.members.map(({ extraction }) => extraction));
  const others = group.members.filter(({ extraction }) => extraction.format === 'spring' && !own.has(extraction));
  return others.map(({ extraction }) => extraction.uri);
}

const speaking = new WeakMap<Workload, boolean>();

/** Whether a container configures an application whose own files are not known: by JSON, or by files put into it. */
function saysOfItself(workload: Workload): boolean {
  const known = speaking.get(workload);
  if (known !== undefined) return known;
  const { env, words, mounts } = workload;
  const isJson = (text: string): boolean => /spring[._]application[._]json/i.test(text);
  const made =
    mounts.some(({ kind }) => kind === 'config' || kind === 'secret') ||
    env.some(({ name, value }) => isJson(name) || isJson(value ?? '')) ||
    words.some(({ value }) => isJson(value ?? ''));
  speaking.set(workload, made);
  return made;
}

/** What a container says to its application. */
interface Process {
  readonly sources: ProcessSources;
  readonly lookup: Lookup;
  readonly locations: Locations;
  readonly isInKubernetes: boolean;
}

const processes = new WeakMap<Workload, Process>();

function processOf(workload: Workload): Process {
  const known = processes.get(workload);
  if (known !== undefined) return known;
  const sources = processSources(workload);
  const made = {
    sources,
    lookup: lookupIn(sources),
    locations: locationsOf(sources),
    isInKubernetes: workload.controller !== 'compose',
  };
  processes.set(workload, made);
  return made;
}

const formats: ReadonlySet<Extraction['format']> = new Set(['compose', 'kubernetes', 'kustomize']);

/** By the folder it is built from, else by a name that only one application has. */
function groupOf(workload: Workload, { byName, byModule }: Applications): Group | undefined {
  if (byModule.size === 0) return undefined;
  const { folder, names } = evidenceOf(workload);
  const built = folder === undefined ? [] : (byModule.get(folder) ?? []);
  if (built.length === 1) return built[0];
  for (const name of names) {
    const named = byName.get(name) ?? [];
    const inside = folder === undefined ? [] : named.filter(({ home }) => home.startsWith(`${folder}/`));
    const near = inside.length > 0 ? inside : named;
    // Files beside no sources are those of a deployment, which may be mounted over the application's own.
    const built = near.filter(({ home }) => home.includes('/src/'));
    const candidates = built.length > 0 || workload.controller !== 'compose' ? built : near;
    if (candidates.length === 1) return candidates[0];
  }
  return undefined;
}

/** What tells which application a container runs. */
interface RunEvidence {
  /** The folder it is built from. */
  readonly folder: string | undefined;
  readonly names: readonly string[];
}

const evidences = new WeakMap<Workload, RunEvidence>();

function evidenceOf(workload: Workload): RunEvidence {
  const before = evidences.get(workload);
  if (before !== undefined) return before;
  const made = { folder: folderBuilt(workload), names: namesOf(workload) };
  evidences.set(workload, made);
  return made;
}

function folderBuilt({ buildContext }: Workload): string | undefined {
  if (buildContext?.value === undefined) return undefined;
  return resolvePath(folderOf(buildContext.at.uri), buildContext.value);
}

function namesOf({ name, container, image }: Workload): readonly string[] {
  const names = [name, container, imageName(image?.value ?? image?.pattern ?? '')];
  return names.filter((each) => each !== '').map((each) => each.toLowerCase());
}

/** `orders` of `registry.example.org/shop/orders:1.4`. */
function imageName(image: string): string {
  return /([^/:@]+)(?::[^/]*)?(?:@.*)?$/.exec(image)?.[1] ?? '';
}

/** Profiles, and the platform the container runs on unless it says another. */
function activationOf({ sources, lookup, isInKubernetes }: Process): Activation {
  const on = activation(sources);
  const platform = lookup('spring.main.cloud-platform')?.value ?? (isInKubernetes ? 'kubernetes' : undefined);
  return platform === undefined ? on : { ...on, included: [...on.included, platformProfile(platform)] };
}

/**
 * Undefined where nothing is known beside the container's own variables and arguments.
 * @param packed what is packed into the application
 * @param group that with what is mounted over it
 */
function runOf(process: Process, packed: Group | undefined, group: Group | undefined): SpringRun | undefined {
  const { sources, lookup } = process;
  if (group === undefined) return sources.json.length === 0 ? undefined : { properties: [], json: sources.json };
  const on = activationOf(process);
  const { properties, above } = propertiesUnder(group, on, lookup);
  const environment = environmentOfProfiles([...on.profiles, ...on.included]);
  return {
    ...(packed && { home: packed.home }),
    properties,
    json: sources.json,
    ...(above.length > 0 && { above }),
    ...(environment !== 'unknown' && { environment }),
  };
}
