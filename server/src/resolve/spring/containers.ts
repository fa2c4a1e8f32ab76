import { folderOf, resolvePath } from '../../base/uri.ts';
import { Derived } from '../../base/derived.ts';
import type { Lookup } from '../../extract/placeholder.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { Anchor } from '../../model/anchor.ts';
import type { Property, SpringRun, Variable, Workload } from '../../model/declaration.ts';
import { propertiesUnder } from './application.ts';
import type { Group } from './group.ts';

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
  readonly #runs = new Derived<Workload, SpringRun>();

  of(extraction: Extraction, applications: Applications): Extraction {
    if (extraction.format !== 'compose' && extraction.format !== 'kubernetes') return extraction;
    const runs = extraction.declarations.map((each) => {
      const group = each.kind === 'workload' && each.role === 'main' ? groupOf(each, applications) : undefined;
      if (each.kind !== 'workload' || group === undefined) return undefined;
      return this.#runs.of(
        each,
        group.members.map(({ set }) => set),
        () => runOf(each, group),
      );
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

function runOf(workload: Workload, group: Group): SpringRun {
  const json = jsonProperties(workload);
  const { properties } = propertiesUnder(group, profilesOf(workload, json), environmentOf(workload.env));
  if (json.length === 0) return { home: group.home, properties };
  const names = new Map(json.map((property) => [property.name, property]));
  const below = properties.map((property) => {
    const over = names.get(property.name);
    if (over === undefined) return property;
    names.delete(property.name);
    return { ...over, overrides: property };
  });
  return { home: group.home, properties: [...below, ...names.values()] };
}

/** Profiles that the container turns on: by argument, JSON, system property or variable, in this order. */
function profilesOf({ env, words }: Workload, json: readonly Property[]): readonly string[] {
  const argument = (pattern: RegExp): string | undefined =>
    words.map(({ value }) => pattern.exec(value ?? '')?.[1]).findLast((found) => found !== undefined);
  const variable = (name: string): string | undefined => env.find((each) => each.name === name)?.value;
  const options = env.filter(({ name }) => /^(JAVA_OPTS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS)$/.test(name));
  const said =
    argument(/--spring\.profiles\.active[= ](\S+)/) ??
    json.find(({ name }) => name === 'spring.profiles.active')?.value ??
    argument(/-Dspring\.profiles\.active=(\S+)/) ??
    options.map(({ value }) => /-Dspring\.profiles\.active=(\S+)/.exec(value ?? '')?.[1]).find((each) => each) ??
    variable('SPRING_PROFILES_ACTIVE') ??
    variable('spring.profiles.active');
  return (said ?? '')
    .split(',')
    .map((profile) => profile.trim())
    .filter((profile) => /^[\w.-]+$/.test(profile));
}

/** What `${KAFKA_HOST}` and `${kafka.host}` find among the container's variables. */
function environmentOf(env: readonly Variable[]): Lookup {
  const exact = new Map(env.map((variable) => [variable.name, variable]));
  return (name) => {
    const found = exact.get(name) ?? exact.get(name.replace(/[.-]/g, '_').toUpperCase());
    return found?.value === undefined ? undefined : { ...found, raw: found.value };
  };
}

/**
 * The properties of `SPRING_APPLICATION_JSON`; none where it is no JSON.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.application-json
 */
function jsonProperties({ env }: Workload): readonly Property[] {
  const variable = env.find(({ name }) => name === 'SPRING_APPLICATION_JSON' || name === 'spring.application.json');
  if (variable?.value === undefined || variable.value.length > mostJson) return [];
  try {
    return flattened(JSON.parse(variable.value), '', variable.at, 0);
  } catch {
    return [];
  }
}

const mostJson = 100_000;
const deepest = 32;

function flattened(value: unknown, name: string, at: Anchor, depth: number): readonly Property[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((each, index) => flattened(each, `${name}[${index}]`, at, depth + 1));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, each]) =>
      flattened(each, name === '' ? key : `${name}.${key}`, at, depth + 1),
    );
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  return name === '' ? [] : [{ name, value: text, raw: text, at }];
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
