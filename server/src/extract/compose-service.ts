import type { Mount, Sourced, Variable, Workload } from '../model/declaration.ts';
import { declared, type Fact } from '../model/fact.ts';
import { memoryMountOf, mountOf } from './compose-mount.ts';
import { portsOf } from './compose-port.ts';
import { anchorOf, child, children, listOf, mapOf, scalarIn, textOf, textsOf, type Field, pathOf } from './field.ts';
import { interpolate } from './interpolate.ts';
import { imageOf, sourcedOf, splitAssignment, wordsOf } from './sourced.ts';

/** What the file around a service says about it. */
export interface ServiceContext {
  /** URI of the folder: names are shared by the files of one project. */
  readonly scope: string;
  /** The file as a whole is an overlay. */
  readonly partial: boolean;
  /** Services of this file it takes over by `extends`, nearest first. */
  readonly bases: readonly Field[];
  /** Names other services give it by `links`. */
  readonly aliases: readonly string[];
}

/**
 * One service. What `extends` brings from the same file is filled in; what it brings from another file is not, and such a
 * service is partial.
 */
export function workloadOf(service: Field, context: ServiceContext): Workload {
  const layers = [service, ...context.bases];
  const find = (key: string): Field | undefined => {
    for (const layer of layers) {
      const field = notReset(child(layer, key));
      if (field !== undefined) return field;
    }
    return undefined;
  };
  const name = service.key?.value ?? '';
  const image = imageOf(find('image'), interpolate);
  const builds = find('build') !== undefined;
  return {
    kind: 'workload',
    name,
    container: name,
    at: anchorOf(service, 'key'),
    image,
    env: environmentOf(layers),
    envFiles: envFilesOf(find('env_file')),
    envFrom: [],
    words: [...wordsOf(find('entrypoint'), interpolate), ...wordsOf(find('command'), interpolate)],
    replicas: replicasOf(find('deploy'), find('scale')),
    hosts: hostsOf(name, find, context.aliases),
    ports: children(find('ports')).flatMap(portsOf),
    mounts: mountsOf(find),
    labels: labelsOf(find('labels')),
    scope: context.scope,
    controller: 'compose',
    role: textOf(child(find('deploy'), 'mode'))?.endsWith('-job') === true ? 'job' : 'main',
    builds,
    partial: context.partial || (image === undefined && !builds),
    claims: [],
    hostNetwork: textOf(find('network_mode')) === 'host',
    ...profilesOf(find('profiles')),
    dependsOn: dependenciesOf(find('depends_on')),
  };
}

/** `!reset` takes away what a file before this one said. */
function notReset(field: Field | undefined): Field | undefined {
  return field?.node?.kind !== 'alias' && field?.node?.tag === '!reset' ? undefined : field;
}

/** Variables of all layers; a nearer layer replaces the value of a farther one. */
function environmentOf(layers: readonly Field[]): Variable[] {
  const byName = new Map<string, Variable>();
  for (const layer of layers.toReversed()) {
    for (const variable of variablesOf(notReset(child(layer, 'environment')))) byName.set(variable.name, variable);
  }
  return [...byName.values()];
}

/** Map form and list form. A name without a value is taken from the shell that starts compose: unknown. */
function variablesOf(field: Field | undefined): Variable[] {
  if (mapOf(field) !== undefined) {
    return children(field).map((entry) => {
      const raw = textOf(entry);
      const at = anchorOf(entry);
      const name = entry.key?.value ?? '';
      return raw === undefined ? { name, value: undefined, raw: '', at } : { name, ...interpolate(raw), raw, at };
    });
  }
  return children(field).flatMap((item) => {
    if (scalarIn(item) === undefined) return [];
    const { name, raw, key, value } = splitAssignment(item);
    const whole = anchorOf(item);
    const path = [...(field === undefined ? [] : pathOf(field)), name];
    const at =
      key === undefined
        ? { ...whole, path }
        : { uri: whole.uri, path, part: value ? ('value' as const) : ('key' as const), key, ...(value && { value }) };
    return [raw === undefined ? { name, value: undefined, raw: '', at } : { name, ...interpolate(raw), raw, at }];
  });
}

function envFilesOf(field: Field | undefined): Sourced[] {
  const fields = listOf(field) === undefined ? [field] : children(field);
  return fields.flatMap((each) => sourcedOf(mapOf(each) === undefined ? each : child(each, 'path'), interpolate) ?? []);
}

function replicasOf(deploy: Field | undefined, scale: Field | undefined): Fact<number> {
  const field = child(deploy, 'replicas') ?? scale;
  const raw = textOf(field);
  if (field !== undefined && raw !== undefined) {
    const value = interpolate(raw).value ?? '';
    return declared(/^\d+$/.test(value) ? Number(value) : undefined, anchorOf(field));
  }
  const mode = child(deploy, 'mode');
  if (mode !== undefined && textOf(mode) !== 'replicated')
    return { value: undefined, from: 'inferred', at: [anchorOf(mode)] };
  return { value: 1, from: 'default', at: [] };
}

function hostsOf(name: string, find: (key: string) => Field | undefined, aliases: readonly string[]): string[] {
  const written = [
    find('container_name'),
    find('hostname'),
    ...children(find('networks')).flatMap((network) => children(child(network, 'aliases'))),
  ];
  const names = written.map((field) => interpolate(textOf(field) ?? '').value ?? '').filter((each) => each !== '');
  return [...new Set([name, ...names, ...aliases])];
}

function mountsOf(find: (key: string) => Field | undefined): Mount[] {
  const memory = find('tmpfs');
  return [
    ...children(find('volumes')).flatMap((field) => mountOf(field) ?? []),
    ...(listOf(memory) === undefined ? [memory] : children(memory)).flatMap(
      (field) => (field && memoryMountOf(field)) ?? [],
    ),
    ...children(find('configs')).flatMap((field) => fileMountOf(field, 'config', '/')),
    ...children(find('secrets')).flatMap((field) => fileMountOf(field, 'secret', '/run/secrets/')),
  ];
}

/** A config or secret; without a target it appears under its own name in `folder`. */
function fileMountOf(field: Field, kind: 'config' | 'secret', folder: string): Mount[] {
  const source = textOf(field) ?? textOf(child(field, 'source'));
  if (source === undefined) return [];
  return [
    { target: textOf(child(field, 'target')) ?? folder + source, kind, source, readOnly: true, at: anchorOf(field) },
  ];
}

function labelsOf(field: Field | undefined): Record<string, string> {
  if (listOf(field) === undefined) return textsOf(field);
  return Object.fromEntries(
    children(field)
      .map((item) => splitAssignment(item))
      .map(({ name, raw }) => [name, raw ?? '']),
  );
}

function profilesOf(field: Field | undefined): { readonly profiles?: readonly string[] } {
  const profiles = children(field).flatMap((item) => textOf(item) ?? []);
  return profiles.length === 0 ? {} : { profiles };
}

function dependenciesOf(field: Field | undefined): Sourced[] {
  if (mapOf(field) !== undefined) {
    return children(field).map((entry) => ({
      value: entry.key?.value,
      raw: entry.key?.value ?? '',
      at: anchorOf(entry, 'key'),
    }));
  }
  return children(field).flatMap((item) => sourcedOf(item, interpolate) ?? []);
}
