import { identified } from '../model/identity.ts';
import type { Deployment } from '../model/part.ts';
import { nearness } from './place.ts';
import { mergedSettings } from './settings.ts';

/** Files whose content would matter and that nobody has shown us. */
const configName = /(?:\.(?:env|conf|cfg|properties|ya?ml)|\/\.env[^/]*)$/i;

/**
 * Gives deployments the settings of the env files, mounted files and ConfigMaps they take. A deployment that takes something
 * that was not found is partial: what it lacks may stand there.
 */
export function withSharedConfig(deployments: readonly Deployment[]): Deployment[] {
  const givers = new Map<string, Deployment[]>();
  for (const deployment of deployments) {
    if (deployment.gives === undefined) continue;
    const key = `${deployment.component} ${deployment.gives}`;
    givers.set(key, [...(givers.get(key) ?? []), deployment]);
  }
  return deployments.map((deployment) => {
    const { takes = [], component } = deployment;
    if (takes.length === 0) return deployment;
    const found = takes.flatMap((key) => nearestTo(deployment, givers.get(`${component} ${key}`) ?? []));
    const missing = takes.some(
      (key) => !givers.has(`${component} ${key}`) && (key.startsWith('configmap:') || configName.test(key)),
    );
    return found.length === 0 && !missing ? deployment : enriched(deployment, found, missing);
  });
}

/** Manifests repeat names: the one in the same file, else all in the nearest folder. */
function nearestTo({ uri }: Deployment, givers: readonly Deployment[]): readonly Deployment[] {
  const best = Math.max(...givers.map((giver) => nearness(giver.uri, uri)));
  return givers.filter((giver) => nearness(giver.uri, uri) === best);
}

/** Its own statements win over what it takes. */
function enriched(deployment: Deployment, givers: readonly Deployment[], missing: boolean): Deployment {
  const settings = [...givers.map((giver) => giver.settings), deployment.settings].reduce(mergedSettings);
  const members =
    deployment.members.length > 0
      ? deployment.members
      : (givers.find((giver) => giver.members.length > 0)?.members ?? []);
  const own = deployment.identity ?? [];
  const whole = {
    ...deployment,
    settings,
    members,
    identity: own.length > 0 ? own : givers.flatMap((giver) => giver.identity ?? []),
    role: deployment.role ?? givers.find((giver) => giver.role !== undefined)?.role,
    topology: deployment.topology ?? givers.find((giver) => giver.topology !== undefined)?.topology,
    partial: deployment.partial || missing,
  };
  return identified(whole, [deployment, ...givers], `takes ${missing}`);
}
