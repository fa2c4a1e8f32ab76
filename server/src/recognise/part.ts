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
import { configOfWorkload } from './config.ts';
import type { Context } from './context.ts';
import { serversOfValues } from './chart.ts';
import { lookupOf } from './lookup.ts';
import { serverOfProperties, serversIn } from './native.ts';
import { declaredIntents } from './purpose.ts';
import { serversOfResource } from './resource.ts';
import { deploymentOf, runningOf, toolOf, type RecognisedServer } from './server.ts';

/** What an extractor found in one file. */
export interface Reading extends Pick<Part, 'uri' | 'format' | 'status' | 'problems' | 'environment' | 'annotations'> {
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
  return builder.part();
}

class PartBuilder {
  readonly #reading: Reading;
  readonly #context: Context;
  readonly #deployments: Deployment[] = [];
  readonly #clients: Client[] = [];
  readonly #applications = new Map<string, Application>();
  readonly #tools: Tool[] = [];
  readonly #mentions: Mention[] = [];
  readonly #ids = new Map<string, number>();

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
      const servers = serversOfValues(declaration, this.#context, this.#idOf);
      this.#addServers(servers);
      this.#addClients(clientsOfValues(declaration, componentsOf(servers), this.#context, this.#idOf));
    }
  }

  part(): Part {
    const { uri, format, status, problems, environment, annotations, declarations } = this.#reading;
    const intents = declaredIntents(annotations, [
      ...this.#clients.map(({ at }) => at),
      ...this.#deployments.map(({ declaredAt }) => declaredAt),
    ]);
    return {
      uri,
      format,
      status,
      problems,
      environment,
      deployments: this.#deployments.map((deployment) => ({
        ...deployment,
        environment: intents.get(deployment.declaredAt)?.environment ?? deployment.environment,
      })),
      clients: this.#clients.map((client) => ({ ...client, ...intents.get(client.at) })),
      applications: [...this.#applications.values()],
      services: declarations.filter((each) => each.kind === 'service'),
      workloads: declarations.filter((each) => each.kind === 'workload'),
      resources: declarations.filter((each) => each.kind === 'resource'),
      tools: this.#tools,
      annotations,
      mentions: this.#mentions,
    };
  }

  #addWorkload(workload: Workload): void {
    const config = configOfWorkload(workload);
    const running = runningOf(workload, config, this.#context.lookup);
    if (running.kind === 'tool') {
      this.#tools.push(toolOf(workload, running, config));
      return;
    }
    const servers = new Set<string>();
    if (running.kind === 'server') {
      servers.add(running.component);
      this.#addServers([
        deploymentOf(workload, running, { ...this.#context, id: this.#idOf(running.component, workload.name) }),
      ]);
    }
    // Init containers and jobs prepare something; what they connect to, they do not use.
    if (workload.role === 'main' || workload.controller === 'CronJob')
      this.#addClients(clientsOfWorkload(workload, config, servers, this.#context, this.#idOf));
  }

  #addProperties(set: PropertySet): void {
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
    this.#addClients(clientsOfSet(set, this.#inheritedBy(set), componentsOf(servers), this.#context, this.#idOf));
  }

  /** What documents without a profile say in the same file also holds for those with one. */
  #inheritedBy(set: PropertySet): PropertySet['properties'] {
    if (set.profiles.length === 0) return [];
    return this.#reading.declarations.flatMap((each) =>
      each.kind === 'properties' && each !== set && each.dialect === set.dialect && each.profiles.length === 0
        ? each.properties
        : [],
    );
  }

  #addServers(servers: readonly RecognisedServer[]): void {
    for (const { deployment, mentions } of servers) {
      this.#deployments.push(deployment);
      for (const mention of mentions) this.#mentions.push(mention);
    }
  }

  #addClients({ application, clients, mentions }: RecognisedClients): void {
    if (clients.length === 0) return;
    this.#clients.push(...clients);
    for (const mention of mentions) this.#mentions.push(mention);
    if (!this.#applications.has(application.id)) this.#applications.set(application.id, application);
  }

  /** Unique in the workspace and stable while the names in the file stay. */
  readonly #idOf = (component: string, name: string): string => {
    const base = `${component}:${name}@${this.#context.uri}`;
    const count = (this.#ids.get(base) ?? 0) + 1;
    this.#ids.set(base, count);
    return count === 1 ? base : `${base}#${count}`;
  };
}

function componentsOf(servers: readonly RecognisedServer[]): ReadonlySet<string> {
  const running = servers.filter(({ deployment }) => deployment.state === 'active');
  return new Set(running.map(({ deployment }) => deployment.component));
}
