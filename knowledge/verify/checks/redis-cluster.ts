import type { Check, Lab } from '../lab.ts';
import { answerOf, type RedisNode, startRedis } from '../redis.ts';
import { refusedWith, type Reply, shown } from '../resp.ts';

const slots = 16_384;

/** Three primaries that share the slots, without replicas. */
async function startCluster(lab: Lab): Promise<readonly RedisNode[]> {
  const nodes: RedisNode[] = [];
  const bus: number[] = [];
  for (let i = 0; i < 3; i++) {
    const port = await lab.port();
    bus.push(port);
    const settings = {
      save: '',
      'cluster-enabled': 'yes',
      'cluster-node-timeout': '2000',
      'cluster-port': String(port),
      // The rest of the slots would go down with the lost ones; here only the loss of the majority is to count.
      'cluster-require-full-coverage': 'no',
    };
    nodes.push(await startRedis(lab, { settings }));
  }
  const [first, ...others] = nodes;
  for (const [i, node] of nodes.entries()) {
    const from = Math.floor((slots * i) / 3);
    await node.call('CLUSTER', 'ADDSLOTSRANGE', from, Math.floor((slots * (i + 1)) / 3) - 1);
    await node.call('CLUSTER', 'SET-CONFIG-EPOCH', i + 1);
  }
  for (const [i, node] of others.entries())
    await first?.call('CLUSTER', 'MEET', '127.0.0.1', node.port, bus[i + 1] ?? 0);
  for (const node of nodes)
    await lab.until('the cluster is up', async () => ((await clusterInfo(node, 'ok', 3)) ? true : undefined));
  return nodes;
}

async function clusterInfo(node: RedisNode, state: string, known: number): Promise<boolean> {
  const text = shown(await node.call('CLUSTER', 'INFO'));
  return (
    text.includes(`cluster_state:${state}`) &&
    text.includes(`cluster_known_nodes:${known}`) &&
    text.includes('cluster_slots_assigned:16384')
  );
}

/** What the minority side of a cluster answers. */
export const minority: Check = {
  id: 'redis-cluster-minority',
  server: 'redis',
  async run(lab) {
    const nodes = await startCluster(lab);
    const [survivor, ...others] = nodes;
    if (survivor === undefined) return;
    // A key of its first third of the slots.
    const key = await lab.until('a key of the first node', () => ownKey(survivor));
    await Promise.all(others.map(({ running }) => running.kill()));
    const refused = await lab.until<Reply>('the node without a majority stops', async () => {
      const answer = await survivor.call('SET', key, '1');
      return refusedWith(answer, 'CLUSTERDOWN') ? answer : undefined;
    });
    const read = await survivor.call('GET', key);
    lab.expect(
      refusedWith(read, 'CLUSTERDOWN'),
      `2 of 3 primaries killed: the third answers SET with ${shown(refused)} and GET with ${shown(read)}`,
    );
    await survivor.call('CONFIG', 'SET', 'cluster-allow-reads-when-down', 'yes');
    const allowed = await survivor.call('GET', key);
    const write = await survivor.call('SET', key, '1');
    lab.expect(
      allowed === '1' && refusedWith(write, 'CLUSTERDOWN'),
      `cluster-allow-reads-when-down yes: GET gives ${shown(allowed)}, SET ${shown(write)}`,
    );
    lab.claim(['redis', 'redis:cluster-allow-reads-when-down', 'redis/cluster-reads-when-down'], {
      en: 'Of three primaries two were killed: the third refused reads and writes of its own slots with CLUSTERDOWN; with cluster-allow-reads-when-down yes it answered reads and still refused writes.',
      'zh-cn':
        '三个主节点杀死两个后，剩下的一个对自己负责的槽也以 CLUSTERDOWN 拒绝读写；cluster-allow-reads-when-down yes 时可读，写入仍被拒绝。',
    });
  },
};

async function ownKey(node: RedisNode): Promise<string | undefined> {
  for (let i = 0; i < 50; i++) {
    if ((await answerOf(node.call('SET', `order:${i}`, '1'))) === 'OK') return `order:${i}`;
  }
  return undefined;
}
