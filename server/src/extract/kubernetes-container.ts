import type { ConfigKind, EnvSource, Mount, Port, Sourced, Variable } from '../model/declaration.ts';
import type { Origin } from '../model/origin.ts';
import { anchorOf, child, children, descend, isTrue, scalarIn, textOf, type Field, pathOf } from './field.ts';
import { resolveReferences, substituted } from './references.ts';
import { asWritten, sourcedOf, wordsOf } from './sourced.ts';

/** A key of a ConfigMap in the same file: its value, and where that is written. */
export type ConfigMapLookup = (name: string, key: string) => Origin | undefined;

/** The parts of a workload that stand in a container. */
export interface ContainerParts {
  readonly env: Variable[];
  readonly envFrom: EnvSource[];
  readonly words: Sourced[];
  readonly ports: Port[];
}

export function containerParts(container: Field, lookup: ConfigMapLookup): ContainerParts {
  const env = variablesOf(child(container, 'env'), lookup);
  const known = new Map(env.map(({ name, value }) => [name, value]));
  const resolve = (raw: string) => resolveReferences(raw, known);
  return {
    env,
    envFrom: children(child(container, 'envFrom')).flatMap(envSourceOf),
    words: [...wordsOf(child(container, 'command'), resolve), ...wordsOf(child(container, 'args'), resolve)],
    ports: children(child(container, 'ports')).flatMap(portOf),
  };
}

function envSourceOf(field: Field): EnvSource[] {
  const kind: ConfigKind = child(field, 'secretRef') === undefined ? 'ConfigMap' : 'Secret';
  const name = sourcedOf(descend(field, kind === 'Secret' ? 'secretRef' : 'configMapRef', 'name'), asWritten);
  const prefix = textOf(child(field, 'prefix'));
  return name === undefined ? [] : [{ ...name, kind, ...(prefix && { prefix }) }];
}

/** A later variable may refer to an earlier one by `$(NAME)`. */
function variablesOf(list: Field | undefined, lookup: ConfigMapLookup): Variable[] {
  const variables: Variable[] = [];
  const known = new Map<string, string | undefined>();
  for (const item of children(list)) {
    const name = textOf(child(item, 'name'));
    if (name === undefined) continue;
    const variable = variableOf(item, name, known, lookup);
    known.set(name, variable.value);
    variables.push(variable);
  }
  return variables;
}

/** The anchor's key is the name as written, which is what names the variable to a reader. */
function variableOf(
  item: Field,
  name: string,
  known: ReadonlyMap<string, string | undefined>,
  lookup: ConfigMapLookup,
): Variable {
  const nameSpan = scalarIn(child(item, 'name'))?.span;
  const place = (field: Field, part: 'key' | 'value') => ({
    ...anchorOf(field, part),
    path: [...pathOf(item).slice(0, -1), name],
    ...(nameSpan && { key: nameSpan }),
  });
  const value = child(item, 'value');
  const sourced = sourcedOf(value, (raw) => (raw.includes('${') ? substituted(raw) : resolveReferences(raw, known)));
  if (value !== undefined && sourced !== undefined) return { ...sourced, name, at: place(value, 'value') };
  const from = child(item, 'valueFrom');
  if (from === undefined) return { name, value: '', raw: '', at: place(child(item, 'name') ?? item, 'key') };
  return { name, at: place(from, 'value'), ...taken(from, lookup) };
}

/** What an entry of a ConfigMap or Secret, or a field of the pod, gives. */
function taken(from: Field, lookup: ConfigMapLookup): Pick<Variable, 'value' | 'raw' | 'via' | 'from' | 'field'> {
  const field = textOf(descend(from, 'fieldRef', 'fieldPath'));
  if (field !== undefined) return { value: undefined, raw: '', field };
  const kind: ConfigKind = child(from, 'configMapKeyRef') === undefined ? 'Secret' : 'ConfigMap';
  const reference = child(from, kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef');
  if (reference?.key === undefined) return { value: undefined, raw: '' };
  const name = textOf(child(reference, 'name')) ?? '';
  const key = textOf(child(reference, 'key')) ?? '';
  const given = kind === 'ConfigMap' ? lookup(name, key) : undefined;
  return {
    value: given?.value,
    raw: `${reference.key.value} ${name}/${key}`,
    from: { kind, name, key },
    ...(given && { via: [given] }),
  };
}

function portOf(field: Field): Port[] {
  const target = portNumber(child(field, 'containerPort'));
  if (target === undefined) return [];
  const address = textOf(child(field, 'hostIP'));
  return [
    {
      published: portNumber(child(field, 'hostPort')),
      target,
      ...(address !== undefined && { address }),
      at: anchorOf(field),
    },
  ];
}

export function portNumber(field: Field | undefined): number | undefined {
  const text = textOf(field);
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

/** What a volume is, by the key beside its name. Network disks count as `volume`: they outlive the pod. */
const volumeKinds: Readonly<Record<string, Mount['kind']>> = {
  emptyDir: 'empty',
  ephemeral: 'empty',
  persistentVolumeClaim: 'claim',
  hostPath: 'bind',
  configMap: 'config',
  projected: 'config',
  downwardAPI: 'config',
  secret: 'secret',
  nfs: 'volume',
  cephfs: 'volume',
  rbd: 'volume',
  glusterfs: 'volume',
  iscsi: 'volume',
  awsElasticBlockStore: 'volume',
  gcePersistentDisk: 'volume',
  azureDisk: 'volume',
  azureFile: 'volume',
  csi: 'volume',
};

export interface Volume {
  readonly kind: Mount['kind'];
  readonly source: string;
  /** Path in the volume → key of the ConfigMap, where only some keys are in it. */
  readonly items?: ReadonlyMap<string, string>;
  /** What a projected volume puts together. */
  readonly parts?: readonly Volume[];
}

/** Volumes of a pod by name. */
export function volumesOf(podSpec: Field | undefined): ReadonlyMap<string, Volume> {
  const volumes = new Map<string, Volume>();
  for (const volume of children(child(podSpec, 'volumes'))) {
    const name = textOf(child(volume, 'name'));
    const type = children(volume).find((each) => each.key !== undefined && each.key.value in volumeKinds);
    if (name === undefined) continue;
    const inMemory = textOf(child(type, 'medium')) === 'Memory';
    const kind = inMemory ? 'memory' : (volumeKinds[type?.key?.value ?? ''] ?? 'other');
    const source = ['claimName', 'name', 'secretName', 'path']
      .map((key) => textOf(child(type, key)))
      .find((each) => each !== undefined);
    const items = itemsOf(child(type, 'items'));
    const parts = children(child(type, 'sources')).flatMap(projectedFrom);
    volumes.set(name, {
      kind,
      source: source ?? name,
      ...(items.size > 0 && { items }),
      ...(parts.length > 0 && { parts }),
    });
  }
  return volumes;
}

/** A ConfigMap or Secret that is a source of a projected volume. */
function projectedFrom(field: Field): Volume[] {
  const kind = child(field, 'configMap') === undefined ? 'secret' : 'config';
  const from = child(field, kind === 'config' ? 'configMap' : 'secret');
  const source = textOf(child(from, 'name'));
  const items = itemsOf(child(from, 'items'));
  return source === undefined ? [] : [{ kind, source, ...(items.size > 0 && { items }) }];
}

function itemsOf(field: Field | undefined): ReadonlyMap<string, string> {
  return new Map(
    children(field).flatMap((item) => {
      const key = textOf(child(item, 'key'));
      return key === undefined ? [] : [[textOf(child(item, 'path')) ?? key, key] as const];
    }),
  );
}

/** The keys of a ConfigMap that a mount shows: one for a `subPath`, else those that the volume picks. */
function mountedItems(volume: Volume | undefined, subPath: string | undefined): readonly string[] | undefined {
  if (volume?.kind !== 'config' && volume?.kind !== 'secret') return undefined;
  if (subPath !== undefined) return [volume.items?.get(subPath) ?? subPath];
  return volume.items && [...volume.items.values()];
}

/** Those of them that the volume or the mount gives another name. */
function namesShown(
  volume: Volume | undefined,
  subPath: string | undefined,
  target: string,
): Readonly<Record<string, string>> | undefined {
  if (volume?.kind !== 'config' && volume?.kind !== 'secret') return undefined;
  const all = volume.items ?? new Map<string, string>();
  const shown = subPath === undefined ? [...all] : [[target, all.get(subPath) ?? subPath] as const];
  const renamed = shown
    .map(([path, key]) => [key, path.slice(path.lastIndexOf('/') + 1)] as const)
    .filter(([key, name]) => name !== key && name !== '');
  return renamed.length === 0 ? undefined : Object.fromEntries(renamed);
}

/** The keys that the volume puts into folders of its own, whole volumes only. */
function pathsIn(
  volume: Volume | undefined,
  subPath: string | undefined,
): Readonly<Record<string, string>> | undefined {
  const deep = subPath === undefined ? [...(volume?.items ?? [])].filter(([path]) => path.includes('/')) : [];
  return deep.length === 0 ? undefined : Object.fromEntries(deep.map(([path, key]) => [key, path] as const));
}

/** A mount whose volume is a claim template of the StatefulSet is a claim; one whose volume is not declared here is `other`. */
export function mountsOf(container: Field, volumes: ReadonlyMap<string, Volume>, claims: readonly string[]): Mount[] {
  return children(child(container, 'volumeMounts')).flatMap((mount) => {
    const name = textOf(child(mount, 'name')) ?? '';
    const path = child(mount, 'mountPath');
    const target = textOf(path);
    if (path === undefined || target === undefined) return [];
    const volume: Volume | undefined = claims.includes(name) ? { kind: 'claim', source: name } : volumes.get(name);
    const subPath = textOf(child(mount, 'subPath'));
    const readOnly = isTrue(child(mount, 'readOnly'));
    return (volume?.parts ?? [volume ?? { kind: 'other', source: name }]).map((part): Mount => {
      const items = mountedItems(part, subPath);
      const paths = pathsIn(part, subPath);
      const shownAs = namesShown(part, subPath, target);
      const { kind, source } = part;
      return {
        target,
        kind,
        source,
        ...(items && { items }),
        ...(paths && { paths }),
        ...(shownAs && { shownAs }),
        ...(readOnly && { readOnly }),
        at: anchorOf(path),
      };
    });
  });
}
