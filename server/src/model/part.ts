import type { Span } from '../base/span.ts';
import type { Anchor } from './anchor.ts';
import type { Environment } from './environment.ts';
import type { Budget } from './budget.ts';
import type { Fact } from './fact.ts';
import type { NetworkUse, OwnName } from './network.ts';
import type { AppliedFiles } from './view.ts';
import type {
  BuildModule,
  DisruptionBudget,
  Mount,
  Port,
  Resource,
  Service,
  Sourced,
  Variable,
  Workload,
} from './declaration.ts';

export type Format =
  | 'compose'
  | 'spring'
  | 'kubernetes'
  | 'helm-values'
  | 'helm-template'
  | 'helm-chart'
  | 'helmfile'
  | 'kustomize'
  | 'native'
  | 'other';

/** How much of a file could be read. `skipped`: looked at and left aside on purpose (a template, too large, not ours). */
export type Status = 'ok' | 'partial' | 'unreadable' | 'skipped';

/** Something that kept us from reading all of a file. `code` names a phrase `problem.<code>` of the knowledge base. */
export interface Problem {
  readonly code: string;
  readonly args?: Readonly<Record<string, string | number>>;
  readonly span?: Span;
}

export type Evidence = 'image' | 'property' | 'env' | 'argument' | 'url' | 'resource' | 'native-file' | 'chart';
export type Topology = 'standalone' | 'replicated' | 'sentinel' | 'cluster' | 'unknown';
/** What an application uses a component for. */
export const purposes = [
  'registry',
  'config',
  'cache',
  'lock',
  'session',
  'messaging',
  'transaction',
  'storage',
  'search',
  'coordination',
] as const;
export type Purpose = (typeof purposes)[number];
/** `inactive`: turned off by its own switch or selector; kept, shown as off, never judged. */
export type State = 'active' | 'inactive';

/** Declared settings by canonical id (`kafka:min.insync.replicas`). Several facts where it is written more than once; the last one wins. */
export type Settings = ReadonlyMap<string, readonly Fact[]>;

/** One declared server process group. */
export interface Deployment {
  readonly kind: 'deployment';
  readonly id: string;
  readonly component: string;
  /** Product that is a variant of the component: `valkey`, `keydb`, `confluent-server`. */
  readonly variant: string | undefined;
  readonly name: string;
  /** First line of evidence. */
  readonly at: Anchor;
  /** The declaration as a whole: the service's key. */
  readonly declaredAt: Anchor;
  readonly evidence: Evidence;
  readonly uri: string;
  readonly image: Sourced | undefined;
  /** Version of the product, where the tag is the product's own numbering. */
  readonly version: Fact;
  /** Instances of this deployment. */
  readonly instances: Fact<number>;
  /** What these instances do: `sentinel` for Redis Sentinel, `controller` for a Kafka controller that stores nothing, `replica`, … */
  readonly role: string | undefined;
  /** Stated outright by a resource, chart or argument; otherwise inferred when clusters are formed. */
  readonly topology: Topology | undefined;
  /** Members named by the deployment's own configuration (server.N lines, voters, cluster nodes). */
  readonly members: readonly Endpoint[];
  readonly settings: Settings;
  readonly hosts: readonly string[];
  readonly scope: string;
  readonly ports: readonly Port[];
  readonly mounts: readonly Mount[];
  readonly claims: readonly string[];
  readonly spread?: Workload['spread'];
  readonly governedBy?: Workload['governedBy'];
  /** No Service has the name of `governedBy`: the one that selects its pods instead. */
  readonly governedInstead?: Service;
  readonly controller: Workload['controller'] | 'resource' | 'chart' | 'file';
  readonly env: readonly Variable[];
  readonly labels: Readonly<Record<string, string>>;
  readonly state: State;
  readonly environment: Environment;
  /** It may be a fragment, or settings of it stand where nobody looked: what is absent says nothing. */
  readonly partial: boolean;
  /** Its declaration may be a fragment: ports and mounts may be added, too. */
  readonly isFragment?: true;
  /** Settings for which its operator chooses a value where the object says none: no default of the product holds. */
  readonly setByOperator?: readonly string[];
  /** It has a command or arguments of its own, which may change variables before the server starts. */
  readonly hasOwnCommand?: true;
  /** Its image hands no environment variable on to the server, and no script does. */
  readonly ignoresVariables?: true;
  /** A script starts it, its command names a file that no known mount brings, it reads a centre, or a project built it for itself. */
  readonly isSetUpUnseen?: true;
  /** Storage a resource declares (`ephemeral`, `persistent-claim`), or undefined where mounts say it. */
  readonly storage: Fact | undefined;
  /** See `Workload.networks`. */
  readonly networks?: readonly NetworkUse[];
  /** Repository of the image without registry: `bitnami/kafka`; tells a distribution's own defaults. */
  readonly repository?: string;
  /** Version as the tag or the resource states it, also where the vendor counts on its own (`7.5.0` of cp-kafka). */
  readonly release?: string;
  /** Keys it has in common with the other deployments of its cluster: a cluster id, the same voters, an operator's label. */
  readonly identity?: readonly string[];
  /**
   * Configuration it takes from elsewhere: `file:<uri>` of an env file or a bind mount, with a slash at the end for what is in a
   * folder; `configmap:<scope>/<name>` for the plain entries of a ConfigMap, `…#<key>` for a file in it, `…#` for all its files;
   * `secret:…` the same for a Secret.
   */
  readonly takes?: readonly string[];
  /** Kubernetes: PodDisruptionBudgets over its pods, and those that are meant for it and select none. */
  readonly budgets?: readonly Budget[];
  /** Configuration that others can take from here, in the same words; only where `controller` is `file`. */
  readonly gives?: string;
}

/** `host:port` somewhere in a value. */
export interface Endpoint {
  readonly host: string;
  readonly port: number | undefined;
  readonly at: Anchor;
  /** A member that has no vote. */
  readonly isObserver?: true;
}

/** An application's use of a component. */
export interface Client {
  readonly kind: 'client';
  readonly id: string;
  readonly component: string;
  /** Id of the application. */
  readonly application: string;
  readonly at: Anchor;
  readonly evidence: Evidence;
  readonly uri: string;
  readonly scope: string;
  readonly purpose: Purpose | undefined;
  readonly endpoints: readonly Endpoint[];
  /** Mode the client is told to use: Redis sentinel / cluster, Redisson `singleServerConfig`. */
  readonly mode: Topology;
  readonly settings: Settings;
  /** Of the client library, where build files tell it; never that of a server. */
  readonly version: Fact;
  /** The library whose version that is: `org.apache.kafka:kafka-clients`. */
  readonly library?: string;
  /** The version of Spring Boot its application is built with. */
  readonly framework?: Fact;
  /** The properties that show it. */
  readonly shownBy?: readonly { readonly name: string; readonly at: Anchor }[];
  readonly state: State;
  readonly environment: Environment;
  readonly profiles: readonly string[];
  readonly partial: boolean;
  /** See `Workload.networks`. */
  readonly networks?: readonly NetworkUse[];
  /** See `Workload.networkOf`. */
  readonly networkOf?: string;
  /** See `Workload.ownNames`. */
  readonly ownNames?: readonly OwnName[];
  /** It runs in the network of the machine itself: ports that are published there are its own machine's. */
  readonly hostNetwork?: true;
}

/** What uses clients: a Spring application, or any workload whose variables or arguments name an endpoint. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly at: Anchor;
  readonly uri: string;
  readonly scope: string;
  readonly environment: Environment;
  /** It is a container: its host names are those of its scope, and nothing else is its own machine. */
  readonly isContainer?: true;
  /** The folder of the Spring files it runs with. */
  readonly home?: string;
}

/** An image that is known not to be the server: an exporter, a UI, an operator, a one-shot job. */
export interface Tool {
  readonly component: string;
  readonly name: string;
  readonly at: Anchor;
  /** Servers a one-shot job joins to one cluster (`redis-cli --cluster create h1:6379 h2:6379 …`), with the scope of their names. */
  readonly joins?: readonly Endpoint[];
  readonly scope?: string;
}

/** A comment that speaks to the reviewer: see `extract/annotation.ts`. */
export type Annotation =
  | {
      readonly kind: 'suppression';
      readonly scope: 'line' | 'next-line' | 'file' | 'object';
      /** Empty: every rule. */
      readonly rules: readonly { readonly id: string; readonly span: Span }[];
      readonly reason: string | undefined;
      /** ISO date after which it no longer holds. */
      readonly until: string | undefined;
      readonly span: Span;
      /** Zero-based line the suppression applies to; undefined for a file and an object. */
      readonly line: number | undefined;
      /** For an object: the part of the file it covers. */
      readonly covers?: Span;
    }
  | {
      readonly kind: 'intent';
      readonly purpose: string | undefined;
      readonly needs: readonly string[];
      readonly environment: string | undefined;
      readonly span: Span;
      readonly line: number;
    };

/** All that one file contributes. Pure: the same text, path and knowledge give the same part. */
export interface Part {
  readonly uri: string;
  readonly format: Format;
  readonly status: Status;
  readonly problems: readonly Problem[];
  readonly environment: Environment;
  readonly deployments: readonly Deployment[];
  readonly clients: readonly Client[];
  readonly applications: readonly Application[];
  readonly services: readonly Service[];
  readonly workloads: readonly Workload[];
  readonly resources: readonly Resource[];
  readonly tools: readonly Tool[];
  readonly annotations: readonly Annotation[];
  /** Every recognised spelling of a setting with its place, for hover and definition. */
  readonly mentions: readonly Mention[];
  readonly budgets?: readonly DisruptionBudget[];
  /** See `Extraction.applied`: the files it was put together from, where these are several. */
  readonly applied?: AppliedFiles;
  /** What build files say of the modules in them. */
  readonly modules?: readonly BuildModule[];
}

/** A recognised key: which setting of which component it spells. */
export interface Mention {
  readonly setting: string;
  readonly at: Anchor;
  /** Where its value stands, if that is elsewhere. */
  readonly states?: Anchor;
  /** Id of the deployment or client it belongs to. */
  readonly owner: string;
}
