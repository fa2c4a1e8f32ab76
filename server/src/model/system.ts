import { placeKey, type Anchor } from './anchor.ts';
import type { Environment } from './environment.ts';
import type { Fact } from './fact.ts';
import type { Application, Client, Deployment, Endpoint, Part, State, Topology } from './part.ts';

/** Deployments that form one logical server. */
export interface Cluster {
  readonly kind: 'cluster';
  /** `<component>@<relative path>`, with `#2` … where a file has several. Stable across unrelated edits. */
  readonly id: string;
  readonly component: string;
  readonly name: string;
  /** First line of evidence of the first member. */
  readonly at: Anchor;
  /** In the order of the files. Helpers that hold no data (sentinels, controllers) are in `helpers`. */
  readonly deployments: readonly Deployment[];
  readonly helpers: readonly Deployment[];
  readonly topology: Topology;
  /** Data or voting members of the logical cluster; `value: undefined` where unknown. */
  readonly nodes: Fact<number>;
  readonly version: Fact;
  readonly environment: Environment;
  readonly state: State;
  readonly partial: boolean;
}

/** A client that reaches a cluster of the workspace, or something outside it. */
export interface Link {
  readonly client: Client;
  /** Undefined: nothing in the workspace answers to that endpoint. */
  readonly cluster: Cluster | undefined;
  readonly endpoints: readonly Endpoint[];
}

/** Everything that is known of the workspace at one moment. */
export interface System {
  readonly parts: readonly Part[];
  readonly clusters: readonly Cluster[];
  readonly clients: readonly Client[];
  readonly applications: readonly Application[];
  readonly links: readonly Link[];
  /** Files that are in force only as part of the views of other files: their URIs, and those of the views. */
  readonly coveredBy: ReadonlyMap<string, readonly string[]>;
}

/** Those that are not switched off, each once: several views may hold what one place declares. */
export function activeClusters({ clusters }: Pick<System, 'clusters'>): readonly Cluster[] {
  const active = clusters.filter(({ state }) => state === 'active');
  const byPlace = new Map(active.map((cluster) => [`${cluster.component} ${placeKey(cluster.at)}`, cluster]));
  return [...byPlace.values()];
}
