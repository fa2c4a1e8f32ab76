import { satisfies, coerce } from 'semver';
import type { Knowledge } from '../knowledge/types.ts';
import { mayBeConfiguredElsewhere } from '../model/declared.ts';
import type { Environment } from '../model/environment.ts';
import type { Client, Purpose, Topology } from '../model/part.ts';
import type { Cluster, Link } from '../model/system.ts';
import { inForce } from './fact-in-force.ts';

/**
 * When a rule applies: every given key must hold. A small closed vocabulary, no expression language: what needs more is a
 * check. Something unknown fulfils no condition, so a rule stays silent where it cannot know.
 */
export interface Condition {
  /** Members of the cluster; for a client, of the one cluster it leads to. */
  readonly nodes?: { readonly min?: number; readonly max?: number };
  /** Topology of the cluster; for a client, of the one cluster it leads to. */
  readonly topology?: readonly Topology[];
  /** Mode a client is told to use. */
  readonly mode?: readonly Topology[];
  /** Semver range of the subject's version. */
  readonly version?: string;
  readonly environment?: readonly Environment[];
  /** A client's purpose; for a cluster, the purpose of at least one client that comes. */
  readonly purpose?: readonly Purpose[];
  /** Components of which at least one client comes to the cluster. */
  readonly usedBy?: readonly string[];
  /** A client's cluster is part of the workspace. */
  readonly linked?: boolean;
  /** Kinds of the declaration: `compose`, `Deployment`, `StatefulSet`, `resource` … At least one of the cluster's. */
  readonly controller?: readonly string[];
  /** Values in force by setting id. */
  readonly settings?: Readonly<Record<string, SettingCondition>>;
  /** At least one of these holds. */
  readonly anyOf?: readonly Condition[];
}

export interface SettingCondition {
  /** Compared as text without case, so that YAML's `1` and `true` need no quotes. */
  readonly in?: readonly (string | number | boolean)[];
  readonly notIn?: readonly (string | number | boolean)[];
  /** Written somewhere, whatever its value; `false`: known to be written nowhere. */
  readonly declared?: boolean;
}

export interface Circumstances {
  readonly subject: Cluster | Client;
  readonly links: readonly Link[];
  readonly knowledge: Knowledge;
}

type Test<K extends keyof Condition> = (wanted: NonNullable<Condition[K]>, around: Circumstances) => boolean;

const tests: { readonly [K in keyof Condition]-?: Test<K> } = {
  nodes: ({ min = 0, max = Infinity }, around) => {
    const nodes = clusterOf(around)?.nodes.value;
    return nodes !== undefined && nodes >= min && nodes <= max;
  },
  topology: (wanted, around) => includes(wanted, clusterOf(around)?.topology),
  mode: (wanted, { subject }) => subject.kind === 'client' && wanted.includes(subject.mode),
  version: (range, { subject }) => {
    const version = coerce(subject.version.value);
    return version !== null && satisfies(version, range);
  },
  environment: (wanted, { subject }) => wanted.includes(subject.environment),
  purpose: (wanted, { subject, links }) => {
    if (subject.kind === 'client') return includes(wanted, subject.purpose);
    return links.some((link) => includes(wanted, link.client.purpose));
  },
  usedBy: (wanted, { subject, links }) =>
    subject.kind === 'cluster' && links.some((link) => wanted.includes(link.client.component)),
  linked: (wanted, around) => (clusterOf(around) !== undefined) === wanted,
  controller: (wanted, { subject }) =>
    subject.kind === 'cluster' && subject.deployments.some((d) => wanted.includes(d.controller)),
  settings: (wanted, around) => Object.entries(wanted).every(([id, condition]) => settingHolds(id, condition, around)),
  anyOf: (wanted, around) => wanted.some((condition) => holds(condition, around)),
};

/** Whether all that the condition asks for is known to hold. */
export function holds(condition: Condition, around: Circumstances): boolean {
  return conditionKeys.every((key) => holdsKey(key, condition, around));
}

/** The keys a condition can have, for the validation of rules. */
const conditionKeys = Object.keys(tests) as readonly (keyof Condition)[];

function holdsKey<K extends keyof Condition>(key: K, condition: Condition, around: Circumstances): boolean {
  const wanted = condition[key];
  return wanted === undefined || (tests[key] as Test<K>)(wanted, around);
}

function settingHolds(id: string, condition: SettingCondition, around: Circumstances): boolean {
  const subject = subjectOf(id, around);
  const { from, value } = inForce(subject, id, around.knowledge);
  const { declared, in: among, notIn } = condition;
  if (declared !== undefined && (from === 'declared') !== declared) return false;
  if (declared === false && mayBeElsewhere(subject)) return false;
  return (among === undefined && notIn === undefined) || (value !== undefined && isAmong(value, condition));
}

function isAmong(value: string, { in: among, notIn = [] }: SettingCondition): boolean {
  const is = (each: string | number | boolean): boolean => String(each).toLowerCase() === value.toLowerCase();
  return (among?.some(is) ?? true) && !notIn.some(is);
}

/** That a setting is not written says nothing of servers that may read what nobody looked at. */
function mayBeElsewhere(subject: Cluster | Client): boolean {
  return subject.kind === 'cluster' && subject.deployments.some(mayBeConfiguredElsewhere);
}

/** A client's rule may ask for a setting of the server it leads to: the id says whose it is. */
function subjectOf(id: string, around: Circumstances): Cluster | Client {
  const { subject } = around;
  if (subject.kind === 'cluster') return subject;
  const setting = around.knowledge.components
    .find((c) => c.id === id.slice(0, id.indexOf(':')))
    ?.settings.find((s) => s.id === id);
  return setting?.side === 'server' ? (clusterOf(around) ?? subject) : subject;
}

/** Where a client leads. `localhost` leads to what runs on the developer's machine, which says nothing of other places. */
function clusterOf({ subject, links }: Circumstances): Cluster | undefined {
  if (subject.kind === 'cluster') return subject;
  const lasting = links.filter(({ endpoints }) => !endpoints.every(({ host }) => loopback.has(host)));
  const clusters = new Set(lasting.flatMap(({ cluster }) => cluster ?? []));
  return clusters.size === 1 ? [...clusters][0] : undefined;
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

function includes<T>(list: readonly T[], value: T | undefined): boolean {
  return value !== undefined && list.includes(value);
}
