import type { Client, Deployment } from '../model/part.ts';
import type { NetworkUse } from '../model/network.ts';
import { folderOfScope } from './place.ts';

/**
 * Who is met under a name by whom, as compose makes networks: containers without one in common do not reach each other, and
 * aliases hold on their network alone. Where the networks of one side are not known, nothing speaks against it.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/05-services.md, …/06-networks.md
 */
export function isMetAs(host: string, client: Client, deployment: Deployment): boolean {
  const { networks } = deployment;
  if (client.networks === undefined || networks === undefined) return true;
  const isSameProject = folderOfScope(client.scope) === folderOfScope(deployment.scope);
  return networks.some(
    (other) =>
      other.hosts.some((name) => name.toLowerCase() === host) &&
      client.networks?.some((own) => isSame(own, other, isSameProject)),
  );
}

/** The same, for what another project runs: only a network whose name is said can be that of both. */
export function isMetElsewhere(host: string, client: Client, deployment: Deployment): boolean {
  if (client.networks === undefined || deployment.networks === undefined) return false;
  return folderOfScope(client.scope) !== folderOfScope(deployment.scope) && isMetAs(host, client, deployment);
}

function isSame(a: NetworkUse, b: NetworkUse, isSameProject: boolean): boolean {
  return a.isShared === true || b.isShared === true ? a.name === b.name : isSameProject && a.key === b.key;
}
