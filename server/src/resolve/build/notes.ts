import { groupBy } from '../../base/group.ts';
import { basename, folderOf, resolvePath } from '../../base/uri.ts';
import type { BuildModule, Library, Property, Sourced } from '../../model/declaration.ts';
import type { Note } from '../effective.ts';
import { foldersAbove } from './gradle.ts';
import { indexedMaven, mavenScopes, parentOf, type MavenIndex } from './maven.ts';
import type { Scope } from './scope.ts';
import { filled } from './text.ts';

/** What the build files of a workspace refer to and cannot be followed: circles, and files that are not there. By file. */
export function buildNotes(
  modules: readonly BuildModule[],
  isInside: (uri: string) => boolean,
): ReadonlyMap<string, readonly Note[]> {
  const maven = modules.filter(({ tool }) => tool === 'maven');
  const index = indexedMaven(maven);
  const scopes = mavenScopes(maven);
  const notes = new Map<string, Note[]>();
  const add = (uri: string, found: readonly Note[]): void => {
    if (found.length > 0) notes.set(uri, [...(notes.get(uri) ?? []), ...found]);
  };
  for (const module of maven) {
    add(module.uri, [...parentNotes(module, index, isInside), ...propertyNotes(module, () => scopes(module.uri))]);
    if (module.imports.length > 0) add(module.uri, importNotes(module, index, scopes));
  }
  const gradle = modules.filter(({ tool }) => tool === 'gradle');
  for (const [uri, found] of gradleNotes(gradle, isInside)) add(uri, found);
  return notes;
}

function note(code: string, { at }: Pick<Sourced, 'at'>, args: Readonly<Record<string, string>>): Note {
  const span = at.value ?? at.key;
  return { code, args, ...(span && { span }) };
}

/** A parent that is the module's own descendant, and one whose path leads to no file. The usual path need not lead anywhere. */
function parentNotes(module: BuildModule, index: MavenIndex, isInside: (uri: string) => boolean): readonly Note[] {
  const { parent, uri } = module;
  if (parent === undefined) return [];
  const way = [module];
  for (let next = parentOf(module, index); next !== undefined; next = parentOf(next, index)) {
    if (next === module) return [note('build-parent-cycle', parent.artifact, { path: wayText([...way, module]) })];
    if (way.includes(next)) break;
    way.push(next);
  }
  const { relativePath } = parent;
  const target = resolvePath(folderOf(uri), relativePath);
  if (target === undefined || relativePath === '../pom.xml' || parentOf(module, index) !== undefined) return [];
  if (!isInside(target)) return [note('file-outside', parent.artifact, { path: relativePath })];
  const isThere = index.byUri.has(target) || index.byUri.has(`${target}/pom.xml`);
  return isThere ? [] : [note('build-parent-missing', parent.artifact, { path: relativePath })];
}

function wayText(way: readonly BuildModule[]): string {
  return way.map(({ self }) => self?.artifact.raw ?? '?').join(' → ');
}

/** Properties of one file that name each other in a circle, each circle once. */
function propertyNotes(module: BuildModule, scopeOf: () => Scope | undefined): readonly Note[] {
  const open = module.properties.filter(({ pattern }) => pattern !== undefined);
  const scope = open.length === 0 ? undefined : scopeOf();
  if (scope === undefined) return [];
  const told = new Set<string>();
  return open.flatMap((property) => {
    const circle = told.has(property.name) ? undefined : circleOf(property, scope);
    if (circle === undefined) return [];
    for (const name of circle) told.add(name);
    return [note('build-property-cycle', property, { path: [...circle, property.name].join(' → ') })];
  });
}

/** The names from a property back to itself; undefined where it leads elsewhere. */
function circleOf(start: Property, scope: Scope): readonly string[] | undefined {
  const seen = new Set<string>();
  const way = (text: Sourced, names: readonly string[]): readonly string[] | undefined => {
    for (const [, name = ''] of (text.pattern ?? '').matchAll(/\$\{([^{}]*)\}/g)) {
      if (name === start.name) return names;
      if (seen.has(name)) continue;
      seen.add(name);
      const next = scope.properties(name);
      const found = next && way(next, [...names, name]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return way(start, [start.name]);
}

/** Bills of materials of the workspace that import each other. */
function importNotes(
  module: BuildModule,
  index: MavenIndex,
  scopes: (uri: string) => Scope | undefined,
): readonly Note[] {
  const importedBy = ({ imports, uri }: BuildModule): readonly { library: Library; module: BuildModule }[] =>
    imports.flatMap((library) => {
      const properties = scopes(uri)?.properties ?? (() => undefined);
      const name = `${filled(library.group, properties)?.value}:${filled(library.artifact, properties)?.value}`;
      const found = index.byName.get(name);
      return found === undefined ? [] : [{ library, module: found }];
    });
  const seen = new Set<BuildModule>();
  const leadsBack = (from: BuildModule): boolean => {
    if (from === module) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return importedBy(from).some((each) => leadsBack(each.module));
  };
  return importedBy(module)
    .filter((each) => leadsBack(each.module))
    .map(({ library }) => note('build-import-cycle', library.artifact, { bom: library.artifact.raw }));
}

/** Scripts that are applied and not there, and a catalogue that scripts use and nobody makes. */
function gradleNotes(
  modules: readonly BuildModule[],
  isInside: (uri: string) => boolean,
): readonly (readonly [uri: string, notes: readonly Note[]])[] {
  const byFolder = groupBy(modules, ({ folder }) => folder);
  const uris = new Set(modules.map(({ uri }) => uri));
  const told = new Set<string>();
  return modules.flatMap((module): (readonly [string, readonly Note[]])[] => {
    const above = foldersAbove(module.folder, byFolder);
    const root = above.at(-1) ?? module.folder;
    const missing = module.applies.flatMap(({ path, from, at }) => {
      const target = resolvePath(from === 'root' ? root : module.folder, path);
      if (target === undefined || uris.has(target) || !/\.gradle(?:\.kts)?$/.test(path)) return [];
      return [note(isInside(target) ? 'build-script-missing' : 'file-outside', { at }, { path })];
    });
    const [alias] = told.has(module.uri) ? [] : module.aliases;
    const around = [module.folder, ...above].flatMap((folder) => byFolder.get(folder) ?? []);
    if (alias === undefined || !lacksCatalog(around)) return missing.length === 0 ? [] : [[module.uri, missing]];
    told.add(module.uri);
    const catalog = note('build-catalog-missing', alias, { name: alias.name, path: 'gradle/libs.versions.toml' });
    return [[module.uri, [...missing, catalog]]];
  });
}

/** Plugins of the settings that only say where tools and reports come from. */
const harmless = /^(?:org\.gradle\.toolchains\.|com\.gradle\.)/;

/** Whether the settings are known, and neither they nor a plugin of theirs can make a catalogue. */
function lacksCatalog(around: readonly BuildModule[]): boolean {
  const settings = around.filter(({ role }) => role === 'settings');
  if (settings.length === 0 || around.some(({ role }) => role === 'catalog')) return false;
  return settings.every(
    ({ makesCatalogs, plugins, applies, uri }) =>
      makesCatalogs !== true &&
      applies.length === 0 &&
      basename(uri).startsWith('settings.gradle') &&
      plugins.every(({ id }) => harmless.test(id.value ?? '')),
  );
}
