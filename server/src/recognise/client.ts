import type { Property, PropertySet, Resource, ValuesTree, Variable, Workload } from '../model/declaration.ts';
import { unknown } from '../model/fact.ts';
import type { Application, Client, Mention } from '../model/part.ts';
import { reachedThrough } from '../model/query.ts';
import { activityOf, type Named } from './activity.ts';
import { applicationOfSet, applicationOfWorkload } from './application.ts';
import type { Config } from './config.ts';
import { connectionsOf, type Connection } from './connection.ts';
import type { Context } from './context.ts';
import { endpointsOf, isLoopback } from './endpoints.ts';
import { fieldsAt, fulfils } from './field-path.ts';
import type { Lookup } from './lookup.ts';
import { folderOf } from '../base/uri.ts';
import { canonicalName } from './relaxed-name.ts';
import {
  argumentSpellings,
  collect,
  envSpellings,
  nativeSpellings,
  propertyOptions,
  propertySpellings,
  resourceSpellings,
  type Spelt,
} from './settings.ts';
import { standingOver } from './spring-run.ts';
import { urlSpellings } from './url-options.ts';
import { headOf, usesOf, type Use } from './use.ts';

/** The clients of one declaration with their application, and the settings they spell. */
export interface RecognisedClients {
  readonly application: Application;
  readonly clients: readonly Client[];
  readonly mentions: readonly Mention[];
}

interface Setup {
  readonly application: Application;
  readonly uses: readonly Use[];
  /** Everything in force in the same place, for switches. */
  readonly named: readonly Named[];
  readonly spelt: readonly Spelt[];
  readonly profiles: readonly string[];
  readonly partial: boolean;
  /** The container it all belongs to. */
  readonly workload?: Workload;
  /** Components that run in this very place: they are no clients of themselves. */
  readonly servers: ReadonlySet<string>;
  readonly context: Context;
  readonly idOf: (component: string, name: string) => string;
}

/** Clients of a property set. */
export function clientsOfSet(
  set: PropertySet,
  servers: ReadonlySet<string>,
  context: Context,
  idOf: Setup['idOf'],
): RecognisedClients {
  const { lookup } = context;
  const env = set.dialect === 'env';
  const all = usesOf(set.properties, env ? 'env' : 'property', lookup);
  const spelt = speltIn(set, all, lookup);
  // In a file of no framework we know, only an address or a telling value under a known name is a connection.
  const shown =
    context.format === 'other' && !env
      ? all.filter(
          ({ known, chosen, evidence, holds }) => (known || evidence === 'url') && (chosen || holds !== 'presence'),
        )
      : all;
  return build({
    application: applicationOfSet(set, context),
    uses: [...shown, ...(set.dialect === 'spring' && context.format !== 'other' ? usesOfSettings(spelt, shown) : [])],
    named: set.properties,
    spelt: [...spelt, ...urlSpellings(set.properties, lookup)],
    profiles: set.profiles,
    partial: set.dialect !== 'spring' || (set.profiles.length > 0 && set.whole !== true),
    servers,
    context,
    idOf,
  });
}

/** In a client's own file (`producer.properties`) keys are those of the component it uses. */
function speltIn({ dialect, properties }: PropertySet, uses: readonly Use[], lookup: Lookup): Spelt[] {
  if (dialect === 'env') return envSpellings(properties, lookup);
  const components = dialect === 'native' ? new Set(uses.map(({ component }) => component)) : [];
  return [
    ...propertySpellings(properties, lookup),
    ...[...components].flatMap((component) => nativeSpellings(properties, component, lookup)),
  ];
}

/** Clients of a container: what its variables and arguments name. */
export function clientsOfWorkload(
  workload: Workload,
  config: Config,
  servers: ReadonlySet<string>,
  context: Context,
  idOf: Setup['idOf'],
): RecognisedClients {
  const { lookup } = context;
  const inPod = workload.controller !== 'compose';
  const elsewhere = ({ endpoints }: Use): boolean =>
    !inPod || endpoints.length === 0 || endpoints.some(({ host }) => !isLoopback(host));
  const { env, options, properties } = standingOver(workload.spring, config);
  const named: Named[] = options.map(({ name, value }) => ({ ...value, name: name.replace(/^-D|^--?/, '') }));
  const ofFiles = propertySpellings(properties, lookup);
  const uses = [
    ...usesOf(env, 'env', lookup),
    ...usesOf(named, 'argument', lookup),
    ...usesOf(properties, 'property', lookup),
  ];
  return build({
    application: applicationOfWorkload(workload, context),
    // In a pod, the own machine is a container beside this one.
    uses: [...uses, ...usesOfSettings(ofFiles, uses)].filter(elsewhere),
    named: [...properties, ...env, ...named],
    spelt: [
      ...ofFiles,
      ...envSpellings(notFilledIn(env, properties), lookup),
      ...propertyOptions(options, lookup),
      ...argumentSpellings(options, lookup),
      ...urlSpellings([...properties, ...notFilledIn(env, properties), ...named], lookup),
    ],
    profiles: [],
    partial:
      workload.partial ||
      workload.envFiles.some(({ isRead }) => isRead !== true) ||
      workload.envFrom.some(({ kind, isRead }) => kind === 'ConfigMap' && isRead !== true),
    workload,
    servers,
    context,
    idOf,
  });
}

/** A variable that stands for a placeholder of a property says what it says there. */
function notFilledIn(env: readonly Variable[], properties: readonly Property[]): readonly Variable[] {
  const filledIn = new Set(properties.flatMap(({ via = [] }) => via.map(({ at }) => at)));
  return filledIn.size === 0 ? env : env.filter(({ at }) => !filledIn.has(at));
}

/** Addresses in a chart's values; only those that are known, for most of a chart's keys are empty offers. */
export function clientsOfValues(
  values: ValuesTree,
  servers: ReadonlySet<string>,
  context: Context,
  idOf: Setup['idOf'],
): RecognisedClients {
  const { lookup, uri } = context;
  const scope = values.scope ?? folderOf(uri);
  const name = values.release ?? folderOf(uri).split('/').at(-1) ?? uri;
  const uses = usesOf(values.fields, 'property', lookup).filter(
    (use) =>
      use.holds === 'port' ||
      use.holds === 'mode' ||
      use.endpoints.some(
        ({ port, host }) => !isLoopback(host) && (port !== undefined || host.includes('.') || use.evidence === 'url'),
      ),
  );
  const application: Application = {
    id: `app:${scope}#${name}`,
    name,
    at: values.at,
    uri,
    scope,
    environment: values.environment ?? context.environment,
  };
  const shown = uses.filter((use) => use.endpoints.length > 0);
  const roots = new Set(shown.map(({ root, component }) => `${component}|${root}`));
  const complete = uses.filter((use) => roots.has(`${use.component}|${use.root}`));
  return build({
    application,
    uses: complete,
    named: values.fields,
    spelt: [...propertySpellings(values.fields, lookup), ...urlSpellings(values.fields, lookup)],
    profiles: [],
    partial: true,
    servers,
    context,
    idOf,
  });
}

/** Clients that an operator's resource declares: Kafka Connect, a Dapr component, a scaler. */
export function clientsOfResource(resource: Resource, context: Context, idOf: Setup['idOf']): RecognisedClients {
  const entries = context.lookup.clientResources.get(`${resource.group}/${resource.type}`) ?? [];
  const uses = entries.flatMap(({ component, item }): Use[] => {
    if (!fulfils(resource.fields, item.when)) return [];
    const fields = item.endpoints === undefined ? [] : fieldsAt(resource.fields, item.endpoints);
    const lists = fields.map(endpointsOf);
    const at = { ...(fields[0]?.at ?? resource.at), part: 'pair' as const };
    const endpoints = lists.flatMap((list) => list.endpoints);
    const unresolved = lists.some((list) => list.unresolved);
    return [
      {
        component,
        evidence: 'resource',
        name: resource.name,
        root: resource.name,
        holds: 'endpoints',
        purpose: item.purpose,
        mode: undefined,
        endpoints,
        unresolved,
        port: undefined,
        known: true,
        chosen: false,
        head: '',
        at,
      },
    ];
  });
  const { name, at, scope } = resource;
  const environment = resource.environment ?? context.environment;
  const application: Application = { id: `app:${scope}#${name}`, name, at, uri: context.uri, scope, environment };
  return build({
    application,
    uses,
    named: [],
    spelt: entries.flatMap(({ component }) => resourceSpellings(resource, component, undefined, context.lookup)),
    profiles: [],
    partial: resource.partial,
    servers: new Set(),
    context,
    idOf,
  });
}

/**
 * A client's setting in a Spring file configures a use, also where the address is left to the default. A short name
 * (`redis.database`) may be the application's own.
 */
function usesOfSettings(spelt: readonly Spelt[], shown: readonly Use[]): Use[] {
  const uses: Use[] = [];
  for (const { settings, value, spelling, head } of spelt) {
    if (head !== undefined || canonicalName(spelling).split('.').length < 3) continue;
    const setting = settings.find(({ side }) => side === 'client');
    if (
      setting === undefined ||
      value.value === '' ||
      [...shown, ...uses].some(({ component }) => component === setting.component)
    )
      continue;
    uses.push({
      component: setting.component,
      evidence: 'property',
      name: spelling,
      root: '',
      holds: 'presence',
      purpose: undefined,
      mode: undefined,
      endpoints: [],
      unresolved: false,
      port: undefined,
      known: true,
      chosen: false,
      head: headOf(spelling),
      at: { ...value.at, part: 'pair' },
    });
  }
  return uses;
}

function build(setup: Setup): RecognisedClients {
  const { application, context, servers } = setup;
  const uses = setup.uses.filter(({ component }) => !servers.has(component));
  if (uses.length === 0) return { application, clients: [], mentions: [] };
  const isOff = activityOf(setup.named, context.lookup);
  const connections = withServerBehind(connectionsOf(uses, isOff));
  const heads = new Set(uses.map(({ head }) => head));
  const spelt = setup.spelt.filter(({ head }) => head === undefined || heads.has(head));
  const clients: Client[] = [];
  const mentions: Mention[] = [];
  for (const connection of connections) {
    const id = setup.idOf(
      connection.component,
      `${application.name}${connection.purpose === undefined ? '' : `/${connection.purpose}`}`,
    );
    const found = collect(spelt, connection.component, 'client');
    for (const mention of found.mentions) mentions.push({ ...mention, owner: id });
    clients.push({
      kind: 'client',
      id,
      component: connection.component,
      application: application.id,
      at: connection.at,
      evidence: connection.evidence,
      uri: context.uri,
      scope: application.scope,
      purpose: connection.purpose,
      endpoints: connection.endpoints,
      mode: connection.mode,
      settings: found.settings,
      version: unknown(),
      ...shownBy(uses, connection.component),
      state: setup.workload?.isOff === true ? 'inactive' : connection.state,
      environment: application.environment,
      profiles: setup.profiles,
      partial: setup.partial,
      ...networkOf(setup.workload),
    });
  }
  return { application, clients, mentions };
}

function networkOf(
  workload: Workload | undefined,
): Pick<Client, 'networks' | 'networkOf' | 'ownNames' | 'hostNetwork'> {
  const { networks, networkOf, ownNames, hostNetwork, controller } = workload ?? {};
  return {
    ...(networks && { networks }),
    ...(ownNames && { ownNames }),
    ...(networkOf !== undefined && { networkOf }),
    ...(hostNetwork === true && controller === 'compose' && { hostNetwork }),
  };
}

function shownBy(uses: readonly Use[], component: string): Pick<Client, 'shownBy'> {
  const named = uses.filter((use) => use.component === component && use.evidence === 'property' && use.known);
  return named.length === 0 ? {} : { shownBy: named.map(({ name, at }) => ({ name, at })) };
}

/** A library's connection (Redisson) is one to the server behind it (Redis) as well, once. */
function withServerBehind(connections: readonly Connection[]): readonly Connection[] {
  let all = connections;
  for (const connection of connections) {
    const server = reachedThrough(connection.component);
    if (server === connection.component) continue;
    const isBehind = (each: Connection): boolean =>
      each.component === server && each.endpoints.length === 0 && connection.endpoints.length > 0;
    if (all.some((each) => each.component === server && !isBehind(each))) continue;
    all = [...all.filter((each) => !isBehind(each)), { ...connection, component: server, purpose: undefined }];
  }
  return all;
}
