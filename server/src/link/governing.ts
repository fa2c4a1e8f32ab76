import { Derived } from '../base/derived.ts';
import { groupBy } from '../base/group.ts';
import { folderOf } from '../base/uri.ts';
import type { Service } from '../model/declaration.ts';
import type { Deployment, Part } from '../model/part.ts';
import { namespaceOf, viewOf } from './place.ts';

/** A Service with the file that declares it. */
interface Placed {
  readonly uri: string;
  readonly service: Service;
}

/**
 * Marks StatefulSets whose `serviceName` names no Service. That a name is nowhere says nothing by itself: the Service may be in
 * another repository. It does where a Service for the same pods stands beside the StatefulSet under another name.
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
 */
export function withGoverning(deployments: readonly Deployment[], parts: readonly Part[]): readonly Deployment[] {
  if (!deployments.some(({ governedBy }) => governedBy?.value !== undefined)) return deployments;
  const services = parts.flatMap(({ uri, services }) => services.map((service) => ({ uri, service })));
  const byName = groupBy(services, ({ service }) => service.name);
  const byFolder = groupBy(services, ({ uri }) => folderOf(uri));
  const unseen = new Set(parts.filter(({ problems }) => problems.some(hidesObjects)).map(({ uri }) => uri));
  return deployments.map((deployment) => {
    const name = deployment.governedBy?.value;
    if (name === undefined || deployment.partial || unseen.has(deployment.uri)) return deployment;
    if ((byName.get(name) ?? []).some(({ service }) => mayBeMeant(service, deployment))) return deployment;
    const beside = (byFolder.get(folderOf(deployment.uri)) ?? []).filter((each) => selectsPodsOf(each, deployment));
    const instead = (beside.find(({ service }) => service.headless) ?? beside[0])?.service;
    if (instead === undefined) return deployment;
    return known.of(deployment, [instead], () => ({ ...deployment, governedInstead: instead }));
  });
}

const known = new Derived<Deployment, Deployment>();

function hidesObjects({ code }: Part['problems'][number]): boolean {
  return code.startsWith('kustomize-') || code === 'file-outside';
}

/** Whoever applies a manifest may give the namespace that it leaves out. */
function mayBeMeant({ scope }: Service, deployment: Deployment): boolean {
  if (viewOf(scope) !== viewOf(deployment.scope)) return false;
  const [own, other] = [namespaceOf(deployment.scope), namespaceOf(scope)];
  return own === other || own === '' || other === '';
}

function selectsPodsOf({ service }: Placed, { scope, labels }: Deployment): boolean {
  const pairs = Object.entries(service.selector);
  return service.scope === scope && pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
}
