import type { Purpose, Topology } from '../model/part.ts';

/** How the component is recognised as a server. */
export interface ServerRecognition {
  /** Repositories without registry host, exact: `nacos/nacos-server`, `bitnami/kafka`; a bare `redis` is also `library/redis`. */
  readonly images: readonly string[];
  /** Last path segment of a repository, exact, under any registry and organisation: mirrors of `redis` are Redis. */
  readonly imageNames: readonly string[];
  /** Same, for what is *not* the server: exporters, UIs, operators, init and back-up jobs, look-alikes. Exact, or `*suffix` / `prefix*`. */
  readonly tools: readonly string[];
  /**
   * What an image's repository, or else its last path segment, says beyond the component: `valkey` → variant `valkey`,
   * `redis-sentinel` → role `sentinel`. `idle`: the image runs nothing by itself and is the server only where a word of
   * `commands` starts it. `several`: one container runs several servers, whose number nobody writes.
   */
  readonly traits?: Readonly<
    Record<
      string,
      {
        readonly variant?: string;
        readonly role?: string;
        readonly topology?: Topology;
        readonly idle?: boolean;
        readonly several?: boolean;
      }
    >
  >;
  /** Environment variables that configure only this server; decide where the image says nothing (a variable, a private name, an `.env` file). A trailing `*` stands for any rest. */
  readonly env: readonly string[];
  /** Words of a command line that start this server: `redis-server`, `zkServer.sh`. They win over the image: Kafka images also carry ZooKeeper. */
  readonly commands: readonly string[];
  /** Words of a command line that use the server's image as a tool (`redis-cli`, `kafka-topics`), where no word of `commands` is present. */
  readonly toolCommands?: readonly string[];
  /** Words of a command line that run an application with the server's image (`spark-submit`), where no word of `commands` is present. */
  readonly applicationCommands?: readonly string[];
  /** `group/Kind` of operators' resources that declare it. */
  readonly resources: readonly ResourceRecognition[];
  /** Helm charts: the key of their values in an umbrella chart, with the keys that show that it is installed. */
  readonly charts: readonly ChartRecognition[];
  /** Base names of its own configuration files. */
  readonly files: readonly string[];
  /** Spring properties that only the server's own application file holds: prefixes (`nacos.core.auth`), or a name with the value that tells (`eureka.client.fetch-registry=false`). */
  readonly properties: readonly string[];
}

export interface ResourceRecognition {
  readonly kind: string;
  readonly role?: string;
  /** Dotted paths of the object. */
  readonly replicas?: string;
  /** How many the operator starts where the object says none. */
  readonly defaultReplicas?: number;
  /** A field that each item of a list of nodes has, in place of a number: `spec.brokers[*].id`. */
  readonly nodes?: string;
  readonly version?: string;
  readonly image?: string;
  readonly storage?: string;
  readonly topology?: Topology;
  /** Map whose keys are native settings, list of their lines or text of properties: `spec.kafka.config`. */
  readonly config?: string;
  /** Present only where the object declares this component too (Strimzi's `spec.zookeeper`). */
  readonly requires?: string;
  readonly when?: FieldCondition;
  /** Settings, without the component, for which the operator chooses a value of its own where the object says none. */
  readonly sets?: readonly string[];
  /** The object declares no server where this holds: an external cluster that is only connected to. */
  readonly unless?: FieldCondition;
}

/** Holds where a field of the object has one of these values; `*` at either end of a value stands for any text. */
export interface FieldCondition {
  readonly path: string;
  readonly values: readonly string[];
}

export interface ChartRecognition {
  /** Key of the sub-chart in values, or of the component's section: `zookeeper`. */
  readonly key: string;
  /** At least one of these must be under the key; empty: the key itself is a scalar `true` (`components.zookeeper: true`). */
  readonly with: readonly string[];
  /** None of these may be under the key: an address says that the server is elsewhere. */
  readonly without?: readonly string[];
  /** Each of these must be beside the key: a key that other charts have as well (`broker` beside `bookkeeper` is Pulsar's). */
  readonly beside?: readonly string[];
  readonly replicas?: string;
  /** Key beside this one that holds repository and tag, where the section itself names no image (`cephImage` beside `cephClusterSpec`). */
  readonly image?: string;
  readonly topology?: Topology;
}

/** How a use of the component is recognised. */
export interface ClientRecognition {
  /** Any of these properties present makes a client. Names in kebab-case; `*` is one segment, a trailing `.**` is everything below, a leading `**.` any segments (also none). */
  readonly properties: readonly ClientProperty[];
  /** Exact environment variables holding an endpoint. */
  readonly env: readonly ClientVariable[];
  /** Words of a variable or property name that mean this component next to an address word: `KAFKA` in `ORDERS_KAFKA_BROKERS`. */
  readonly words: readonly string[];
  /** URL schemes: `redis`, `rediss`, `nacos`. */
  readonly schemes: readonly string[];
  /** `group/Kind` of resources that use it, with the path of its endpoints. */
  readonly resources: readonly ClientResource[];
  /** Libraries of which one is the client in Java, `group:artifact`; the first one that a module uses, else the first one it knows. */
  readonly artifacts?: readonly string[];
}

export interface ClientResource {
  readonly kind: string;
  /** Dotted path of the endpoints; `list[name=redisHost].value` picks an item of a list by a scalar it holds, `list[*]` any item. */
  readonly endpoints?: string;
  readonly purpose?: Purpose;
  readonly when?: FieldCondition;
}

export interface ClientProperty {
  readonly name: string;
  readonly purpose?: Purpose;
  /** What the value is. `host` and `port` of one client are put together. `presence`: no address is expected. */
  readonly holds: 'endpoints' | 'host' | 'port' | 'presence';
  readonly mode?: Topology;
  /** Counts only with one of these values (`spring.session.store-type: redis`). */
  readonly values?: readonly string[];
}

export interface ClientVariable {
  readonly name: string;
  readonly purpose?: Purpose;
  readonly mode?: Topology;
  /** Holds no endpoint and counts only with one of these values (`CACHE_TYPE=redis`). */
  readonly values?: readonly string[];
}

/** A property (or variable) that turns uses of the component off, with the values that do. */
export interface Switch {
  readonly property: string;
  readonly off: readonly string[];
  /**
   * Which clients it governs; absent: all clients of the component in that application. An address without a purpose is off when
   * each purpose that is switched under its prefix is.
   */
  readonly purpose?: Purpose;
  /** Only governs properties under this prefix. */
  readonly prefix?: string;
  /** Turns nothing off where this property has a value. */
  readonly unless?: string;
}

/** A selector that makes a use live only for some of its values (`cache.type: redis`). */
export interface Selector {
  readonly property: string;
  /** Values under which the component is used. */
  readonly on: readonly string[];
  readonly prefix?: string;
}
