import type { Arguments } from '../base/language.ts';
import type { Knowledge } from '../knowledge/types.ts';
import type { Fact } from '../model/fact.ts';
import type { Deployment } from '../model/part.ts';
import type { Cluster, Link } from '../model/system.ts';
import { inForce } from './fact-in-force.ts';

/** What decides an aspect: a value in force, or how many members there are. */
export interface Reason {
  /** Id of a setting, or one of the words `nodes`, `topology`, `storage`, `sentinels`, `clients`. */
  readonly what: string;
  readonly fact: Fact<string | number>;
}

/** `verdict` names a phrase `posture.<verdict>`; `unknown` where the configuration does not say. */
export interface Aspect {
  readonly verdict: string;
  readonly args: Arguments;
  readonly because: readonly Reason[];
}

/** What a cluster and its clients give, as far as the configuration in force says it. */
export interface Posture {
  readonly cluster: Cluster;
  /** Members that can fail while writes go on; undefined where it cannot be known. */
  readonly survives: number | undefined;
  readonly availability: Aspect;
  readonly consistency: Aspect;
  readonly durability: Aspect;
}

/** The posture of one cluster; `links` are those that lead to it. */
export function postureOf(cluster: Cluster, links: readonly Link[], knowledge: Knowledge): Posture {
  const around: Around = { cluster, links, knowledge };
  const judge = judges[cluster.component] ?? judgeAny;
  return { cluster, ...judge(around) };
}

interface Around {
  readonly cluster: Cluster;
  readonly links: readonly Link[];
  readonly knowledge: Knowledge;
}

type Judge = (around: Around) => Omit<Posture, 'cluster'>;

const judges: Readonly<Record<string, Judge>> = {
  kafka: judgeKafka,
  zookeeper: judgeQuorum,
  redis: judgeRedis,
  nacos: judgeNacos,
  seata: judgeSeata,
};

function judgeAny(around: Around): Omit<Posture, 'cluster'> {
  return { survives: undefined, availability: unknown(nodesOf(around)), consistency: unknown(), durability: unknown() };
}

function judgeQuorum(around: Around): Omit<Posture, 'cluster'> {
  const nodes = around.cluster.nodes.value;
  const because = [nodesOf(around)];
  const sync = reason(around, 'zookeeper:forceSync');
  return {
    survives: nodes === undefined ? undefined : quorumSpare(nodes),
    availability: quorumAvailability(nodes, because),
    consistency: aspect('majority-writes-local-reads', {}, because),
    durability: sync.fact.value === 'no' ? aspect('no-fsync', {}, [sync]) : stored(around),
  };
}

function quorumSpare(nodes: number): number {
  return Math.floor((nodes - 1) / 2);
}

function quorumAvailability(nodes: number | undefined, because: readonly Reason[]): Aspect {
  if (nodes === undefined) return unknown(...because);
  if (nodes === 1) return aspect('single-member', {}, because);
  return aspect('majority', { nodes, needed: nodes - quorumSpare(nodes), survives: quorumSpare(nodes) }, because);
}

function judgeKafka(around: Around): Omit<Posture, 'cluster'> {
  const brokers = around.cluster.nodes.value;
  const copies = reason(around, 'kafka:default.replication.factor');
  const inSync = reason(around, 'kafka:min.insync.replicas');
  const unclean = reason(around, 'kafka:unclean.leader.election.enable');
  const acks = acksOf(around);
  const because = [nodesOf(around), copies, inSync, ...acks];
  const held = numberOf(copies.fact);
  const needed = numberOf(inSync.fact);
  const survives =
    held === undefined || needed === undefined || brokers === undefined
      ? undefined
      : Math.max(0, Math.min(held, brokers) - needed);
  const known = survives !== undefined && held !== undefined && needed !== undefined;
  const weak = acks.find((one) => one.fact.value === '0' || one.fact.value === '1');
  return {
    survives: brokers === 1 ? 0 : survives,
    availability:
      brokers === 1
        ? aspect('single-member', {}, because)
        : known
          ? aspect('isr', { copies: held, needed, survives }, because)
          : unknown(...because),
    consistency:
      unclean.fact.value === 'true' ? aspect('unclean-election', {}, [unclean]) : aspect('leader-reads', {}, [unclean]),
    durability: kafkaDurability(around, { held, needed, weak, because }),
  };
}

interface Copies {
  readonly held: number | undefined;
  readonly needed: number | undefined;
  readonly weak: Reason | undefined;
  readonly because: readonly Reason[];
}

function kafkaDurability(around: Around, { held, needed, weak, because }: Copies): Aspect {
  if (weak !== undefined) return aspect('acks-leader-only', { acks: weak.fact.value ?? '' }, [weak]);
  if (held === undefined || needed === undefined) return unknown(...because);
  if (held === 1 || around.cluster.nodes.value === 1) return aspect('one-copy', {}, because);
  return aspect('acknowledged-copies', { copies: held, needed }, because);
}

/** `acks` of every linked client that says it. */
function acksOf({ links, knowledge }: Around): Reason[] {
  const facts = links
    .map((link) => inForce(link.client, 'kafka:acks', knowledge))
    .filter((fact) => fact.from === 'declared');
  return facts.map((fact) => ({ what: 'kafka:acks', fact }));
}

function judgeRedis(around: Around): Omit<Posture, 'cluster'> {
  const { cluster } = around;
  const shape: Reason = { what: 'topology', fact: { value: cluster.topology, from: 'inferred', at: [cluster.at] } };
  const sentinels: Reason = { what: 'sentinels', fact: sentinelsOf(cluster) };
  const because = [shape, nodesOf(around), sentinels];
  const log = reason(around, 'redis:appendonly');
  const save = reason(around, 'redis:save');
  const unsaved = log.fact.value === 'no' && save.fact.value === '';
  return {
    survives: cluster.topology === 'standalone' ? 0 : sentinelSpare(cluster),
    availability: aspect(
      redisAvailability(cluster),
      { nodes: cluster.nodes.value ?? '?', sentinels: sentinels.fact.value ?? '?' },
      because,
    ),
    consistency:
      cluster.topology === 'standalone'
        ? aspect('one-copy-linearizable', {}, because)
        : aspect('asynchronous-replication', {}, because),
    durability: unsaved
      ? aspect('memory-only', {}, [log, save])
      : log.fact.value === 'yes'
        ? aspect('append-only', {}, [log])
        : log.fact.value === 'no'
          ? aspect('snapshots', {}, [log, save])
          : unknown(log),
  };
}

function redisAvailability(cluster: Cluster): string {
  const words: Readonly<Record<Cluster['topology'], string>> = {
    standalone: 'single-member',
    replicated: 'manual-failover',
    sentinel: 'sentinel-failover',
    cluster: 'sharded-failover',
    unknown: 'unknown',
  };
  return words[cluster.topology];
}

function sentinelsOf(cluster: Cluster): Fact<number> {
  const sentinels = cluster.helpers.filter((helper) => helper.role === 'sentinel');
  const counts = sentinels.map((helper) => helper.instances.value);
  const known = counts.filter((count) => count !== undefined);
  const at = sentinels.map((helper) => helper.at);
  return {
    value: known.length < counts.length ? undefined : known.reduce((sum, count) => sum + count, 0),
    from: 'inferred',
    at,
  };
}

/** Failover needs a majority of the sentinels and a replica to promote. */
function sentinelSpare(cluster: Cluster): number | undefined {
  if (cluster.topology === 'replicated') return 0;
  if (cluster.topology !== 'sentinel') return undefined;
  const sentinels = sentinelsOf(cluster).value;
  const nodes = cluster.nodes.value;
  if (sentinels === undefined || nodes === undefined || sentinels === 0) return undefined;
  return sentinels < 3 || nodes < 2 ? 0 : Math.min(nodes - 1, quorumSpare(sentinels));
}

function judgeNacos(around: Around): Omit<Posture, 'cluster'> {
  const { cluster } = around;
  const nodes = cluster.topology === 'standalone' ? 1 : cluster.nodes.value;
  const because = [nodesOf(around), reason(around, 'nacos:spring.sql.init.platform')];
  const platform = because[1]?.fact.value;
  const external = platform !== undefined && platform !== '' && platform !== 'derby';
  return {
    survives: nodes === undefined ? undefined : quorumSpare(nodes),
    availability: quorumAvailability(nodes, because),
    consistency: aspect('nacos-by-data', {}, because),
    durability: external
      ? aspect('external-database', { database: String(platform) }, because)
      : platform === undefined
        ? unknown(...because)
        : aspect('embedded-database', {}, because),
  };
}

function judgeSeata(around: Around): Omit<Posture, 'cluster'> {
  const mode = reason(around, 'seata:store.mode');
  const nodes = around.cluster.nodes.value;
  const because = [mode, nodesOf(around)];
  const own = mode.fact.value === 'file';
  return {
    survives:
      nodes === undefined || mode.fact.value === undefined
        ? undefined
        : own
          ? 0
          : mode.fact.value === 'raft'
            ? quorumSpare(nodes)
            : nodes - 1,
    availability:
      mode.fact.value === undefined
        ? unknown(mode)
        : own || nodes === 1
          ? aspect('single-member', {}, because)
          : mode.fact.value === 'raft'
            ? quorumAvailability(nodes, because)
            : aspect('shared-store', { store: mode.fact.value }, because),
    consistency: aspect('seata-by-mode', {}, [mode]),
    durability: own
      ? stored(around)
      : mode.fact.value === undefined
        ? unknown(mode)
        : aspect('external-database', { database: mode.fact.value }, because),
  };
}

/** Whether what the members write outlives their containers. */
function stored({ cluster }: Around): Aspect {
  const written = cluster.deployments.map(storageOf);
  const because: Reason[] = cluster.deployments.map((d) => ({
    what: 'storage',
    fact: { value: storageOf(d), from: 'inferred', at: d.mounts.map((mount) => mount.at) },
  }));
  if (written.every((word) => word === 'persistent')) return aspect('on-volumes', {}, because);
  return written.includes('none') && !cluster.partial ? aspect('in-containers', {}, because) : unknown(...because);
}

function storageOf(deployment: Deployment): string | undefined {
  if (deployment.storage?.value !== undefined)
    return /ephemeral|empty/i.test(deployment.storage.value) ? 'none' : 'persistent';
  if (
    deployment.partial ||
    deployment.controller === 'resource' ||
    deployment.controller === 'chart' ||
    deployment.controller === 'file'
  )
    return undefined;
  return deployment.mounts.some((mount) => mount.kind === 'volume' || mount.kind === 'bind' || mount.kind === 'claim')
    ? 'persistent'
    : 'none';
}

function nodesOf({ cluster }: Around): Reason {
  return { what: 'nodes', fact: cluster.nodes };
}

function reason({ cluster, knowledge }: Around, setting: string): Reason {
  return { what: setting, fact: inForce(cluster, setting, knowledge) };
}

function aspect(verdict: string, args: Arguments, because: readonly Reason[]): Aspect {
  return { verdict, args, because };
}

function unknown(...because: readonly Reason[]): Aspect {
  return { verdict: 'unknown', args: {}, because };
}

function numberOf(fact: Fact<string | number>): number | undefined {
  const number = Number(fact.value);
  return fact.value === undefined || fact.value === '' || Number.isNaN(number) ? undefined : number;
}
