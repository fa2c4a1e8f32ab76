import type { Anchor } from './anchor.ts';
import type { Environment } from './environment.ts';
import type { Fact } from './fact.ts';
import type { NetworkUse, OwnName } from './network.ts';
import type { Origin } from './origin.ts';
import type { LabelSelector } from './selector.ts';

/**
 * What the formats have in common, before anything is recognised. An extractor of a format produces these and nothing
 * else; `recognise/` turns them into deployments and clients with the tables of the knowledge base.
 */
export type Declaration = Workload | PropertySet | Resource | Service | DisruptionBudget | ValuesTree | BuildModule;

/** A text with its place; `value: undefined` where it cannot be known from the file (`${TAG}` without a default, a Secret). */
export interface Sourced {
  readonly value: string | undefined;
  /** As written, for messages. */
  readonly raw: string;
  readonly at: Anchor;
  /**
   * Only where `value` is undefined but a part is known: the text with defaults filled in and every unknown part as
   * `${NAME}`, the same in every format (`nacos/nacos-server:${NACOS_VERSION}`, `${POD_IP}:2181`, `${.Values.host}`).
   */
  readonly pattern?: string;
  /** Where the parts of the value come from that are not written at `at`: variables and properties that were filled in, in order. */
  readonly via?: readonly Origin[];
  /** The statement this one stands over: the next weaker one of the same thing, with its own `overrides`. */
  readonly overrides?: Overridden;
}

/** A statement that is not in force; `name` where it spells the thing in another way than the one that is. */
export interface Overridden extends Sourced {
  readonly name?: string;
}

/** One environment variable of a container. */
export interface Variable extends Sourced {
  readonly name: string;
  /** The entry of a ConfigMap or Secret it takes its value from. */
  readonly from?: { readonly kind: ConfigKind; readonly name: string; readonly key: string };
  /** The field of the pod it takes its value from: `metadata.name`. */
  readonly field?: string;
}

export type ConfigKind = 'ConfigMap' | 'Secret';

/** A ConfigMap or Secret whose entries a container takes as variables; `value` is its name. */
export interface EnvSource extends Sourced {
  readonly kind: ConfigKind;
  /** Put before the names of its entries. */
  readonly prefix?: string;
  /** Its entries were found and are among the variables. */
  readonly isRead?: true;
}

/** A file of variables for a container. */
export interface EnvFile extends Sourced {
  /** Whether its variables are among those of the container already. */
  readonly isRead?: true;
  /** Started without it where it is not there. */
  readonly isOptional?: true;
  /** Nothing is filled in, and quotes stay. */
  readonly isRaw?: true;
}

/** One word of a container's command line, split as the shell (string form) or as given (list form). */
export type Word = Sourced;

export interface Port {
  /** Port on the host or of the Service; undefined where it is not published. */
  readonly published: number | undefined;
  readonly target: number;
  /** Host address the port is bound to, where one is given (`127.0.0.1`). */
  readonly address?: string;
  readonly at: Anchor;
}

export interface Mount {
  /** Path inside the container. */
  readonly target: string;
  readonly kind: 'volume' | 'bind' | 'empty' | 'claim' | 'config' | 'secret' | 'memory' | 'other';
  /** Name of the volume, claim or ConfigMap, or the host path. */
  readonly source?: string;
  /** Keys of the ConfigMap that are mounted, where not all of them are. */
  readonly items?: readonly string[];
  /** Ways from `target` to keys of the ConfigMap that are put into folders below it. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Names that keys of the ConfigMap have in the container, where these are other names. */
  readonly shownAs?: Readonly<Record<string, string>>;
  readonly readOnly?: boolean;
  readonly at: Anchor;
}

/** What keeps the pods of one workload on different nodes, zones or the like. */
export interface Spread {
  /** `host-port`: a port of the node itself, which only one pod on it can have. */
  readonly by: 'anti-affinity' | 'topology-spread' | 'host-port';
  /** Label of nodes that must differ: `kubernetes.io/hostname`, `topology.kubernetes.io/zone`. */
  readonly topologyKey: string;
  /** A pod waits where it cannot be kept; otherwise it is started all the same. */
  readonly required: boolean;
  readonly at: Anchor;
}

/** One container that is started: a compose service, or a container of a Kubernetes workload. */
export interface Workload {
  readonly kind: 'workload';
  /** Compose service, or name of the Deployment / StatefulSet / … */
  readonly name: string;
  /** Kubernetes container name; the service name in compose. */
  readonly container: string;
  /** The key of the service, or `metadata.name`. */
  readonly at: Anchor;
  readonly image: Sourced | undefined;
  readonly env: readonly Variable[];
  /** Files named by `env_file`, as written. */
  readonly envFiles: readonly EnvFile[];
  /** What is taken whole (`envFrom`). */
  readonly envFrom: readonly EnvSource[];
  /** `entrypoint` and `command` (Kubernetes: `command` and `args`) in order. */
  readonly words: readonly Word[];
  /** Declared number of instances; `value: undefined` where the number is a variable. `from: 'default'` with 1 where nothing is said. */
  readonly replicas: Fact<number>;
  /** Names that reach it within `scope`: service name, container_name, hostname, network aliases, links. */
  readonly hosts: readonly string[];
  readonly ports: readonly Port[];
  readonly mounts: readonly Mount[];
  readonly labels: Readonly<Record<string, string>>;
  /** Where its host names hold: the URI of a compose file's folder, or `namespace:<name>` (`namespace:` where none is given). */
  readonly scope: string;
  /** Where the object itself says one (its namespace); otherwise the file's. */
  readonly environment?: Environment;
  readonly controller:
    | 'compose'
    | 'Deployment'
    | 'StatefulSet'
    | 'DaemonSet'
    | 'ReplicaSet'
    | 'ReplicationController'
    | 'Pod'
    | 'Job'
    | 'CronJob'
    | 'other';
  readonly role: 'main' | 'init' | 'job';
  /** Compose builds it from sources here, so its image name says little. */
  readonly builds: boolean;
  /** The folder it is built from, as written. */
  readonly buildContext?: Sourced;
  /** An override, patch or template fragment: that something is absent from it means nothing. */
  readonly partial: boolean;
  /** Template of StatefulSet volume claims: mounts of these names survive the pod. */
  readonly claims: readonly string[];
  readonly hostNetwork: boolean;
  /** Kubernetes: how its pods are kept apart; absent where nothing says so. */
  readonly spread?: readonly Spread[];
  /** StatefulSet: the name of the Service that gives its pods names of their own. */
  readonly governedBy?: Sourced;
  /** What the Spring application it runs has in force, where that is known. */
  readonly spring?: SpringRun;
  /** Compose profiles it is started under; absent: always. */
  readonly profiles?: readonly string[];
  /** None of its profiles is on: it is not started. */
  readonly isOff?: true;
  /** The compose service whose network it shares, also where that is itself: that one's machine is its own. */
  readonly networkOf?: string;
  /** Compose networks it is attached to; absent where that is not known, or where there are none as in Kubernetes. */
  readonly networks?: readonly NetworkUse[];
  /** What names mean inside the container alone. */
  readonly ownNames?: readonly OwnName[];
  readonly dependsOn: readonly Sourced[];
}

/** A Spring application in a container: its files under the profiles that the container turns on. */
export interface SpringRun {
  /** The folder of its files; absent where they are not known. */
  readonly home?: string;
  /** Of its files, with placeholders filled in, also from what the container says. */
  readonly properties: readonly Property[];
  /** Of `spring.application.json`: weaker than arguments, stronger than system properties and variables. */
  readonly json: readonly Property[];
  /** Of a configuration centre that is asked before all else: stronger than arguments. */
  readonly above?: readonly Property[];
  /** What the profiles that the container turns on say. */
  readonly environment?: Environment;
}

/** One property with its place. Names are as written; `recognise/relaxed-name.ts` compares them. */
export interface Property extends Sourced {
  /** Full dotted name, list indices as `[0]`. */
  readonly name: string;
}

/** A set of properties that is in force together: one document of a Spring file, one native configuration file, one `.env` file. */
export interface PropertySet {
  readonly kind: 'properties';
  readonly dialect: 'spring' | 'env' | 'native';
  /** For `native`: the file's base name (`zoo.cfg`, `redis.conf`, `server.properties`). */
  readonly fileName: string;
  readonly at: Anchor;
  /** `spring.application.name`, or the name its folder gives; undefined where unknown. */
  readonly application: string | undefined;
  /** Profiles under which it holds; empty: always. */
  readonly profiles: readonly string[];
  /** What its profiles say; absent where they say nothing, then the file's holds. */
  readonly environment?: Environment;
  readonly properties: readonly Property[];
  /** All that is in force under its profiles: nothing is said beside it. */
  readonly whole?: true;
  /** No word of it concerns a component: it counts together with other sets only. */
  readonly isAside?: true;
  /** Where it is embedded: the ConfigMap and its key. The plain entries of a ConfigMap are one `env` set with the empty key. */
  readonly configMap?: {
    readonly name: string;
    readonly key: string;
    readonly scope: string;
    readonly isSecret?: true;
    /** Read for those that refer to it only; on its own it says nothing. */
    readonly isEncoded?: true;
  };
}

/** A Kubernetes object that is no core workload: an operator's custom resource. Read by paths of the knowledge base. */
export interface Resource {
  readonly kind: 'resource';
  /** API group without version: `kafka.strimzi.io`. */
  readonly group: string;
  readonly version: string;
  readonly type: string;
  readonly name: string;
  readonly scope: string;
  /** Where the object itself says one (its namespace); otherwise the file's. */
  readonly environment?: Environment;
  readonly at: Anchor;
  readonly labels: Readonly<Record<string, string>>;
  /** Scalars of the object by dotted path (`spec.kafka.config.min.insync.replicas` keeps its dots; list items as `[0]`). */
  readonly fields: readonly Property[];
  readonly partial: boolean;
}

/** A Kubernetes Service: gives names to the workloads its selector matches. */
export interface Service {
  readonly kind: 'service';
  readonly name: string;
  readonly scope: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly Port[];
  readonly type: string;
  readonly headless: boolean;
  /** The name that one of type `ExternalName` stands for. */
  readonly externalName?: string;
  /** It selects no pods: EndpointSlices of its own, or nobody, say where it leads. */
  readonly withoutSelector?: true;
  readonly at: Anchor;
}

/** A Kubernetes PodDisruptionBudget: how many pods of those it selects must stay while others are evicted. */
export interface DisruptionBudget {
  readonly kind: 'budget';
  readonly name: string;
  readonly scope: string;
  /** `metadata.name`. */
  readonly at: Anchor;
  /** What is known of it; undefined where it selects nothing whatever the labels are, and where nothing is known. */
  readonly selector: LabelSelector | undefined;
  /** A template fills in a part of the selector. */
  readonly isOpen?: true;
  readonly by: 'minAvailable' | 'maxUnavailable';
  /** A number of pods, or a percentage with its sign. */
  readonly limit: Sourced;
  /** A patch or a template fragment: what is absent from it means nothing. */
  readonly partial: boolean;
}

/** Values of a Helm chart (or a Helm chart's values inside another resource): scalars by dotted path. */
export interface ValuesTree {
  readonly kind: 'values';
  readonly at: Anchor;
  readonly fields: readonly Property[];
  /** Places of the maps, by dotted path. */
  readonly maps: ReadonlyMap<string, Anchor>;
  readonly files?: readonly ValuesFile[];
  /** Charts that are installed with these values, where the chart itself is known. */
  readonly charts?: readonly ChartUse[];
  /** The name of the release they are for. */
  readonly release?: string;
  /** Where the release itself says one; otherwise the file's. */
  readonly environment?: Environment;
  /** Where its names hold; absent: the folder of the file. */
  readonly scope?: string;
}

/** A component's own configuration file that stands as a text among the values of a chart. */
export interface ValuesFile {
  /** Dotted path of the text: `redis.commonConfiguration`. */
  readonly path: string;
  /** The name the component knows: `redis.conf`. */
  readonly fileName: string;
  readonly properties: readonly Property[];
}

/** A chart that another chart brings. */
export interface ChartUse {
  /** Key of its values. */
  readonly key: string;
  /** Its own name, which an alias hides. */
  readonly chart: string;
  /** What its condition and tags come to. */
  readonly on: boolean;
  /** A release of its own: it stands where it is named, wherever its values are written. */
  readonly isRelease?: true;
  /** Its entry in the list of dependencies. */
  readonly at: Anchor;
}

/** A library as a build file names it. Texts that hold a variable have no `value` and the variable as `${name}` in `pattern`. */
export interface Library {
  readonly group: Sourced;
  readonly artifact: Sourced;
  /** Undefined where the build decides it elsewhere. */
  readonly version: Sourced | undefined;
  readonly at: Anchor;
  /** In a catalogue: how scripts name it, `libs.spring.kafka`. */
  readonly alias?: string;
}

/** A Gradle plugin with the version the file gives it. */
export interface Plugin {
  readonly id: Sourced;
  readonly version: Sourced | undefined;
  /** Only put on the class path here: `apply false`. */
  readonly applied: boolean;
  /** In a catalogue: how scripts name it, `libs.plugins.spring.boot`. */
  readonly alias?: string;
}

/** An entry of a catalogue that a script takes by its name there. */
export interface AliasUse {
  readonly name: string;
  readonly use: 'dependency' | 'import' | 'plugin' | 'offered-plugin';
  readonly at: Anchor;
}

/**
 * What one build file says, as text: nothing is run. A `module` is what is built in its folder; `shared` is what a Gradle script
 * says for the projects below its folder; `settings` the versions of plugins for all of them; a `catalog` names versions and
 * libraries for others; `script` is applied by others.
 */
export interface BuildModule {
  readonly kind: 'build';
  readonly tool: 'maven' | 'gradle';
  readonly role: 'module' | 'shared' | 'settings' | 'catalog' | 'script';
  /** URI of the folder it is in. */
  readonly folder: string;
  readonly uri: string;
  readonly at: Anchor;
  /** Undefined where it does not name itself. The parent's group and version hold where it says none. */
  readonly self:
    | { readonly group: Sourced | undefined; readonly artifact: Sourced; readonly version: Sourced | undefined }
    | undefined;
  readonly parent: (Library & { readonly relativePath: string }) | undefined;
  /** Maven's properties; the variables of a Gradle script; the versions of a catalog as `libs.versions.kafka`. */
  readonly properties: readonly Property[];
  /** Versions it decides for libraries without deciding that they are used. */
  readonly managed: readonly Library[];
  /** Bills of materials it takes versions from, in order. */
  readonly imports: readonly Library[];
  readonly dependencies: readonly Library[];
  readonly plugins: readonly Plugin[];
  readonly aliases: readonly AliasUse[];
  /** Of a catalogue: the libraries that a script takes at once as `libs.bundles.kafka`, by their aliases. */
  readonly bundles: Readonly<Record<string, readonly string[]>>;
  /** Other scripts it applies, by their path from its folder or from that of the build's settings. */
  readonly applies: readonly { readonly path: string; readonly from: 'folder' | 'root'; readonly at: Anchor }[];
  /** Of the settings of a Gradle build: catalogues are made in the script itself, or published ones are taken. */
  readonly makesCatalogs?: true;
  /** It builds nothing itself: Maven's packaging `pom`. */
  readonly aggregates: boolean;
}
