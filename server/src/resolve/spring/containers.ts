import { folderOf, resolvePath } from '../../base/uri.ts';
import { Derived } from '../../base/derived.ts';
import { environmentOfProfiles } from '../../extract/environment.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { SpringRun, Workload } from '../../model/declaration.ts';
import { propertiesUnder } from './application.ts';
import type { Group } from './group.ts';
import { activeProfiles, lookupIn, processSources } from './process.ts';

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
  readonly #runs = new Derived<Workload, SpringRun | undefined>();

  of(extraction: Extraction, applications: Applications): Extraction {
    if (extraction.format !== 'compose' && extraction.format !== 'kubernetes') return extraction;
    const runs = extraction.declarations.map((each) => {
      if (each.kind !== 'workload' || each.role !== 'main') return undefined;
      const group = groupOf(each, applications);
      const inputs = group === undefined ? [] : group.members.map(({ set }) => set);
      return this.#runs.of(each, inputs, () => runOf(each, group));
    });
    if (runs.every((run) => run === undefined)) return extraction;
    return this.#made.of(extraction, runs, () => ({
      ...extraction,
      declarations: extraction.declarations.map((each, index) => {
        const spring = runs[index];
        return spring === undefined || each.kind !== 'workload' ? each : { ...each, spring };
      }),
    }));
  }
}

/** By the folder it is built from, else by a name that only one application has. */
function groupOf(workload: Workload, { byName, byModule }: Applications): Group | undefined {
  const folder = folderBuilt(workload);
  const built = folder === undefined ? [] : (byModule.get(folder) ?? []);
  if (built.length === 1) return built[0];
  for (const name of namesOf(workload)) {
    const named = byName.get(name) ?? [];
    const inside = folder === undefined ? [] : named.filter(({ home }) => home.startsWith(`${folder}/`));
    const candidates = inside.length > 0 ? inside : named;
    if (candidates.length === 1) return candidates[0];
  }
  return undefined;
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

function moduleOf(home: string): string {
  return home.replace(/\/src\/[^/]+\/resources$/, '');
}

/** Undefined where nothing is known beside the container's own variables and arguments. */
function runOf(workload: Workload, group: Group | undefined): SpringRun | undefined {
  const sources = processSources(workload);
  if (group === undefined) return sources.json.length === 0 ? undefined : { properties: [], json: sources.json };
  const profiles = activeProfiles(sources);
  const { properties } = propertiesUnder(group, profiles, lookupIn(sources));
  const environment = environmentOfProfiles(profiles);
  return {
    home: group.home,
    properties,
    json: sources.json,
    ...(environment !== 'unknown' && { environment }),
  };
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
