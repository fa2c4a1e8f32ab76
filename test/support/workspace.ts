import { knowledge } from '../../server/src/knowledge/catalog.ts';
import { link } from '../../server/src/link/system.ts';
import type { Client, Part } from '../../server/src/model/part.ts';
import type { Cluster, System } from '../../server/src/model/system.ts';
import { Parts } from '../../server/src/project/parts.ts';
import { analyse } from './analyse.ts';
import { filesOf, root } from './files.ts';

/** What one file contributes, read with the bundled knowledge base. */
export function partOf(path: string, text: string): Part {
  return analyse({ uri: root + path, path, text }, knowledge(), {});
}

/** The system of some files, by path. */
export function systemOf(files: Readonly<Record<string, string>>): System {
  const workspace = filesOf(files);
  const { parts, coveredBy } = new Parts(knowledge()).of(workspace.extractions, workspace.files);
  return link(parts, knowledge(), pathOf, coveredBy);
}

export function pathOf(uri: string): string {
  return uri.slice(root.length);
}

/** `kafka cluster 3 3.9: kafka-1 kafka-2 kafka-3`, with the helpers behind `+`, `off` and `partial` where they hold. */
export function shownCluster(cluster: Cluster): string {
  const { component, topology, nodes, version, deployments, helpers, state, partial } = cluster;
  const names = deployments.map(({ name }) => name).join(' ');
  const aside = helpers.length === 0 ? '' : ` + ${helpers.map(({ name }) => name).join(' ')}`;
  const flags = `${state === 'inactive' ? ' off' : ''}${partial ? ' partial' : ''}`;
  return `${component} ${topology} ${nodes.value ?? '?'} ${version.value ?? '?'}${flags}: ${names}${aside}`;
}

/** `redis cache sentinel: s1:26379 s2:26379`, with `off` where it is. */
export function shownClient(client: Client): string {
  const { component, purpose, mode, endpoints, state } = client;
  const words = [component, purpose, mode === 'unknown' ? undefined : mode, state === 'inactive' ? 'off' : undefined];
  const list = endpoints.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)).join(' ');
  return `${words.filter((word) => word !== undefined).join(' ')}: ${list}`.replace(/: $/, ':');
}
