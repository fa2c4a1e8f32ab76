import { Derived } from '../base/derived.ts';
import { folderOf, resolvePath } from '../base/uri.ts';
import type { Knowledge } from '../knowledge/types.ts';
import type { BuildModule, Workload } from '../model/declaration.ts';
import type { Client, Part } from '../model/part.ts';
import { versionsOf, type BuildVersions, type ModuleVersions } from '../resolve/build/versions.ts';

const springBoot = 'org.springframework.boot:spring-boot';

/** Gives the clients of an application the versions of the libraries that its module is built with. */
export function withClientVersions(
  clients: readonly Client[],
  parts: readonly Part[],
  knowledge: Knowledge,
): readonly Client[] {
  const modules = parts.flatMap((part) => part.modules ?? []);
  if (modules.length === 0) return clients;
  const versions = versionsOnce(modules, knowledge);
  const contexts = new Map([
    ...buildContexts(parts.flatMap((part) => part.workloads)),
    ...parts
      .flatMap((part) => part.applications)
      .flatMap(({ id, home }) => (home === undefined ? [] : [[id, home] as const])),
  ]);
  const artifacts = new Map(knowledge.components.map(({ id, client }) => [id, client.artifacts ?? []] as const));
  return clients.map((client) => {
    const module = moduleOf(client, versions, contexts);
    return module === undefined ? client : withVersion(client, module, artifacts.get(client.component) ?? []);
  });
}

interface Made {
  readonly modules: readonly BuildModule[];
  readonly versions: BuildVersions;
}

const remembered = new WeakMap<Knowledge, Made>();

/** Most edits leave the build files as they are. */
function versionsOnce(modules: readonly BuildModule[], knowledge: Knowledge): BuildVersions {
  const known = remembered.get(knowledge);
  if (known?.modules.length === modules.length && known.modules.every((module, index) => module === modules[index]))
    return known.versions;
  const versions = versionsOf(modules, knowledge.boms ?? []);
  remembered.set(knowledge, { modules, versions });
  return versions;
}

/** Application of a workload → the folder its image is built from. */
function buildContexts(workloads: readonly Workload[]): ReadonlyMap<string, string> {
  return new Map(
    workloads.flatMap(({ scope, name, buildContext }) => {
      const folder =
        buildContext?.value === undefined ? undefined : resolvePath(folderOf(buildContext.at.uri), buildContext.value);
      return folder === undefined ? [] : [[`app:${scope}#${name}`, folder] as const];
    }),
  );
}

/** Files that only an application's own module holds. */
const springFile = /\/(?:application|bootstrap)[^/]*$/;

function moduleOf(
  client: Client,
  versions: BuildVersions,
  contexts: ReadonlyMap<string, string>,
): ModuleVersions | undefined {
  const { application, uri } = client;
  if (!application.includes('#')) return versions(application.replace(/^app:/, ''));
  const context = contexts.get(application);
  const folder = context ?? (springFile.test(uri) ? folderOf(uri) : undefined);
  const module = folder === undefined ? undefined : versions(folder);
  // What lies beside several modules may belong to any of them.
  return module?.aggregates === true ? undefined : module;
}

const known = new Derived<Client, Client>();

function withVersion(client: Client, module: ModuleVersions, artifacts: readonly string[]): Client {
  const boot = module.version(springBoot);
  const present = artifacts.filter((artifact) => module.version(artifact) !== undefined);
  const library = present.find((artifact) => module.uses(artifact)) ?? present[0];
  const version = library === undefined ? undefined : module.version(library);
  return known.of(client, [library, version, boot], () => ({
    ...client,
    ...(version && library !== undefined && { version, library }),
    ...(boot && { framework: boot }),
  }));
}
