import type { Component } from '../knowledge/types.ts';
import { atValue, type Anchor } from '../model/anchor.ts';
import type { Mount, Workload } from '../model/declaration.ts';
import type { Environment } from '../model/environment.ts';
import { declared, unknown, type Fact } from '../model/fact.ts';
import type { Deployment, Evidence, Mention, State, Tool } from '../model/part.ts';
import { baseName } from './command-line.ts';
import { configOfWorkload, type Config } from './config.ts';
import { endpointsOf } from './endpoints.ts';
import { recogniseImage, type ImageVerdict } from './image.ts';
import { inTable, type Lookup } from './lookup.ts';
import { membershipOf } from './membership.ts';
import { nameTokens } from './relaxed-name.ts';
import { collect, serverSpellings } from './settings.ts';
import { versionOfImage } from './version.ts';

/** What a container runs. */
export type Running =
  | { readonly kind: 'server'; readonly component: string; readonly evidence: Evidence; readonly at: Anchor; readonly image: ImageVerdict }
  | { readonly kind: 'tool'; readonly component: string; readonly at: Anchor }
  /** An application, or something nobody described. */
  | { readonly kind: 'other' };

/**
 * Decides what a container runs: the command that starts a server wins (one image may carry several), then the image,
 * then variables that only a server has. Init containers and jobs are never servers.
 */
export function runningOf(workload: Workload, config: Config, lookup: Lookup): Running {
  const image = recogniseImage(workload.image, lookup);
  if (isIdle(config) || (image.kind === 'none' && isAside(workload))) return { kind: 'other' };
  const imageAt = workload.image === undefined ? workload.at : { ...workload.image.at, part: 'pair' as const };
  const command = startedBy(config, lookup);
  const tool = command === undefined ? usedAsTool(config, lookup) : undefined;
  if (image.kind === 'tool') return { kind: 'tool', component: image.component, at: imageAt };
  if (tool !== undefined || workload.role !== 'main') {
    const component = tool ?? command?.component ?? (image.kind === 'server' ? image.component : undefined);
    return component === undefined ? { kind: 'other' } : { kind: 'tool', component, at: imageAt };
  }
  if (command !== undefined && image.kind !== 'other') {
    const own = image.kind === 'server' && image.component === command.component;
    return { kind: 'server', component: command.component, evidence: own ? 'image' : 'argument', at: own ? imageAt : command.at, image };
  }
  if (image.kind === 'server' && (image.exact || !workload.builds)) return { kind: 'server', component: image.component, evidence: 'image', at: imageAt, image };
  const variable = configuredBy(workload, config, lookup, image);
  if (variable !== undefined) return { kind: 'server', ...variable, image };
  if (command !== undefined) return { kind: 'server', component: command.component, evidence: 'argument', at: command.at, image };
  const named = image.kind === 'none' ? imageVariable(workload, lookup) : undefined;
  return named === undefined ? { kind: 'other' } : { kind: 'server', component: named, evidence: 'image', at: imageAt, image };
}

/** `${KAFKA_IMAGE}`: nothing but the component's word names the variable that holds the whole image. */
function imageVariable({ image }: Workload, lookup: Lookup): string | undefined {
  const name = /^\$\{?(\w+)\}?$/.exec((image?.pattern ?? image?.raw ?? '').trim())?.[1];
  const tokens = name === undefined ? [] : nameTokens(name).filter((token) => token !== 'IMAGE' && token !== 'DOCKER');
  return name !== undefined && /image/i.test(name) && tokens.length === 1 ? lookup.words.get(tokens[0] ?? '') : undefined;
}

/** A container whose image is hidden and whose name says that it stands beside the server. */
function isAside({ name, container }: Workload): boolean {
  return [...nameTokens(name), ...nameTokens(container)].some((token) => token === 'EXPORTER' || token === 'OPERATOR');
}

function startedBy(config: Config, lookup: Lookup): { readonly component: string; readonly at: Anchor } | undefined {
  const { programs, words } = config.command;
  for (const word of words) {
    const text = word.value ?? word.pattern ?? '';
    const name = baseName(text);
    const component = lookup.commands.get(name) ?? lookup.commands.get(text);
    if (component !== undefined && (programs.includes(name) || /\.[a-zA-Z]/.test(name))) return { component, at: word.at };
  }
  return undefined;
}

const runners = /^(?:run|start|entrypoint|docker-entrypoint|launch)(?:\.sh)?$/;

function usedAsTool(config: Config, lookup: Lookup): string | undefined {
  const { programs } = config.command;
  if (programs.some((name) => runners.test(name))) return undefined;
  for (const name of programs) {
    const component = inTable(lookup.toolCommands, name);
    if (component !== undefined) return component;
  }
  return undefined;
}

const idle = new Set(['sleep', 'tail', 'echo', 'true', 'sh', 'bash', 'ash']);

/** `sleep infinity`, `tail -f /dev/null`: the image is only there to be entered. */
function isIdle({ command: { programs } }: Config): boolean {
  return programs.some((name) => name === 'sleep' || name === 'tail') && programs.every((name) => idle.has(name));
}

/** A known image needs no variables; an unknown name must have two, so that an application's one is not taken for a server. */
function configuredBy(
  workload: Workload,
  config: Config,
  lookup: Lookup,
  image: ImageVerdict,
): { readonly component: string; readonly evidence: 'env'; readonly at: Anchor } | undefined {
  const found = new Map<string, { at: Anchor; names: Set<string> }>();
  for (const variable of config.env) {
    const component = inTable(lookup.serverEnv, variable.name);
    if (component === undefined) continue;
    const entry = found.get(component) ?? { at: { ...variable.at, part: 'pair' as const }, names: new Set<string>() };
    found.set(component, entry);
    entry.names.add(variable.name);
  }
  const [best] = [...found].sort(([, a], [, b]) => b.names.size - a.names.size);
  if (best === undefined) return undefined;
  const [component, { at, names }] = best;
  const needed = image.kind === 'other' && !workload.builds ? 2 : 1;
  return names.size < needed ? undefined : { component, evidence: 'env', at };
}

/** A deployment with the settings it spells. */
export interface RecognisedServer {
  readonly deployment: Deployment;
  readonly mentions: readonly Mention[];
}

/** The deployment a server's workload declares. */
export function deploymentOf(
  workload: Workload,
  running: Extract<Running, { kind: 'server' }>,
  context: { readonly uri: string; readonly environment: Environment; readonly lookup: Lookup; readonly id: string },
): RecognisedServer {
  const { lookup, id, uri } = context;
  const config = configOfWorkload(workload);
  const { component, image } = running;
  const { settings, mentions } = collect(serverSpellings(config, component, lookup), component, 'server');
  const membership = membershipOf(component, config);
  const version = versionFact(workload, image, lookup.components.get(component));
  const own = image.kind === 'server' && image.component === component ? image : undefined;
  const deployment: Deployment = {
    kind: 'deployment',
    id,
    component,
    variant: own?.variant,
    name: workload.name,
    at: running.at,
    declaredAt: workload.at,
    evidence: running.evidence,
    uri,
    image: workload.image,
    version: version.fact,
    instances: workload.replicas,
    role: own?.role ?? membership.role,
    topology: membership.topology ?? own?.topology,
    members: membership.members,
    settings,
    hosts: workload.hosts,
    scope: workload.scope,
    ports: workload.ports,
    mounts: workload.mounts,
    claims: workload.claims,
    controller: workload.controller,
    env: workload.env,
    labels: workload.labels,
    state: stateOf(workload.replicas),
    environment: workload.environment ?? context.environment,
    partial: workload.partial,
    storage: undefined,
    ...(own === undefined ? {} : { repository: own.reference.repository }),
    ...(version.release === undefined ? {} : { release: version.release }),
    identity: membership.identity,
    takes: takenBy(workload, uri),
  };
  return { deployment, mentions: mentions.map((mention) => ({ ...mention, owner: id })) };
}

/** Scaled to nothing is switched off. */
function stateOf(replicas: Fact<number>): State {
  return replicas.value === 0 ? 'inactive' : 'active';
}

export function versionFact(
  workload: Pick<Workload, 'image'>,
  image: ImageVerdict,
  component: Component | undefined,
): { readonly fact: Fact; readonly release: string | undefined } {
  if (image.kind !== 'server' || component === undefined || workload.image === undefined) return { fact: unknown(), release: undefined };
  const read = versionOfImage(image.reference, component);
  return { fact: read.product === undefined ? unknown() : declared(read.product, atValue(workload.image.at)), release: read.stated };
}

/** Env files, whole ConfigMaps and mounted files, in the words of `Deployment.takes`. */
function takenBy(workload: Workload, uri: string): string[] {
  return [
    ...workload.envFiles.flatMap(({ value }) => (value === undefined ? [] : [fileKey(uri, value)])),
    ...workload.envFrom.flatMap(({ value }) => (value === undefined ? [] : [configMapKey(workload.scope, value)])),
    ...workload.mounts.flatMap((mount) => mountKey(mount, workload.scope, uri)),
  ];
}

function mountKey(mount: Mount, scope: string, uri: string): string[] {
  if (mount.source === undefined) return [];
  if (mount.kind === 'config') return [configMapKey(scope, mount.source)];
  return mount.kind === 'bind' && /^\.{1,2}\//.test(mount.source) ? [fileKey(uri, mount.source)] : [];
}

/** A path relative to a file, as an absolute key. */
export function fileKey(uri: string, path: string): string {
  const pieces = uri.split('/').slice(0, -1);
  for (const piece of path.split('/')) {
    if (piece === '..') pieces.pop();
    else if (piece !== '.' && piece !== '') pieces.push(piece);
  }
  return `file:${pieces.join('/')}`;
}

export function configMapKey(scope: string, name: string): string {
  return `configmap:${scope}/${name}`;
}

/** A tool, with the servers it joins to a cluster where it does that. */
export function toolOf(workload: Workload, running: Extract<Running, { kind: 'tool' }>, config: Config): Tool {
  const { words } = config.command;
  const create = words.findIndex(({ value }, index) => value === 'create' && words[index - 1]?.value === '--cluster');
  const joins = create < 0 ? [] : words.slice(create + 1).flatMap((word) => (/^[\w.-]+:\d+$/.test(word.value ?? word.pattern ?? '') ? endpointsOf(word).endpoints : []));
  return { component: running.component, name: workload.name, at: running.at, ...(joins.length === 0 ? {} : { joins, scope: workload.scope }) };
}
