import { contains, type Span } from '../base/span.ts';
import type { Anchor } from '../model/anchor.ts';
import { type Chain, countChainsIn, states } from '../model/chain.ts';
import type { Annotation, Client, Deployment, Endpoint, Mention, Part, Tool } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';

/** What stands at a position, from the most particular to the most general: the reader points at one thing. */
export type Target =
  | { readonly kind: 'rule'; readonly id: string; readonly span: Span }
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint; readonly owner: Client | Deployment; readonly span: Span }
  | {
      readonly kind: 'setting';
      readonly mention: Mention;
      readonly owner: Client | Cluster | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: 'deployment';
      readonly deployment: Deployment;
      readonly cluster: Cluster | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: 'count';
      readonly at: Anchor;
      /** Those that hold the statement at the place, in force or not. */
      readonly chains: readonly Chain[];
      readonly span: Span;
    }
  | { readonly kind: 'client'; readonly client: Client; readonly span: Span }
  | { readonly kind: 'tool'; readonly tool: Tool; readonly span: Span };

/** All targets at an offset, the most particular one first. */
export function targetsAt(project: Project, uri: string, offset: number): readonly Target[] {
  const part = project.part(uri);
  if (part === undefined) return [];
  const found = [
    ...rules(part.annotations),
    ...endpoints(part),
    ...settings(project, part, offset),
    ...counts(project, uri, offset),
    ...deployments(project, part, offset),
    ...budgets(project, uri, offset),
    ...clients(part),
    ...tools(part),
  ];
  return found.filter((target) => contains(target.span, offset));
}

/** The cluster a deployment is a member or helper of. */
export function clusterOf(project: Project, deployment: string): Cluster | undefined {
  return project
    .system()
    .clusters.find(({ deployments, helpers }) => [...deployments, ...helpers].some(({ id }) => id === deployment));
}

/** What an anchor marks: the whole pair on hover, since both halves speak of the same thing. */
function spanOfPair({ key, value, sub }: Anchor): Span | undefined {
  if (sub !== undefined) return sub;
  if (key === undefined || value === undefined) return key ?? value;
  return { start: Math.min(key.start, value.start), end: Math.max(key.end, value.end) };
}

function spanOfEndpoint({ at }: Endpoint): Span | undefined {
  return at.sub ?? at.value;
}

function* rules(annotations: readonly Annotation[]): Iterable<Target> {
  for (const annotation of annotations) {
    if (annotation.kind !== 'suppression') continue;
    for (const { id, span } of annotation.rules) yield { kind: 'rule', id, span };
  }
}

function* endpoints(part: Part): Iterable<Target> {
  for (const client of part.clients) {
    for (const endpoint of client.endpoints) {
      const span = endpoint.at.uri === part.uri ? spanOfEndpoint(endpoint) : undefined;
      if (span !== undefined) yield { kind: 'endpoint', endpoint, owner: client, span };
    }
  }
  for (const deployment of part.deployments) {
    for (const endpoint of deployment.members) {
      const span = endpoint.at.uri === part.uri ? spanOfEndpoint(endpoint) : undefined;
      if (span !== undefined) yield { kind: 'endpoint', endpoint, owner: deployment, span };
    }
  }
}

/** Asks for clusters only at the offset: a file has many mentions, and a workspace many clusters. */
function* settings(project: Project, part: Part, offset: number): Iterable<Target> {
  for (const mention of part.mentions) {
    const span = spanOfPair(mention.at);
    if (span === undefined || !contains(span, offset)) continue;
    const client = part.clients.find(({ id }) => id === mention.owner);
    yield { kind: 'setting', mention, owner: client ?? clusterOf(project, mention.owner), span };
  }
}

/** Numbers of instances of which one stands over another. */
function* counts(project: Project, uri: string, offset: number): Iterable<Target> {
  const chains = countChainsIn(project.system(), uri);
  for (const at of chains.flatMap(({ facts }) => facts.flatMap((fact) => fact.at))) {
    const span = at.uri === uri ? spanOfPair(at) : undefined;
    if (span === undefined || !contains(span, offset)) continue;
    yield { kind: 'count', at, chains: chains.filter((chain) => states(chain, at)), span };
    return;
  }
}

function* deployments(project: Project, part: Part, offset: number): Iterable<Target> {
  for (const deployment of part.deployments) {
    for (const span of [oneLine(deployment.at), deployment.declaredAt.key]) {
      if (span === undefined || !contains(span, offset)) continue;
      yield { kind: 'deployment', deployment, cluster: clusterOf(project, deployment.id), span };
    }
  }
}

/** What a PodDisruptionBudget is over, at its name and at its limit. */
function* budgets(project: Project, uri: string, offset: number): Iterable<Target> {
  for (const cluster of project.system().clusters)
    for (const deployment of [...cluster.deployments, ...cluster.helpers])
      for (const { budget } of deployment.budgets ?? [])
        for (const at of [budget.at, budget.limit.at]) {
          const span = at.uri === uri ? spanOfPair(at) : undefined;
          if (span === undefined || !contains(span, offset)) continue;
          yield { kind: 'deployment', deployment, cluster, span };
          return;
        }
}

/** The pair where it is one value, else the key: pointing into a block is not pointing at its owner. */
function oneLine(at: Anchor): Span | undefined {
  return at.part === 'key' ? at.key : spanOfPair(at);
}

function* clients(part: Part): Iterable<Target> {
  for (const client of part.clients) {
    const span = oneLine(client.at);
    if (span !== undefined) yield { kind: 'client', client, span };
  }
}

function* tools(part: Part): Iterable<Target> {
  for (const tool of part.tools) {
    const span = spanOfPair(tool.at);
    if (span !== undefined) yield { kind: 'tool', tool, span };
  }
}
