import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { catalog } from '../../server/src/knowledge/catalog.ts';
import * as etcd from './checks/etcd.ts';
import { defaults as etcdDefaults } from './checks/etcd-defaults.ts';
import * as haproxy from './checks/haproxy.ts';
import * as memcached from './checks/memcached.ts';
import * as nginx from './checks/nginx.ts';
import * as postgresql from './checks/postgresql.ts';
import * as postgresStandby from './checks/postgresql-replication.ts';
import * as rabbitmq from './checks/rabbitmq.ts';
import * as rabbitCluster from './checks/rabbitmq-cluster.ts';
import { minority } from './checks/redis-cluster.ts';
import { defaults as redisDefaults } from './checks/redis-defaults.ts';
import { eviction } from './checks/redis-eviction.ts';
import { protectedMode } from './checks/redis-exposure.ts';
import { fsync, restart } from './checks/redis-persistence.ts';
import { readOnlyReplica } from './checks/redis-read-only.ts';
import { asynchronous, emptyPrimary, minReplicas } from './checks/redis-replication.ts';
import { sentinels } from './checks/redis-sentinel.ts';
import * as zookeeper from './checks/zookeeper.ts';
import { type Check, endAll } from './lab.ts';
import { exitCode, report, strangersIn, summary } from './outcome.ts';
import { runAll, skipped } from './run.ts';
import { installedServers } from './server.ts';
import { merged, type Verified, verifiedText } from './verified-file.ts';

/** The long ones first: two run side by side. */
const checks: readonly Check[] = [
  rabbitCluster.quorumQueue,
  rabbitCluster.partition,
  rabbitCluster.twoNodes,
  zookeeper.even,
  sentinels,
  zookeeper.three,
  etcd.three,
  zookeeper.autopurge,
  etcd.two,
  etcd.lease,
  rabbitmq.durability,
  rabbitmq.acknowledgements,
  rabbitmq.defaults,
  rabbitmq.guest,
  zookeeper.standalone,
  postgresStandby.synchronous,
  postgresStandby.asynchronous,
  postgresStandby.remoteApply,
  minority,
  zookeeper.forceSync,
  asynchronous,
  minReplicas,
  emptyPrimary,
  readOnlyReplica,
  restart,
  fsync,
  eviction,
  protectedMode,
  redisDefaults,
  etcdDefaults,
  postgresql.fsync,
  postgresql.crash,
  postgresql.twoPhase,
  postgresql.trust,
  postgresql.defaults,
  memcached.eviction,
  memcached.separate,
  memcached.defaults,
  haproxy.deadInstance,
  haproxy.leastConnections,
  haproxy.hashing,
  haproxy.roundRobin,
  nginx.failures,
  nginx.repeated,
  nginx.roundRobin,
  nginx.limit,
];

const limits = { check: 300_000, run: 600_000 };

function known(id: string): boolean {
  return catalog().ids.includes(id);
}

/**
 * `verify [--write] [word …]`: runs the checks whose ids begin with one of the words, all by default. Exit code 1 where
 * something was refuted or nothing could be seen. `--write` renews `knowledge/verified.yaml`.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
  const selected = checks.filter(
    ({ id }) => positionals.length === 0 || positionals.some((word) => id.startsWith(word)),
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  process.once('exit', endAll);
  const outcomes = await runAll(selected, installedServers(), limits, (outcome) => console.log(report(outcome)));
  console.log(`\n${summary(outcomes)}`);
  process.exitCode = exitCode(outcomes);
  const strangers = strangersIn(outcomes, known);
  if (strangers.length > 0) {
    console.log(`claimed for what has no entry: ${strangers.join(', ')}`);
    process.exitCode = 1;
  }
  if (values.write !== true) return;
  const path = join(import.meta.dirname, '../verified.yaml');
  const before = parse(readFileSync(path, 'utf8')) as Verified;
  // What was not asked for keeps its marks.
  const others = checks.filter((one) => !selected.includes(one)).map((one) => skipped(one, undefined, 'not asked for'));
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(path, verifiedText(merged(before, [...outcomes, ...others], date, known)));
}

await main();
