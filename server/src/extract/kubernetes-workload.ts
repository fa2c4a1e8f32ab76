import type { Workload } from '../model/declaration.ts';
import type { Fact } from '../model/fact.ts';
import { countOf } from './count.ts';
import { child, children, descend, isTrue, textOf, textsOf, type Field } from './field.ts';
import { containerParts, mountsOf, volumesOf, type ConfigMapLookup } from './kubernetes-container.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { spreadOf } from './kubernetes-spread.ts';
import { substituted } from './references.ts';
import { asWritten, imageOf, sourcedOf } from './sourced.ts';

const controllers = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Pod',
  'Job',
  'CronJob',
] as const;

/** The pod template of an object that has one, whatever its kind: operators of their own kinds embed it in the same place. */
export function podTemplateOf(object: KubernetesObject): Field | undefined {
  const spec = child(object.root, 'spec');
  const template =
    object.kind === 'Pod'
      ? object.root
      : object.kind === 'CronJob'
        ? descend(spec, 'jobTemplate', 'spec', 'template')
        : child(spec, 'template');
  return descend(template, 'spec', 'containers') === undefined ? undefined : template;
}

/** One workload per container. */
export function workloadsOf(
  object: KubernetesObject,
  template: Field,
  lookup: ConfigMapLookup,
  partial: boolean,
): Workload[] {
  const podSpec = child(template, 'spec');
  const spec = child(object.root, 'spec');
  const claims = children(child(spec, 'volumeClaimTemplates')).flatMap(
    (claim) => textOf(descend(claim, 'metadata', 'name')) ?? [],
  );
  const volumes = volumesOf(podSpec);
  const controller = controllers.find((each) => each === object.kind) ?? 'other';
  const governedBy = controller === 'StatefulSet' ? sourcedOf(child(spec, 'serviceName'), substituted) : undefined;
  const job = controller === 'Job' || controller === 'CronJob';
  const spread = spreadOf(template);
  const prepared = children(child(podSpec, 'initContainers'))
    .flatMap((container) => mountsOf(container, volumes, claims))
    .filter(({ kind }) => kind === 'config');
  const one = (container: Field, role: Workload['role']): Workload => {
    const image = imageOf(child(container, 'image'), substituted);
    return {
      kind: 'workload',
      name: object.name,
      container: textOf(child(container, 'name')) ?? object.name,
      at: object.at,
      image,
      ...containerParts(container, lookup),
      envFiles: [],
      replicas: replicasOf(spec, controller),
      hosts: governedBy?.value === undefined ? [] : [governedBy.value],
      ...(governedBy && { governedBy }),
      // Init containers copy configuration to where the others find it.
      mounts: [...mountsOf(container, volumes, claims), ...(role === 'main' ? prepared : [])],
      labels: textsOf(descend(template, 'metadata', 'labels')),
      scope: object.scope,
      ...(object.environment && { environment: object.environment }),
      controller,
      role,
      builds: false,
      partial: partial || image === undefined,
      claims,
      hostNetwork: isTrue(child(podSpec, 'hostNetwork')),
      ...(spread.length > 0 && { spread }),
      dependsOn: [],
    };
  };
  return [
    ...children(child(podSpec, 'initContainers')).map((container) =>
      one(container, isSidecar(container) ? 'main' : 'init'),
    ),
    ...children(child(podSpec, 'containers')).map((container) => one(container, job ? 'job' : 'main')),
  ];
}

/** An init container that is restarted always runs beside the others. */
function isSidecar(container: Field): boolean {
  return textOf(child(container, 'restartPolicy')) === 'Always';
}

/** A DaemonSet has one pod per node: how many, the manifest does not say. */
function replicasOf(spec: Field | undefined, controller: Workload['controller']): Fact<number> {
  const field = controller === 'Pod' ? undefined : child(spec, 'replicas');
  if (field?.written !== undefined && controller !== 'DaemonSet') return countOf(field, asWritten);
  return controller === 'DaemonSet'
    ? { value: undefined, from: 'inferred', at: [] }
    : { value: 1, from: 'default', at: [] };
}
