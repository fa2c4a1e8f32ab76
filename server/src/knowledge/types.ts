import type { Localized } from '../base/language.ts';
import type { Environment } from '../model/environment.ts';
import type { Topology } from '../model/part.ts';
import type { ClientRecognition, Selector, ServerRecognition, Switch } from './recognition.ts';

/** Key into `knowledge/sources.yaml`. */
export type SourceKey = string;

/** A statement and where it was read. */
export interface Claim {
  readonly text: Localized;
  readonly sources: readonly SourceKey[];
}

export interface Source {
  readonly key: SourceKey;
  readonly title: string;
  readonly url: string;
  readonly publisher: string;
  /** ISO date on which the text was read. */
  readonly read: string;
}

/** `component/…` value types a setting can have; they decide parsing and what completion offers. */
export type SettingType =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'duration'
  | 'size'
  | 'enum'
  | 'endpoints'
  | 'list'
  | 'path';

/** A default, where the semver range holds for the component's version (`*` when none is given). */
export interface VersionedDefault {
  readonly versions: string;
  readonly value: string;
  /** Only for this distribution's image (a repository named in `recognise.images`). */
  readonly image?: string;
  readonly sources: readonly SourceKey[];
}

/** Every way to write one setting. Names are exact; the conventions of the component add the regular ones. */
export interface Spellings {
  /** Key in the component's own configuration file; also the key under a resource's config map. */
  readonly native?: readonly string[];
  /** Environment variables of the server's (or client's) container. */
  readonly env?: readonly string[];
  /** Spring properties in kebab-case; compared by relaxed binding. `*` stands for one segment. */
  readonly spring?: readonly string[];
  /** Command-line arguments: `--appendonly`, `-Dzookeeper.forceSync`. */
  readonly argument?: readonly string[];
  /** Paths in custom resources: `kafka.strimzi.io/Kafka spec.kafka.config.min.insync.replicas`. */
  readonly resource?: readonly string[];
  /** Paths below the component's section in the values of a Helm chart, where they differ from the native name: `configData.forceSync`. */
  readonly values?: readonly string[];
  /** Options of connection URLs: `readPreference`; `/` is the path, `jdbc:mysql:*` the word a driver has before the addresses. */
  readonly url?: readonly string[];
}

export interface ValueMeaning {
  /** Exact value, compared without case. */
  readonly value: string;
  readonly meaning: Localized;
}

export interface Setting {
  /** Canonical id: `kafka:min.insync.replicas`. */
  readonly id: string;
  readonly component: string;
  readonly side: 'server' | 'client';
  readonly type: SettingType;
  readonly title: Localized;
  readonly summary: Localized;
  readonly spellings: Spellings;
  readonly defaults: readonly VersionedDefault[];
  readonly values: readonly ValueMeaning[];
  /** What is safe for data one cannot lose. */
  readonly safe?: Localized;
  readonly unit?: string;
  readonly sources: readonly SourceKey[];
}

/** What a bill of materials outside a workspace decides. Libraries are `group:artifact`. */
export interface BillOfMaterials {
  readonly id: string;
  /** Others whose version says the same: a parent, starters of the same project. */
  readonly aliases: readonly string[];
  /** Libraries that have its own version. */
  readonly same: readonly string[];
  /** Property of the build → library whose version it changes. */
  readonly properties: Readonly<Record<string, string>>;
  /** `3.2` stands for all of 3.2.x; of several that fit the longest counts. */
  readonly lines: readonly {
    readonly version: string;
    readonly manages: Readonly<Record<string, string>>;
    readonly sources: readonly SourceKey[];
  }[];
}

export interface VersionLine {
  /** `3.9`. */
  readonly version: string;
  /** ISO date, or undefined where the vendor publishes none. */
  readonly released?: string;
  readonly endOfLife?: string;
  readonly ended?: boolean;
  readonly note?: Localized;
}

/** A distribution with a numbering and dates of its own. */
export interface VariantVersions {
  readonly name: string;
  readonly lines: readonly VersionLine[];
}

export interface Versions {
  readonly lines: readonly VersionLine[];
  /** By `variant` of the images' traits. */
  readonly variants?: Readonly<Record<string, VariantVersions>>;
  /** ISO date on which the table was checked. */
  readonly checked: string;
  readonly sources: readonly SourceKey[];
  /** Tags of these images are not the product's numbering: repository name → map from their major.minor to the product's (`cp-kafka: {"7.8": "3.8"}`). */
  readonly distributions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface TopologyNote {
  readonly topology: Topology | 'other';
  readonly title: Localized;
  /** What it survives and what it gives up. */
  readonly survives: Claim;
}

export interface Offer {
  readonly need: string;
  readonly answer: 'yes' | 'partly' | 'no';
  readonly why: Claim;
}

export interface Question {
  readonly question: Localized;
  readonly answer: Claim;
}

export interface PortNote {
  readonly port: number;
  readonly purpose: Localized;
}

/** One entry of the knowledge base. */
export interface Component {
  readonly id: string;
  readonly name: Localized;
  /** Other names people know it by, in any language. */
  readonly alsoCalled?: readonly string[];
  readonly category: string;
  readonly homepage: string;
  readonly license: string;
  readonly summary: Claim;
  /** One short sentence for hover cards. */
  readonly short: Localized;
  readonly cap: { readonly statement: Claim; readonly flips: readonly Claim[] };
  readonly ports: readonly PortNote[];
  /** Client port, where links default to it. */
  readonly clientPort?: number;
  readonly server: ServerRecognition;
  readonly client: ClientRecognition;
  readonly switches: readonly Switch[];
  readonly selectors: readonly Selector[];
  /** Regular spellings: `env: { prefixes: [KAFKA_CFG_, KAFKA_], style: upper-snake }` spells every native name. */
  readonly conventions: { readonly env?: readonly { readonly prefix: string }[]; readonly strictEnv?: boolean };
  readonly settings: readonly Setting[];
  readonly versions: Versions;
  readonly topologies: readonly TopologyNote[];
  readonly offers: readonly Offer[];
  readonly questions: readonly Question[];
  readonly pitfalls: readonly Claim[];
  readonly links: readonly SourceKey[];
  /** The recogniser's tests. */
  readonly examples: { readonly is: readonly string[]; readonly isNot: readonly string[] };
}

export type Severity = 'error' | 'warning' | 'info';
export type Confidence = 'high' | 'medium' | 'low';
/** `review`: about the review itself, such as a suppression that has run out. */
export type Category =
  | 'cap'
  | 'durability'
  | 'availability'
  | 'selection'
  | 'version'
  | 'compatibility'
  | 'security'
  | 'review';

export interface RuleExample {
  readonly title?: Localized;
  /** File name → content. `bad` marks findings with `# ^^^ rule` comments; in `good` the rule is silent. */
  readonly bad: Readonly<Record<string, string>>;
  readonly good: Readonly<Record<string, string>>;
}

/** A rule's data. Its logic is the check it names, with `params`. */
export interface Rule {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly since: string;
  readonly category: Category;
  readonly severity: Readonly<Record<Environment, Severity | 'off'>>;
  readonly confidence: Confidence;
  readonly components: readonly string[];
  readonly check: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly title: Localized;
  /** One sentence, with placeholders the check fills. */
  readonly message: Localized;
  /** Sentences for related places, by the name the check uses. */
  readonly related: Readonly<Record<string, Localized>>;
  readonly why: Localized;
  readonly remedy: Localized;
  /** When it is right to suppress it. */
  readonly unless?: Localized;
  readonly fixTitle?: Localized;
  readonly fixable: boolean;
  readonly sources: readonly SourceKey[];
  readonly examples: readonly RuleExample[];
}

export interface Concept {
  readonly id: string;
  readonly name: Localized;
  /** Other names people know it by, in any language. */
  readonly alsoCalled?: readonly string[];
  readonly statement: Claim;
  readonly details: readonly Claim[];
  readonly seeAlso: readonly string[];
}

/** What a real server was seen to do. Written by `npm run verify:knowledge`, never by hand. */
export interface Verification {
  /** Check of `knowledge/verify` that saw it. */
  readonly check: string;
  /** Server and its version: `redis`, `7.0.15`. */
  readonly server: string;
  readonly version: string;
  /** ISO date of the run. */
  readonly date: string;
  readonly text: Localized;
}

/** How one option of a comparison answers one need. */
export interface ComparisonCell {
  readonly answer: Offer['answer'];
  readonly why: Claim;
}

/** Options side by side over needs, with what to take when. */
export interface Comparison {
  readonly id: string;
  readonly name: Localized;
  /** Other names people know it by, in any language. */
  readonly alsoCalled?: readonly string[];
  /** What the choice turns on. */
  readonly statement: Claim;
  /** `id` is that of a component or concept, where there is one. */
  readonly options: readonly { readonly id: string; readonly name: Localized }[];
  readonly rows: readonly {
    readonly title: Localized;
    /** By id of the option; every option has one. */
    readonly cells: Readonly<Record<string, ComparisonCell>>;
  }[];
  /** What to take in which situation. */
  readonly advice: readonly { readonly title: Localized; readonly choice: Claim }[];
  readonly seeAlso: readonly string[];
}

/** The knowledge base as compiled by `knowledge/build.ts`. */
export interface Knowledge {
  readonly components: readonly Component[];
  readonly rules: readonly Rule[];
  readonly concepts: readonly Concept[];
  readonly comparisons: readonly Comparison[];
  readonly sources: readonly Source[];
  readonly boms?: readonly BillOfMaterials[];
  /** Phrases of the user interface by key. */
  readonly phrases: Readonly<Record<string, Localized>>;
  /** By id of a component, setting, rule or concept. */
  readonly verified: Readonly<Record<string, readonly Verification[]>>;
}
