import { folderOf } from '../../base/uri.ts';
import type { BillOfMaterials } from '../../knowledge/types.ts';
import type { BuildModule, Library } from '../../model/declaration.ts';
import type { Fact } from '../../model/fact.ts';
import { gradleScopes } from './gradle.ts';
import { mavenScopes, usesIn } from './maven.ts';
import type { Import, Scope } from './scope.ts';
import { filled } from './text.ts';

/** What the build files say about the libraries of one module. Libraries are named `group:artifact`. */
export interface ModuleVersions {
  /** The version in force; its chain leads to the parent, property, catalogue or bill of materials that decides it. */
  version(library: string): Fact | undefined;
  /** Whether it is a dependency, of the module or of one in the workspace that it depends on. */
  uses(library: string): boolean;
  /** It builds nothing itself. */
  readonly aggregates: boolean;
}

/** The module a folder belongs to: the nearest one at or above it. */
export type BuildVersions = (folder: string) => ModuleVersions | undefined;

/** Pure; reading happens when a module is first asked for. */
export function versionsOf(modules: readonly BuildModule[], boms: readonly BillOfMaterials[]): BuildVersions {
  if (modules.length === 0) return () => undefined;
  const maven = mavenScopes(modules.filter(({ tool }) => tool === 'maven'));
  const gradle = gradleScopes(modules.filter(({ tool }) => tool === 'gradle'));
  const homes = new Map<string, BuildModule>();
  for (const module of modules)
    if (module.role === 'module') homes.set(module.folder, homes.get(module.folder) ?? module);
  const known = bomsByName(boms);
  const made = new Map<string, ModuleVersions | undefined>();
  const at = (folder: string): ModuleVersions | undefined => {
    if (made.has(folder)) return made.get(folder);
    const home = homes.get(folder);
    const above = folderOf(folder);
    const found = home === undefined ? (above.endsWith('/') || above === '' ? undefined : at(above)) : moduleOf(home);
    made.set(folder, found);
    return found;
  };
  const moduleOf = (home: BuildModule): ModuleVersions | undefined => {
    const scope = home.tool === 'maven' ? maven(home.uri) : gradle(home.folder);
    return scope && versionsIn(scope, known, home.aggregates);
  };
  return at;
}

type Boms = ReadonlyMap<string, BillOfMaterials>;

function bomsByName(boms: readonly BillOfMaterials[]): Boms {
  return new Map(boms.flatMap((bom) => [bom.id, ...bom.aliases].map((name) => [name, bom] as const)));
}

function versionsIn(scope: Scope, boms: Boms, aggregates: boolean): ModuleVersions {
  const versions = new Map<string, Fact | undefined>();
  return {
    aggregates,
    uses: (library) => usesIn(scope, library),
    version: (library) => {
      if (!versions.has(library)) versions.set(library, versionIn(scope, library, boms));
      return versions.get(library);
    },
  };
}

/** A statement of its own wins over a managed version, a managed one over imported ones, and of each the nearest. */
function versionIn(scope: Scope, library: string, boms: Boms): Fact | undefined {
  return (
    statedIn(scope.dependencies, scope, library) ??
    managedIn(scope, library, boms) ??
    first(scope.dependencies, (each) => broughtBy({ library: each, yields: false }, scope, library, boms))
  );
}

function managedIn(scope: Scope, library: string, boms: Boms): Fact | undefined {
  return (
    statedIn(scope.managed, scope, library) ??
    first([...scope.inherited, ...scope.imports], (each) => importedBy(each, scope, library, boms))
  );
}

function first<T, R>(list: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nameIn({ group, artifact }: Library, { properties }: Scope): string {
  return `${filled(group, properties)?.value}:${filled(artifact, properties)?.value}`;
}

function statedIn(libraries: readonly Library[], scope: Scope, name: string): Fact | undefined {
  const found = libraries.find((library) => library.version !== undefined && nameIn(library, scope) === name);
  const version = found?.version && filled(found.version, scope.properties);
  if (found?.version === undefined || version === undefined) return undefined;
  const { value, via } = version;
  return { value, from: 'declared', at: [found.version.at], spelling: name, ...(via.length > 0 && { via }) };
}

function importedBy(each: Import, scope: Scope, library: string, boms: Boms): Fact | undefined {
  const inner = scope.within(nameIn(each.library, scope));
  return inner === undefined ? broughtBy(each, scope, library, boms) : managedIn(inner, library, boms);
}

/** What the knowledge base knows of a bill of materials outside the workspace. */
function broughtBy({ library, yields }: Import, scope: Scope, name: string, boms: Boms): Fact | undefined {
  const bom = boms.get(nameIn(library, scope));
  const version = library.version && filled(library.version, scope.properties);
  if (bom === undefined || library.version === undefined || version === undefined) return undefined;
  const changed = yields ? changedBy(bom, scope, name) : undefined;
  if (changed !== undefined) return changed;
  const value = bom.same.includes(name) ? version.value : lineOf(bom, version.value)?.manages[name];
  if (value === undefined) return undefined;
  const origin = { name: nameIn(library, scope), value: version.value, at: library.version.at };
  return { value, from: 'inferred', at: [library.version.at], spelling: name, via: [origin, ...version.via] };
}

/** `<kafka.version>` in a child of Spring Boot's parent, `ext['kafka.version']` beside its plugin. */
function changedBy(bom: BillOfMaterials, { properties }: Scope, name: string): Fact | undefined {
  const property = Object.keys(bom.properties).find((each) => bom.properties[each] === name);
  const written = property === undefined ? undefined : properties(property);
  const version = written && filled(written, properties);
  if (written === undefined || version === undefined) return undefined;
  const { value, via } = version;
  return { value, from: 'declared', at: [written.at], spelling: property ?? name, ...(via.length > 0 && { via }) };
}

/** The entry of the version itself, else of the line it belongs to: `3.2` for 3.2.5. */
function lineOf({ lines }: BillOfMaterials, version: string): BillOfMaterials['lines'][number] | undefined {
  const fitting = lines.filter((line) => version === line.version || version.startsWith(`${line.version}.`));
  return fitting.toSorted((a, b) => b.version.length - a.version.length)[0];
}
