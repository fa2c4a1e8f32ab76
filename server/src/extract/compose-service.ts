import type { EnvFile, Mount, Sourced, Variable, Workload } from '../model/declaration.ts';
import type { Fact } from '../model/fact.ts';
import { attachedTo, namesOf, ownNamesOf, type ProjectNetworks } from './compose-network.ts';
import { memoryMountOf, mountOf } from './compose-mount.ts';
import { portsOf } from './compose-port.ts';
import { countOf } from './count.ts';
import { anchorOf, child, children, itemsOf, mapOf, scalarIn, textOf, type Field } from './field.ts';
import { interpolate } from './interpolate.ts';
import { imageOf, sourcedOf, splitAssignment, wordsOf } from './sourced.ts';

/** What the file around a service says about it. */
export interface ServiceContext {
  /** URI of the folder: names are shared by the files of one project. */
  readonly scope: string;
  /** The file as a whole is an overlay. */
  readonly partial: boolean;
  /** Names other services give it by `links`. */
  readonly aliases: readonly string[];
  /** Some services of the project are started without a profile, so one with profiles waits for them to be turned on. */
  readonly waits?: boolean;
  readonly networks: ProjectNetworks;
  /** Entries of the project's `configs` and `secrets`, where several files say them; otherwise those of the service's own file. */
  readonly shared?: SharedFiles;
}

/** Files that services take from the project, by name. */
export interface SharedFiles {
  readonly configs: ReadonlyMap<string, Field>;
  readonly secrets: ReadonlyMap<string, Field>;
}

/**
 * One service, as it stands after everything it takes over was merged into it. What `extends` brings and nobody merged is
 * missing: such a service is partial.
 */
export function workloadOf(service: Field, context: ServiceContext): Workload {
  const find = (key: string): Field | undefined => notReset(child(service, key));
  const name = service.key?.value ?? '';
  const names = namesOf(name, find);
  const attached = attachedTo(names, find, context.networks);
  const image = imageOf(find('image'), interpolate);
  const build = find('build');
  const buildContext = build && sourcedOf(mapOf(build) === undefined ? build : child(build, 'context'), interpolate);
  return {
    kind: 'workload',
    name,
    container: name,
    at: anchorOf(service, 'key'),
    image,
    env: environmentOf(find('environment')),
    envFiles: envFilesOf(find('env_file')),
    envFrom: [],
    words: [...wordsOf(find('entrypoint'), interpolate), ...wordsOf(find('command'), interpolate)],
    replicas: replicasOf(find('deploy'), find('scale')),
    hosts: [...new Set([...names, ...(attached.networks ?? []).flatMap(({ hosts }) => hosts), ...context.aliases])],
    ports: children(find('ports')).flatMap(portsOf),
    mounts: mountsOf(find, context.shared),
    labels: labelsOf(find('labels')),
    scope: context.scope,
    controller: 'compose',
    role: textOf(child(find('deploy'), 'mode'))?.endsWith('-job') === true ? 'job' : 'main',
    builds: build !== undefined,
    ...(buildContext && { buildContext }),
    partial: context.partial || (image === undefined && build === undefined),
    claims: [],
    ...profilesOf(find('profiles'), context.waits === true),
    ...attached,
    ...ownNamesOf(find),
    dependsOn: dependenciesOf(find('depends_on')),
  };
}

/** `!reset` takes away what a file before this one said. */
function notReset(field: Field | undefined): Field | undefined {
  return field?.node?.kind !== 'alias' && field?.node?.tag === '!reset' ? undefined : field;
}

/** Variables by name; where one is said twice, the later statement stands over the earlier one. */
function environmentOf(field: Field | undefined): Variable[] {
  const byName = new Map<string, Variable>();
  for (const variable of children(field).flatMap(variableOf)) {
    const weaker = byName.get(variable.name);
    byName.set(variable.name, weaker === undefined ? variable : { ...variable, overrides: weaker });
  }
  return [...byName.values()];
}

/** An entry of the map form, or an item of the list form. */
function variableOf(field: Field): Variable[] {
  if (field.key !== undefined) {
    const name = field.key.value;
    if (notReset(field) === undefined) return [];
    const stated = textOf(field) === undefined ? undefined : sourcedOf(field, interpolate);
    return [{ name, ...(stated ?? { ...passedOn(name, field), raw: '', at: anchorOf(field) }) }];
  }
  if (scalarIn(field) === undefined) return [];
  const { name, raw, key, value } = splitAssignment(field);
  const whole = anchorOf(field);
  const path = [...whole.path.slice(0, -1), name];
  const at =
    key === undefined
      ? { ...whole, path }
      : { uri: whole.uri, path, part: value ? ('value' as const) : ('key' as const), key, ...(value && { value }) };
  return [
    raw === undefined
      ? { name, ...passedOn(name, field), raw: '', at }
      : { name, ...interpolate(raw, field.source), raw, at },
  ];
}

/** What the project's own variable of the name says; otherwise the shell that starts compose decides. */
function passedOn(name: string, { source }: Field): Pick<Variable, 'value' | 'via'> {
  const origin = source.variables?.(name);
  return origin === undefined ? { value: undefined } : { value: origin.value, via: [origin] };
}

function envFilesOf(field: Field | undefined): EnvFile[] {
  return itemsOf(field).flatMap((each): EnvFile[] => {
    const file = sourcedOf(mapOf(each) === undefined ? each : child(each, 'path'), interpolate);
    if (file === undefined) return [];
    const isOptional = textOf(child(each, 'required'))?.toLowerCase() === 'false';
    const isRaw = textOf(child(each, 'format')) === 'raw';
    return [{ ...file, ...(isOptional && { isOptional }), ...(isRaw && { isRaw }) }];
  });
}

function replicasOf(deploy: Field | undefined, scale: Field | undefined): Fact<number> {
  const field = child(deploy, 'replicas') ?? scale;
  if (field !== undefined && textOf(field) !== undefined) return countOf(field, interpolate);
  const mode = child(deploy, 'mode');
  if (mode !== undefined && textOf(mode) !== 'replicated')
    return { value: undefined, from: 'inferred', at: [anchorOf(mode)] };
  return { value: 1, from: 'default', at: [] };
}

function mountsOf(find: (key: string) => Field | undefined, shared: SharedFiles | undefined): Mount[] {
  return [
    ...children(find('volumes')).flatMap((field) => mountOf(field) ?? []),
    ...itemsOf(find('tmpfs')).flatMap((field) => memoryMountOf(field) ?? []),
    ...children(find('configs')).flatMap((field) => sharedMountOf(field, 'configs', shared)),
    ...children(find('secrets')).flatMap((field) => sharedMountOf(field, 'secrets', shared)),
  ];
}

/** Where a config or secret without a target appears, under its own name. */
const sharedFolders = { configs: '/', secrets: '/run/secrets/' } as const;

/** A secret in a file of one of these is configuration with a password in it. */
const configFile = /\.(?:conf|cfg|properties|ya?ml|json)$/;

/** A config or secret: the file that the project says it is, else what nobody sees. */
function sharedMountOf(field: Field, section: keyof SharedFiles, shared: SharedFiles | undefined): Mount[] {
  const name = textOf(field) ?? textOf(child(field, 'source'));
  if (name === undefined) return [];
  const entry = shared === undefined ? child(child(documentOf(field), section), name) : shared[section].get(name);
  const path = followed(child(entry, 'file'), section);
  const target = textOf(child(field, 'target')) ?? name;
  return [
    {
      target: target.startsWith('/') ? target : sharedFolders[section] + target,
      ...(path === undefined ? { kind: sharedKinds[section], source: name } : { kind: 'bind', source: path }),
      readOnly: true,
      at: anchorOf(field),
    },
  ];
}

const sharedKinds = { configs: 'config', secrets: 'secret' } as const;

/** The path of a file that may say how something is set up. */
function followed(file: Field | undefined, section: keyof SharedFiles): string | undefined {
  if (file === undefined) return undefined;
  const path = interpolate(textOf(file) ?? '', file.source).value ?? '';
  if (path === '' || (section === 'secrets' && !configFile.test(path))) return undefined;
  return /^[./~$]/.test(path) ? path : `./${path}`;
}

/** The root of the file a field stands in. */
export function documentOf(field: Field): Field {
  let root = field;
  while (isField(root.parent)) root = root.parent;
  return root;
}

function isField(parent: Field['parent']): parent is Field {
  return !Array.isArray(parent);
}

function labelsOf(field: Field | undefined): Record<string, string> {
  return Object.fromEntries(
    children(field).flatMap((each): [string, string][] => {
      if (each.key !== undefined) return textOf(each) === undefined ? [] : [[each.key.value, textOf(each) ?? '']];
      const { name, raw } = splitAssignment(each);
      return [[name, raw ?? '']];
    }),
  );
}

function profilesOf(field: Field | undefined, waits: boolean): Pick<Workload, 'profiles' | 'isOff'> {
  const profiles = children(field).flatMap((item) => textOf(item) ?? []);
  if (profiles.length === 0) return {};
  // Where nothing turns profiles on, Compose starts those with the empty name.
  return { profiles, ...(waits && !profiles.includes('') && { isOff: true }) };
}

/** Names, as a list or as the keys of a map. */
function dependenciesOf(field: Field | undefined): Sourced[] {
  return children(field).flatMap((each) =>
    each.key === undefined
      ? (sourcedOf(each, interpolate) ?? [])
      : { value: each.key.value, raw: each.key.value, at: anchorOf(each, 'key') },
  );
}
