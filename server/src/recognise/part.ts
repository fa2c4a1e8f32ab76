import { Derived } from '../base/derived.ts';
import type { Knowledge } from '../knowledge/types.ts';
import type { Declaration, PropertySet, Workload } from '../model/declaration.ts';
import type { Application, Client, Deployment, Mention, Part, Tool } from '../model/part.ts';
import {
  clientsOfResource,
  clientsOfSet,
  clientsOfValues,
  clientsOfWorkload,
  type RecognisedClients,
} from './client.ts';
import { applicationOfWorkload } from './application.ts';
import { configOfWorkload } from './config.ts';
import type { Context } from './context.ts';
import { serversOfValues } from './chart.ts';
import { lookupOf } from './lookup.ts';
import { serverOfProperties, serversIn } from './native.ts';
import { declaredIntents } from './purpose.ts';
import { serversOfResource } from './resource.ts';
import { deploymentOf, runningOf, toolOf, type RecognisedServer } from './server.ts';

/** What an extractor found in one file. */
export interface Reading extends Pick<
  Part,
  'uri' | 'format' | 'status' | 'problems' | 'environment' | 'annotations' | 'applied'
> {
  readonly declarations: readonly Declaration[];
}

/** Names what one file declares by the tables of the knowledge base. Pure: equal readings give equal parts. */
export function recognise(reading: Reading, knowledge: Knowledge): Part {
  const builder = new PartBuilder(reading, {
    uri: reading.uri,
    format: reading.format,
    environment: reading.environment,
    lookup: lookupOf(knowledge),
  });
  for (const declaration of reading.declarations) builder.add(declaration);
  builder.addPlainEntries();
  return builder.part();
}

type IdOf = (component: string, name: string) => string;

interface GivenId {
  /** What it is without the running number. */
  readonly base: string;
  readonly id: string;
}

/** What one workload comes to. */
interface RecognisedWorkload {
  readonly tools: readonly Tool[];
  readonly servers: readonly RecognisedServer[];
  readonly clients: readonly RecognisedClients[];
}

interface Remembered {
  readonly context: Context;
  readonly ids: readonly GivenId[];
  readonly result: RecognisedWorkload;
}

/** Conclusions by the workload they were drawn from, for as long as the extractor remembers it. */
const remembered = new WeakMap<Workload, Remembered>();

function sameContext(a: Context, b: Context): boolean {
  return a.uri === b.uri && a.format === b.format && a.environment === b.environment && a.lookup === b.lookup;
}

function recogniseWorkload(workload: Workload, context: Context, idOf: IdOf): RecognisedWorkload {
  const config = configOfWorkload(workload);
  const running = runningOf(workload, config, context.lookup);
  if (running.kind === 'tool') return { tools: [toolOf(workload, running, config)], servers: [], clients: [] };
  const server =
    running.kind === 'server'
      ? deploymentOf(workload, running, { ...context, id: idOf(running.component, workload.name) })
      : undefined;
  // Init containers and jobs prepare something; what they connect to, they do not use.
  const uses = workload.role === 'main' || workload.controller === 'CronJob';
  const own = new Set(running.kind === 'server' ? [running.component] : []);
  return {
    tools: [],
    servers: server === undefined ? [] : [server],
    clients: uses ? [clientsOfWorkload(workload, config, own, context, idOf)] : [],
  };
}

/** As comments declare them. */
const meant = new Derived<Deployment, Deployment>();
const used = new Derived<Client, Client>();

class PartBuilder {
  readonly #reading: Reading;
  readonly #context: Context;
  readonly #deployments: Deployment[] = [];
  readonly #clients: Client[] = [];
  readonly #applications = new Map<string, Application>();
  readonly #tools: Tool[] = [];
  readonly #mentioning: { readonly mentions: readonly Mention[] }[] = [];
  readonly #ids = new Map<string, number>();
  /** What the plain entries of ConfigMaps show. */
  readonly #plain: { readonly set: PropertySet; readonly recognised: RecognisedClients }[] = [];

  constructor(reading: Reading, context: Context) {
    this.#reading = reading;
    this.#context = context;
  }

  add(declaration: Declaration): void {
    if (declaration.kind === 'workload') this.#addWorkload(declaration);
    else if (declaration.kind === 'properties') this.#addProperties(declaration);
    else if (declaration.kind === 'resource') {
      this.#addServers(serversOfResource(declaration, this.#context, this.#idOf));
      this.#addClients(clientsOfResource(declaration, this.#context, this.#idOf));
    } else if (declaration.kind === 'values') {
      const servers = serversOfValues(declaration, this.#context, this.#idOf, this.#deployments);
      this.#addServers(servers);
      this.#addClients(clientsOfValues(declaration, componentsOf(servers), this.#context, this.#idOf));
    }
  }

  /** What a container of the same file takes entry by entry is said by the container. */
  addPlainEntries(): void {
    for (const { set, recognised } of this.#plain) {
      const said = this.#usedWith(set);
      const clients = recognised.clients.filter(({ component }) => !said.has(component));
      const ids = new Set(clients.map(({ id }) => id));
      this.#addClients({ ...recognised, clients, mentions: recognised.mentions.filter(({ owner }) => ids.has(owner)) });
    }
  }

  part(): Part {
    const { uri, format, status, problems, environment, annotations, applied, declarations } = this.#reading;
    const places = [...this.#clients.map(({ at }) => at), ...this.#deployments.map(({ declaredAt }) => declaredAt)];
    const intents = declaredIntents(
      annotations,
      places.filter((at) => at.uri === uri),
    );
    const mentioning = this.#mentioning;
    let mentions: readonly Mention[] | undefined;
    const modules = declarations.filter((each) => each.kind === 'build');
    const budgets = declarations.filter((each) => each.kind === 'budget');
    return {
      uri,
      ...(applied && { applied }),
      format,
      status,
      problems,
      environment,
      deployments: this.#deployments.map((deployment) => {
        const environment = intents.get(deployment.declaredAt)?.environment;
        return environment === undefined
          ? deployment
          : meant.of(deployment, [environment], () => ({ ...deployment, environment }));
      }),
      clients: this.#clients.map((client) => {
        const intent = intents.get(client.at);
        return intent === undefined
          ? client
          : used.of(client, [intent.environment, intent.purpose], () => ({ ...client, ...intent }));
      }),
      applications: [...this.#applications.values()],
      services: declarations.filter((each) => each.kind === 'service'),
      workloads: declarations.filter((each) => each.kind === 'workload'),
      resources: declarations.filter((each) => each.kind === 'resource'),
      tools: this.#tools,
      annotations,
      get mentions() {
        return (mentions ??= mentioning.flatMap((each) => each.mentions));
      },
      ...(budgets.length > 0 && { budgets }),
      ...(modules.length > 0 && { modules }),
    };
  }

  #addWorkload(workload: Workload): void {
    const { tools, servers, clients } = this.#rememberedWorkload(workload);
    this.#tools.push(...tools);
    this.#addServers(servers);
    for (const each of clients) this.#addClients(each);
  }

  #rememberedWorkload(workload: Workload): RecognisedWorkload {
    const before = remembered.get(workload);
    if (before !== undefined && sameContext(before.context, this.#context) && this.#takeIds(before.ids))
      return before.result;
    const ids: GivenId[] = [];
    const idOf: IdOf = (component, name) => {
      const base = this.#baseOf(component, name);
      const id = this.#next(base);
      ids.push({ base, id });
      return id;
    };
    const result = recogniseWorkload(workload, this.#context, idOf);
    remembered.set(workload, { context: this.#context, ids, result });
    return result;
  }

  /** Gives the ids out again; false, and nothing is given, where they would be others in this version of the file. */
  #takeIds(ids: readonly GivenId[]): boolean {
    const other = ids.findIndex(({ base, id }) => this.#next(base) !== id);
    for (const { base } of ids.slice(0, other + 1)) this.#ids.set(base, (this.#ids.get(base) ?? 1) - 1);
    return other < 0;
  }

  #addProperties(set: PropertySet): void {
    if (set.configMap?.isEncoded === true) return;
    if (set.isAside) return;
    const found = serversIn(set, this.#context.lookup);
    const servers = found.map(({ component, at, evidence }) =>
      serverOfProperties(
        set,
        this.#context,
        this.#idOf(component, set.configMap?.name ?? set.fileName),
        component,
        at,
        evidence,
      ),
    );
    this.#addServers(servers);
    const recognised = clientsOfSet(set, componentsOf(servers), this.#context, this.#idOf);
    if (set.configMap?.key === '') this.#plain.push({ set, recognised });
    else this.#addClients(recognised);
  }

  /** Components that containers use which take an entry of a ConfigMap or Secret as a variable. */
  #usedWith({ configMap }: PropertySet): ReadonlySet<string> {
    const kind = configMap?.isSecret === true ? 'Secret' : 'ConfigMap';
    const takers = this.#reading.declarations.flatMap((each) =>
      each.kind === 'workload' &&
      each.scope === configMap?.scope &&
      each.env.some(({ from }) => from?.kind === kind && from.name === configMap.name)
        ? [applicationOfWorkload(each, this.#context).id]
        : [],
    );
    return new Set(
      this.#clients.filter(({ application }) => takers.includes(application)).map(({ component }) => component),
    );
  }

  #addServers(servers: readonly RecognisedServer[]): void {
    for (const server of servers) {
      this.#deployments.push(server.deployment);
      this.#mentioning.push(server);
    }
  }

  #addClients(recognised: RecognisedClients): void {
    const { application, clients } = recognised;
    if (clients.length === 0) return;
    this.#clients.push(...clients);
    this.#mentioning.push(recognised);
    if (!this.#applications.has(application.id)) this.#applications.set(application.id, application);
  }

  #baseOf(component: string, name: string): string {
    return `${component}:${name}@${this.#context.uri}`;
  }

  /** Unique in the workspace and stable while the names in the file stay. */
  readonly #idOf = (component: string, name: string): string => this.#next(this.#baseOf(component, name));

  #next(base: string): string {
    const count = (this.#ids.get(base) ?? 0) + 1;
    this.#ids.set(base, count);
    return count === 1 ? base : `${base}#${count}`;
  }
}

function componentsOf(servers: readonly RecognisedServer[]): ReadonlySet<string> {
  const running = servers.filter(({ deployment }) => deployment.state === 'active');
  return new Set(running.map(({ deployment }) => deployment.component));
}
