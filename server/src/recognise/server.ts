import type { Anchor } from '../model/anchor.ts';
import type { Sourced, Workload } from '../model/declaration.ts';
import type { Environment } from '../model/environment.ts';
import { unknown } from '../model/fact.ts';
import type { Deployment, Evidence, Mention, State, Tool } from '../model/part.ts';
import { baseName } from './command-line.ts';
import { configOfWorkload, type Config } from './config.ts';
import { endpointsOf } from './endpoints.ts';
import { recogniseImage } from './image.ts';
import type { ImageVerdict } from './image-verdict.ts';
import { imageFacts, type ImageFacts } from './image-facts.ts';
import { inTable, type Lookup } from './lookup.ts';
import { handsOnNoVariables, isRunner, isSetUpUnseen } from './launch.ts';
import { membershipOf } from './membership.ts';
import type { Membership } from './membership-shape.ts';
import { nameTokens } from './relaxed-name.ts';
import { collect, propertySpellings, serverSpellings, type Spelt } from './settings.ts';
import { standingOver } from './spring-run.ts';
import { takenBy } from './taken.ts';

/** What a container runs. */
export type Running =
  | {
      readonly kind: 'server';
      readonly component: string;
      readonly evidence: Evidence;
      readonly at: Anchor;
      readonly image: ImageVerdict;
    }
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
  const command = startedBy(config, lookup);
  if (command === undefined && config.command.programs.some((name) => lookup.applicationCommands.has(name)))
    return { kind: 'other' };
  const seen: Seen = { workload, config, lookup, image, command };
  const tool = toolIn(seen);
  if (tool !== undefined) return { kind: 'tool', component: tool, at: imagePlace(workload) };
  if (workload.role !== 'main') return { kind: 'other' };
  const server = serverIn(seen);
  return server === undefined ? { kind: 'other' } : { kind: 'server', ...server, image };
}

interface Started {
  readonly component: string;
  readonly at: Anchor;
}

/** What has been read of one container. */
interface Seen {
  readonly workload: Workload;
  readonly config: Config;
  readonly lookup: Lookup;
  readonly image: ImageVerdict;
  readonly command: Started | undefined;
}

/** Where the image is first named: a tag that another file gives it is no place to look for the server. */
function imagePlace({ image, at }: Workload): Anchor {
  let first: Sourced | undefined = image;
  while (first !== undefined && first.at.uri !== at.uri) first = first.overrides;
  const named = first ?? image;
  return named === undefined ? at : { ...named.at, part: 'pair' };
}

/** The component a container is a tool of: by its image, by the command, or as it only runs once. */
function toolIn({ workload, config, lookup, image, command }: Seen): string | undefined {
  if (image.kind === 'tool') return image.component;
  const used = command === undefined ? usedAsTool(config, lookup) : undefined;
  if (used !== undefined) return used;
  if (workload.role === 'main' && !(command === undefined && isPreparation(workload, config))) return undefined;
  return command?.component ?? (image.kind === 'server' ? image.component : undefined);
}

type Server = Omit<Extract<Running, { kind: 'server' }>, 'kind' | 'image'>;

function serverIn({ workload, config, lookup, image, command }: Seen): Server | undefined {
  const at = imagePlace(workload);
  const named = namedBy(image, workload, lookup);
  if (command !== undefined && image.kind !== 'other') {
    const own = named === command.component;
    return own ? { component: named, evidence: 'image', at } : { ...command, evidence: 'argument' };
  }
  if (named !== undefined && !isIdleImage(image)) return { component: named, evidence: 'image', at };
  const variable = configuredBy(workload, config, lookup, image);
  if (variable !== undefined) return variable;
  if (command !== undefined) return { ...command, evidence: 'argument' };
  return image.kind === 'none' ? wholeVariable(workload, lookup) : undefined;
}

/** The server that an image's name tells; one that is built here must show it in another way too. */
function namedBy(image: ImageVerdict, workload: Workload, lookup: Lookup): string | undefined {
  if (image.kind !== 'server') return undefined;
  const isSure = image.exact || !workload.builds || mountsFileOf(image.component, workload, lookup);
  return isSure ? image.component : undefined;
}

/** Whether a container is given the component's own configuration file. */
function mountsFileOf(component: string, { mounts }: Workload, lookup: Lookup): boolean {
  return mounts.some(({ target }) => lookup.files.get(baseName(target).toLowerCase())?.includes(component) === true);
}

/** The whole image is a variable whose name says what it is. */
function wholeVariable(workload: Workload, lookup: Lookup): Server | undefined {
  const component = imageVariable(workload, lookup);
  return component === undefined ? undefined : { component, evidence: 'image', at: imagePlace(workload) };
}

function isIdleImage(image: ImageVerdict): boolean {
  return image.kind === 'server' && image.idle;
}

/** Words of a variable that holds an image, which say nothing of what runs. */
const imageWords = new Set(['VALUES', 'GLOBAL', 'IMAGE', 'REPOSITORY', 'REPO', 'NAME', 'TAG', 'DOCKER', 'REGISTRY']);

/** `${KAFKA_IMAGE}`, `{{ .Values.redis.image.repository }}:…`: nothing but the component's word names what holds the image. */
function imageVariable({ image }: Workload, lookup: Lookup): string | undefined {
  const tokens = nameTokens(variableIn((image?.pattern ?? image?.raw ?? '').trim()));
  const telling = tokens.filter((token) => !imageWords.has(token));
  if (!tokens.includes('IMAGE') || telling.length !== 1) return undefined;
  const component = lookup.words.get(telling[0] ?? '');
  return component === undefined || hasIdleImage(component, lookup) ? undefined : component;
}

/** The name of the variable that a text is, perhaps with a tag after it. */
function variableIn(text: string): string {
  const name = /^(?:\$\{?([\w.]+)\}?|\{\{-?\s*([\w.]+)[^{}]*\}\})(?=$|:)/.exec(text);
  return name?.[1] ?? name?.[2] ?? '';
}

function hasIdleImage(component: string, lookup: Lookup): boolean {
  const traits = lookup.components.get(component)?.server.traits ?? {};
  return Object.values(traits).some(({ idle }) => idle === true);
}

/** A container whose image is hidden and whose name says that it stands beside the server. */
function isAside({ name, container }: Workload): boolean {
  return [...nameTokens(name), ...nameTokens(container)].some((token) => token === 'EXPORTER' || token === 'OPERATOR');
}

function startedBy(config: Config, lookup: Lookup): Started | undefined {
  const { programs, words } = config.command;
  for (const [index, word] of words.entries()) {
    const text = word.value ?? word.pattern ?? '';
    const name = baseName(text);
    const component =
      lookup.commands.get(withNext(words, index)) ?? lookup.commands.get(name) ?? lookup.commands.get(text);
    if (component !== undefined && (programs.includes(name) || /\.[a-zA-Z]/.test(name)))
      return { component, at: word.at };
  }
  return undefined;
}

/** A script that is given the server's command starts it in the end: `update-node.sh redis-server /conf/redis.conf`. */
function startsServer(config: Config, component: string, lookup: Lookup): boolean {
  if (startedBy(config, lookup) !== undefined) return true;
  return config.command.words.slice(1).some(({ value }) => lookup.commands.get(baseName(value ?? '')) === component);
}

/** A program with its first argument: `pulsar zookeeper`, `consul agent`. */
function withNext(words: readonly Sourced[], index: number): string {
  const [program, argument] = [words[index], words[index + 1]].map((word) => word?.value ?? word?.pattern ?? '');
  return `${baseName(program ?? '')} ${argument ?? ''}`;
}

function usedAsTool(config: Config, lookup: Lookup): string | undefined {
  const { programs, words } = config.command;
  if (programs.some((name) => isRunner(name))) return undefined;
  for (const [index] of words.entries()) {
    const component = lookup.toolCommands.exact.get(withNext(words, index));
    if (component !== undefined) return component;
  }
  for (const name of programs) {
    const component = inTable(lookup.toolCommands, name);
    if (component !== undefined) return component;
  }
  return undefined;
}

const preparing = new Set(
  'INIT INITDB INITIALIZE INITIALIZER SETUP MIGRATE MIGRATION MIGRATIONS SEED SEEDER'.split(' '),
);

/** `mysql-init` with a script of its own in place of the server: it prepares another one and ends. */
function isPreparation({ name }: Workload, { command: { programs } }: Config): boolean {
  return (
    programs.some((program) => /\.\w+$/.test(program)) &&
    !programs.some((program) => isRunner(program)) &&
    nameTokens(name).some((token) => preparing.has(token))
  );
}

const idle = new Set(['sleep', 'tail', 'echo', 'true', 'sh', 'bash', 'ash']);

/** `sleep infinity`, `tail -f /dev/null`: the image is only there to be entered. */
function isIdle({ command: { programs } }: Config): boolean {
  return programs.some((name) => name === 'sleep' || name === 'tail') && programs.every((name) => idle.has(name));
}

/** A known image needs no variables; an unknown name must have two, so that an application's one is not taken for a server. */
function configuredBy(workload: Workload, config: Config, lookup: Lookup, image: ImageVerdict): Server | undefined {
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
  const needed = image.kind === 'other' ? 2 : 1;
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
  const { component, image } = running;
  const ignoresVariables = handsOnNoVariables(workload, image);
  const { config, spelt } = configured(workload, component, lookup, ignoresVariables);
  const { settings, mentions } = collect(spelt, component, 'server');
  const membership = membershipOf(component, config);
  const facts = ownFacts(workload, image, imageFacts(workload.image, component, lookup, image), lookup);
  const isStarted = startsServer(config, component, lookup);
  const unseen = [
    membership.isSetUpUnseen,
    isSetUpUnseen(workload, config, isStarted),
    isOwnBuild(image, lookup),
  ].includes(true);
  const deployment: Deployment = {
    kind: 'deployment',
    id,
    component,
    ...facts,
    name: workload.name,
    at: running.at,
    declaredAt: workload.at,
    evidence: running.evidence,
    uri,
    instances: image.kind === 'server' && image.several ? unknown() : workload.replicas,
    ...shapeOf(workload, component, membership, facts),
    members: membership.members,
    settings,
    hosts: workload.hosts,
    scope: workload.scope,
    ports: workload.ports,
    mounts: workload.mounts,
    claims: workload.claims,
    ...(workload.spread && { spread: workload.spread }),
    ...(workload.governedBy && { governedBy: workload.governedBy }),
    controller: workload.controller,
    env: workload.env,
    labels: workload.labels,
    state: stateOf(workload),
    ...(workload.networks && { networks: workload.networks }),
    environment: workload.environment ?? context.environment,
    ...(workload.partial && { isFragment: true as const }),
    partial: workload.partial || (!ignoresVariables && workload.envFiles.some(({ isRead }) => isRead !== true)),
    storage: undefined,
    identity: membership.identity,
    takes: takenBy(workload, image),
    ...commandOf(workload),
    ...(ignoresVariables && { ignoresVariables: true as const }),
    ...(unseen && { isSetUpUnseen: true as const }),
  };
  return { deployment, mentions: mentions.map((mention) => ({ ...mention, owner: id })) };
}

/** Role and topology, by what is written, by the image, or by the ports. */
function shapeOf(
  { ports }: Workload,
  component: string,
  membership: Membership,
  facts: ImageFacts,
): Pick<Deployment, 'role' | 'topology'> {
  const told = component === 'redis' ? redisByPorts(new Set(ports.map(({ target }) => target))) : {};
  return {
    role: facts.role ?? membership.role ?? told.role,
    topology: membership.topology ?? facts.topology ?? told.topology,
  };
}

/**
 * A Redis image that offers the port of Sentinels alone is one, whatever script starts it; a port with the one 10000 above it
 * is a Redis with the bus of its cluster. Source: https://redis.io/docs/latest/operate/oss_and_stack/management/scaling/
 */
function redisByPorts(offered: ReadonlySet<number>): Partial<Pick<Deployment, 'role' | 'topology'>> {
  if (offered.has(26379) && !offered.has(6379)) return { role: 'sentinel' };
  return [...offered].some((port) => offered.has(port + 10_000)) ? { topology: 'cluster' } : {};
}

/** What is built here under a name of one's own may count its versions in one's own way: only those the product has are told. */
function ownFacts({ builds }: Workload, image: ImageVerdict, facts: ImageFacts, lookup: Lookup): ImageFacts {
  if (!builds || image.kind !== 'server' || image.exact) return facts;
  const version = facts.version.value ?? '';
  const lines = lookup.components.get(image.component)?.versions.lines ?? [];
  if (lines.some((line) => `${version}.`.startsWith(`${line.version}.`))) return facts;
  const { release: _, ...others } = facts;
  return { ...others, version: unknown() };
}

/** A build that a project made for itself and numbers like itself: it may bring files of its own. */
function isOwnBuild(image: ImageVerdict, lookup: Lookup): boolean {
  if (image.kind !== 'server' || image.exact) return false;
  const name = image.reference.repository.split('/').at(-1) ?? '';
  const numbering = lookup.components.get(image.component)?.versions.distributions?.[name];
  return numbering !== undefined && Object.keys(numbering).length === 0;
}

/** A server that is itself a Spring application (Nacos, Seata) has its files below its variables and arguments. */
function configured(
  workload: Workload,
  component: string,
  lookup: Lookup,
  ignoresVariables: boolean,
): { readonly config: Config; readonly spelt: readonly Spelt[] } {
  const own = configOfWorkload(workload);
  if (workload.spring === undefined)
    return { config: own, spelt: serverSpellings(ignoresVariables ? { ...own, env: [] } : own, component, lookup) };
  const { env, options, properties } = standingOver(workload.spring, own);
  const config = { ...own, env, options, native: [...properties, ...own.native] };
  return { config, spelt: [...propertySpellings(properties, lookup), ...serverSpellings(config, component, lookup)] };
}

function commandOf({ words }: Workload): Pick<Deployment, 'hasOwnCommand'> {
  return words.length > 0 ? { hasOwnCommand: true } : {};
}

/** Scaled to nothing is switched off, and so is what no profile starts. */
function stateOf({ replicas, isOff }: Workload): State {
  return replicas.value === 0 || isOff === true ? 'inactive' : 'active';
}

/** A tool, with the servers it joins to a cluster where it does that. */
export function toolOf(workload: Workload, running: Extract<Running, { kind: 'tool' }>, config: Config): Tool {
  const { words } = config.command;
  const create = words.findIndex(({ value }, index) => value === 'create' && words[index - 1]?.value === '--cluster');
  const joins =
    create < 0
      ? []
      : words
          .slice(create + 1)
          .flatMap((word) =>
            /^[\w.-]+:\d+$/.test(word.value ?? word.pattern ?? '') ? endpointsOf(word).endpoints : [],
          );
  return {
    component: running.component,
    name: workload.name,
    at: running.at,
    ...(joins.length === 0 ? {} : { joins, scope: workload.scope }),
  };
}
