import { folderOf, resolvePath } from '../../base/uri.ts';
import type { AliasUse, BuildModule, Library, Plugin, Sourced } from '../../model/declaration.ts';
import { once } from './once.ts';
import type { Import, Scope } from './scope.ts';

const bootPlugin = 'org.springframework.boot';

/**
 * The scopes of Gradle projects by their folder. A project inherits the variables of the projects above it and what they say for
 * all projects below; the build ends where its settings are.
 * Source: https://docs.gradle.org/current/userguide/writing_build_scripts.html
 */
export function gradleScopes(modules: readonly BuildModule[]): (folder: string) => Scope | undefined {
  const byFolder = new Map<string, BuildModule[]>();
  const byUri = new Map<string, BuildModule>();
  for (const module of modules) {
    byFolder.set(module.folder, [...(byFolder.get(module.folder) ?? []), module]);
    if (module.role !== 'shared') byUri.set(module.uri, module);
  }
  return once((folder) => {
    const own = (byFolder.get(folder) ?? []).filter(({ role }) => role === 'module');
    return own.length === 0 ? undefined : scopeOf(new Project(folder, byFolder, byUri));
  });
}

/** Everything that is said for one project, the nearest first. */
class Project {
  /** What is said for it: its own scripts, those they apply, and the shared part of those above. */
  readonly said: readonly BuildModule[];
  /** All files whose variables and plugin versions it sees. */
  readonly seen: readonly BuildModule[];
  readonly #libraries: ReadonlyMap<string, Library>;
  readonly #plugins: ReadonlyMap<string, Plugin>;
  readonly #bundles: ReadonlyMap<string, readonly string[]>;

  constructor(
    folder: string,
    byFolder: ReadonlyMap<string, readonly BuildModule[]>,
    byUri: ReadonlyMap<string, BuildModule>,
  ) {
    const above = foldersAbove(folder, byFolder);
    const all = [folder, ...above].flatMap((each) => byFolder.get(each) ?? []);
    const root = above.at(-1) ?? folder;
    const appliedBy = ({ applies, folder: own }: BuildModule): readonly BuildModule[] =>
      applies.flatMap(({ path, from }) => byUri.get(resolvePath(from === 'root' ? root : own, path) ?? '') ?? []);
    const applied = all.flatMap(appliedBy);
    const own = all.filter((module) => module.folder === folder && module.role === 'module');
    const shared = all.filter((module) => module.role === 'shared' && module.folder !== folder);
    this.said = [...own, ...own.flatMap(appliedBy), ...shared, ...shared.flatMap(appliedBy)];
    this.seen = [...all, ...applied];
    const catalogs = all.filter(({ role }) => role === 'catalog');
    this.#libraries = aliasesOf(catalogs.flatMap(({ managed }) => managed));
    this.#plugins = aliasesOf(catalogs.flatMap(({ plugins }) => plugins));
    this.#bundles = new Map(catalogs.flatMap(({ bundles }) => Object.entries(bundles)));
  }

  property(name: string): Sourced | undefined {
    for (const { properties } of this.seen) {
      const found = properties.findLast((property) => property.name === name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The libraries of the catalogue that are taken for a use. */
  catalogued(use: AliasUse['use']): Library[] {
    const names = this.said.flatMap(({ aliases }) =>
      aliases.filter((each) => each.use === use).map(({ name }) => name),
    );
    return names
      .flatMap((name) => this.#bundles.get(name) ?? [name])
      .flatMap((name) => this.#libraries.get(name) ?? []);
  }

  /** The version of Spring Boot's plugin, where it is applied. */
  bootPlugin(): Plugin | undefined {
    const isBoot = ({ id }: Plugin): boolean => id.value === bootPlugin;
    const aliased = (use: AliasUse['use'], modules: readonly BuildModule[]): Plugin[] =>
      modules.flatMap(({ aliases }) =>
        aliases.filter((each) => each.use === use).flatMap(({ name }) => this.#plugins.get(name) ?? []),
      );
    const applied = this.said.flatMap(({ plugins }) => plugins.filter((each) => each.applied));
    if (![...applied, ...aliased('plugin', this.said)].some(isBoot)) return undefined;
    const offered = [
      ...this.seen.filter(({ role }) => role !== 'catalog').flatMap(({ plugins }) => plugins),
      ...aliased('plugin', this.seen),
      ...aliased('offered-plugin', this.seen),
    ];
    return offered.find((plugin) => isBoot(plugin) && plugin.version !== undefined);
  }
}

function aliasesOf<T extends { readonly alias?: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entries.flatMap((entry) => (entry.alias === undefined ? [] : [[entry.alias, entry] as const])));
}

/** Up to the folder of the build's settings. */
export function foldersAbove(folder: string, byFolder: ReadonlyMap<string, readonly BuildModule[]>): string[] {
  const above: string[] = [];
  for (let at = folder; at.includes('/') && !isRoot(byFolder.get(at)); at = folderOf(at)) above.push(folderOf(at));
  return above;
}

function isRoot(modules: readonly BuildModule[] | undefined): boolean {
  return modules?.some(({ role }) => role === 'settings') === true;
}

function scopeOf(project: Project): Scope {
  const { said } = project;
  const imports: Import[] = [...said.flatMap((module) => module.imports), ...project.catalogued('import')].map(
    (library) => ({ library, yields: true }),
  );
  const plugin = project.bootPlugin();
  const boot: Import[] = plugin === undefined ? [] : [{ library: bootBom(plugin), yields: true }];
  return {
    properties: (name) => project.property(name),
    dependencies: [...said.flatMap(({ dependencies }) => dependencies), ...project.catalogued('dependency')],
    managed: said.flatMap(({ managed }) => managed),
    inherited: [],
    imports: [...imports, ...boot],
    within: () => undefined,
  };
}

/** The plugin brings the bill of materials of its own version. */
function bootBom({ id, version }: Plugin): Library {
  const named = (value: string): Sourced => ({ value, raw: value, at: id.at });
  return { group: named(bootPlugin), artifact: named('spring-boot-dependencies'), version, at: id.at };
}
