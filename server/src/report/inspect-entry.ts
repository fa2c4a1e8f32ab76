import { budgetsOver, budgetText } from '../describe/budget.ts';
import { chainText } from '../describe/fact.ts';
import type { Texts } from '../describe/texts.ts';
import { plainWriting } from '../describe/writing.ts';
import { countChains } from '../model/chain.ts';
import type { Environment } from '../model/environment.ts';
import type { Client, Deployment, Evidence, Purpose, State, Topology } from '../model/part.ts';
import { expectedShape, members } from '../model/query.ts';
import type { Cluster, Link } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { type InspectedSetting, inspectedSettings } from './inspect-setting.ts';
import { byPlace, type Place, placeOf } from './place.ts';

/** A connection of this file, or to what this file deploys. */
export interface InspectedLink {
  /** Name of the application that connects. */
  readonly client: string;
  readonly purpose: Purpose | null;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** What is in force for the connection. */
  readonly settings: readonly InspectedSetting[];
}

/** One component, kind and logical cluster (deployments) or connection (clients) in a file. */
export interface InspectedComponent extends Place {
  readonly component: string;
  readonly kind: 'deployment' | 'client';
  readonly name: string;
  readonly variant: string | null;
  readonly evidence: Evidence;
  /** Cluster it is part of or leads to; null where that is not in the workspace. */
  readonly cluster: string | null;
  readonly topology: Topology;
  readonly nodes: number | null;
  /** Of a deployment of which one number of instances stands over another: the chain in one sentence, in the display language. */
  readonly instances: string | null;
  /** Of a deployment: what PodDisruptionBudgets allow, one sentence each, in the display language. */
  readonly budgets: readonly string[];
  /** Of a deployment. */
  readonly version: string | null;
  /** The library a client is built with, where build files tell it. */
  readonly library: InspectedLibrary | null;
  readonly purpose: Purpose | null;
  readonly environment: Environment;
  readonly state: State;
  readonly endpoints: readonly string[];
  readonly links: readonly InspectedLink[];
  /** What is in force here, with where it comes from. */
  readonly settings: readonly InspectedSetting[];
}

export interface InspectedLibrary {
  /** `group:artifact`. */
  readonly name: string;
  readonly version: string;
  /** The version with what decides it, in the display language. */
  readonly text: string;
}

/** What entries are made with. */
export interface Context {
  readonly project: Project;
  readonly texts: Texts;
  /** Application id → name. */
  readonly names: ReadonlyMap<string, string>;
  readonly byClient: ReadonlyMap<string, readonly Link[]>;
  /** Clients of views that stand in another file than the view, by that file. */
  readonly placedElsewhere: ReadonlyMap<string, readonly Client[]>;
  readonly byCluster: ReadonlyMap<string | undefined, readonly Link[]>;
}

/**
 * A cluster as one file shows it.
 * @param holders whose settings are told; those of the file where none are named
 */
export function deploymentEntry(
  first: Deployment,
  cluster: Cluster,
  context: Context,
  holders = members(cluster).filter(({ uri }) => uri === first.uri),
): InspectedComponent {
  const links = (context.byCluster.get(cluster.id) ?? []).map(({ client }) => inspectedLink(client, context));
  return {
    component: cluster.component,
    kind: 'deployment',
    name: first.name,
    ...placeOf(first.at, context.project),
    variant: first.variant ?? null,
    evidence: first.evidence,
    cluster: cluster.id,
    topology: cluster.topology,
    nodes: cluster.nodes.value ?? null,
    instances: instancesOf(cluster, context),
    budgets: budgetsOver(cluster).map((held) => budgetText(held, context.texts, plainWriting(context.project))),
    version: first.release ?? cluster.version.value ?? null,
    library: null,
    purpose: null,
    environment: cluster.environment,
    state: cluster.state,
    endpoints: [],
    links: links.toSorted(byPlace((link) => link.client)),
    settings: inspectedSettings(cluster, holders, context.project, context.texts),
  };
}

function instancesOf(cluster: Cluster, { project, texts }: Context): string | null {
  const chains = countChains(cluster).map((chain) => chainText(chain, texts, plainWriting(project)));
  return chains.length === 0 ? null : texts.clauses(chains);
}

function inspectedLink(client: Client, { project, texts, names }: Context): InspectedLink {
  const { path, line, column } = placeOf(client.at, project);
  return {
    client: nameOf(client.application, names),
    purpose: client.purpose ?? null,
    path,
    line,
    column,
    settings: inspectedSettings(client, [client], project, texts),
  };
}

function libraryOf(client: Client, project: Project, texts: Texts): InspectedLibrary | null {
  const { library, version } = client;
  if (library === undefined || version.value === undefined) return null;
  const chain = { subject: client, setting: library, facts: [version] };
  return { name: library, version: version.value, text: chainText(chain, texts, plainWriting(project)) };
}

/** What a file says on its own may be of an application that no view knows. */
function nameOf(application: string, names: ReadonlyMap<string, string>): string {
  return (
    names.get(application) ??
    application.slice(Math.max(application.lastIndexOf('#'), application.lastIndexOf('/')) + 1)
  );
}

export function clientEntry(client: Client, { project, texts, names, byClient }: Context): InspectedComponent {
  const cluster = byClient.get(client.id)?.find((link) => link.cluster !== undefined)?.cluster;
  const { topology, nodes } = expectedShape(client);
  return {
    component: client.component,
    kind: 'client',
    name: nameOf(client.application, names),
    ...placeOf(client.at, project),
    variant: null,
    evidence: client.evidence,
    cluster: cluster?.id ?? null,
    topology,
    nodes: nodes ?? null,
    instances: null,
    budgets: [],
    version: null,
    library: libraryOf(client, project, texts),
    purpose: client.purpose ?? null,
    environment: client.environment,
    state: client.state,
    endpoints: client.endpoints.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)),
    links: [],
    settings: inspectedSettings(client, [client], project, texts),
  };
}
