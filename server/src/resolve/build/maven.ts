import { folderOf, resolvePath } from '../../base/uri.ts';
import type { BuildModule, Sourced } from '../../model/declaration.ts';
import { once } from './once.ts';
import type { Scope } from './scope.ts';
import { filled, type Properties } from './text.ts';

/** A module with its parents in the workspace, the nearest first, and the parent outside it where the last one has one. */
interface Lineage {
  readonly modules: readonly BuildModule[];
  readonly outside: BuildModule['parent'];
}

/** Maven modules by their file, and by `group:artifact`; of several of one name the first. */
export interface MavenIndex {
  readonly byUri: ReadonlyMap<string, BuildModule>;
  readonly byName: ReadonlyMap<string, BuildModule>;
}

export function indexedMaven(modules: readonly BuildModule[]): MavenIndex {
  const byName = new Map<string, BuildModule>();
  for (const module of modules) {
    const name = nameOf(module);
    if (name !== undefined && !byName.has(name)) byName.set(name, module);
  }
  return { byUri: new Map(modules.map((module) => [module.uri, module])), byName };
}

/**
 * The scopes of Maven modules by their file. Parents, properties and imported bills of materials as Maven's model builder takes
 * them: https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html
 */
export function mavenScopes(modules: readonly BuildModule[]): (uri: string) => Scope | undefined {
  const index = indexedMaven(modules);
  const { byUri, byName } = index;
  const scope = once((uri: string): Scope | undefined => {
    const module = byUri.get(uri);
    return module && scopeOf(lineageOf(module, index), within);
  });
  const within = (name: string): Scope | undefined => {
    const module = byName.get(name);
    return module && scope(module.uri);
  };
  return scope;
}

/** `group:artifact`; undefined where a variable is part of it. */
function nameOf({ self, parent }: BuildModule): string | undefined {
  const group = (self?.group ?? parent?.group)?.value;
  const artifact = self?.artifact.value;
  return group === undefined || artifact === undefined ? undefined : `${group}:${artifact}`;
}

function lineageOf(module: BuildModule, index: MavenIndex): Lineage {
  const modules = [module];
  for (let last = module; last.parent !== undefined;) {
    const next = parentOf(last, index);
    if (next === undefined || modules.includes(next))
      return { modules, outside: next === undefined ? last.parent : undefined };
    modules.push(next);
    last = next;
  }
  return { modules, outside: undefined };
}

/** The parent by its path where that leads to a file of this name, else by its name. */
export function parentOf({ uri, parent }: BuildModule, { byUri, byName }: MavenIndex): BuildModule | undefined {
  if (parent === undefined) return undefined;
  const name = `${parent.group.value}:${parent.artifact.value}`;
  const path = parent.relativePath === '' ? undefined : resolvePath(folderOf(uri), parent.relativePath);
  const byPath = path === undefined ? undefined : (byUri.get(path) ?? byUri.get(`${path}/pom.xml`));
  if (byPath !== undefined && nameOf(byPath) === name) return byPath;
  const named = byName.get(name);
  return named?.uri === uri ? undefined : named;
}

function scopeOf({ modules, outside }: Lineage, within: Scope['within']): Scope {
  return {
    properties: propertiesOf(modules),
    dependencies: modules.flatMap(({ dependencies }) => dependencies),
    managed: modules.flatMap(({ managed }) => managed),
    inherited: outside === undefined ? [] : [{ library: outside, yields: true }],
    imports: modules.flatMap(({ imports }) => imports.map((library) => ({ library, yields: false }))),
    within,
  };
}

function propertiesOf(modules: readonly BuildModule[]): Properties {
  const named = new Map<string, Sourced>();
  for (const { properties } of modules.toReversed()) for (const each of properties) named.set(each.name, each);
  const [own] = modules;
  const stated = own === undefined ? {} : statedBy(own);
  return (name) => named.get(name) ?? stated[name.replace(/^(?:project|pom)\./, '')];
}

/** What a module says of itself, as its texts may name it. */
function statedBy({ self, parent }: BuildModule): Readonly<Record<string, Sourced | undefined>> {
  return {
    version: self?.version ?? parent?.version,
    artifactId: self?.artifact,
    groupId: self?.group ?? parent?.group,
    'parent.version': parent?.version,
  };
}

/** Whether a module depends on a library, itself or through modules of the workspace. */
export function usesIn(scope: Scope, library: string, seen: ReadonlySet<Scope> = new Set()): boolean {
  if (seen.has(scope)) return false;
  const around = new Set([...seen, scope]);
  return scope.dependencies.some(({ group, artifact }) => {
    const name = `${filled(group, scope.properties)?.value}:${filled(artifact, scope.properties)?.value}`;
    const inner = name === library ? undefined : scope.within(name);
    return name === library || (inner !== undefined && usesIn(inner, library, around));
  });
}
