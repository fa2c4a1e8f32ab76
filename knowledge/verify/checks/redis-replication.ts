import { cableTo } from '../cable.ts';
import type { Check, Lab } from '../lab.ts';
import { inSync, pause, type RedisNode, startRedis } from '../redis.ts';
import { refusedWith, shown } from '../resp.ts';

interface Pair {
  readonly primary: RedisNode;
  readonly replica: RedisNode;
  /** Separates the two. */
  readonly cut: () => void;
}

async function startPair(lab: Lab, settings: Readonly<Record<string, string>> = {}): Promise<Pair> {
  const primary = await startRedis(lab, { settings: { save: '', 'repl-diskless-sync-delay': '0', ...settings } });
  const cable = await cableTo(lab, primary.port);
  const replica = await startRedis(lab, { settings: { save: '', replicaof: `127.0.0.1 ${cable.port}` } });
  await inSync(lab, replica);
  return { primary, replica, cut: cable.cut };
}

/** Ends the primary for good and makes the replica the primary. */
async function failOver({ primary, replica }: Pair): Promise<void> {
  await primary.running.kill();
  await replica.call('REPLICAOF', 'NO', 'ONE');
}

/** A write is acknowledged before any replica has it, so a failover can lose it. */
export const asynchronous: Check = {
  id: 'redis-asynchronous-replication',
  server: 'redis',
  async run(lab) {
    const pair = await startPair(lab);
    const { primary, replica } = pair;
    pair.cut();
    const first = await primary.call('SET', 'lock:stock', 'holder-1', 'NX', 'PX', 600_000);
    const copies = await primary.call('WAIT', 1, 500);
    lab.expect(first === 'OK', `primary cut off from its replica: SET … NX of a lock is answered ${shown(first)}`);
    const stands = await primary.call('GET', 'lock:stock');
    lab.expect(
      copies === 0 && stands === 'holder-1',
      `WAIT 1 500 then says that ${shown(copies)} replicas have it, GET gives ${shown(stands)}`,
    );
    const refused = await replica.call('SET', 'other', '1');
    await primary.running.kill();
    await pause(3000);
    const role = await replica.call('ROLE');
    const still = await replica.call('SET', 'other', '1');
    lab.expect(
      refusedWith(refused, 'READONLY') && refusedWith(still, 'READONLY') && shown(role).startsWith('[slave'),
      `3 s after the primary is gone and without Sentinel the replica is still ${shown(role)} and answers SET with ${shown(still)}`,
    );
    lab.claim(['redis/replicas-without-failover'], {
      en: 'Without Sentinel the replica stayed a replica after its primary was killed and refused writes with READONLY.',
      'zh-cn': '没有 Sentinel 时，主节点被杀死后副本仍是副本，写入被拒绝并返回 READONLY。',
    });
    await failOver(pair);
    const second = await replica.call('SET', 'lock:stock', 'holder-2', 'NX', 'PX', 600_000);
    lab.expect(second === 'OK', `promoted replica: the same SET … NX of another holder is answered ${shown(second)}`);
    lab.claim(
      ['redis', 'async-replication', 'redis/lock-on-async-replica', 'distributed-lock', 'locks', 'replication-modes'],
      {
        en: 'A primary cut off from its replica acknowledged a lock; the replica, promoted after the primary was killed, gave the same lock to another holder. WAIT had reported 0 copies and the write stood all the same.',
        'zh-cn':
          '与副本隔离的主节点确认了加锁；主节点被杀死、副本提升后，同一把锁又授予了另一持有者。WAIT 返回副本数 0，但写入并未撤销。',
      },
    );
  },
};

/** min-replicas-to-write makes a primary that is cut off refuse, after the lag it is allowed. */
export const minReplicas: Check = {
  id: 'redis-min-replicas',
  server: 'redis',
  async run(lab) {
    // The replica reports once a second: a lag of a few seconds is one that a busy machine does not cause by itself.
    const { primary, cut } = await startPair(lab, { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '4' });
    const before = await lab.until('the replica counts', async () =>
      (await primary.call('SET', 'order:1', 'paid')) === 'OK' ? true : undefined,
    );
    lab.expect(before, 'min-replicas-to-write 1, replica connected: SET is answered OK');
    cut();
    const window = await primary.call('SET', 'order:2', 'paid');
    const refusal = await lab.until('a primary that is cut off refuses writes', async () => {
      const answer = await primary.call('SET', 'order:3', 'paid');
      return refusedWith(answer, 'NOREPLICAS') ? answer : undefined;
    });
    lab.expect(
      window === 'OK',
      `cut off: the next SET is still answered ${shown(window)}, after min-replicas-max-lag ${shown(refusal)}`,
    );
    lab.claim(['redis:min-replicas-to-write', 'redis:min-replicas-max-lag', 'redis/min-replicas-unset'], {
      en: 'With min-replicas-to-write 1 and min-replicas-max-lag 4 a primary cut off from its replica acknowledged one more write at once and refused with NOREPLICAS once the lag had passed: the loss is bounded, not excluded.',
      'zh-cn':
        'min-replicas-to-write 1、min-replicas-max-lag 4 时，主节点与副本隔离后立即到来的写入仍被确认，超过延迟后以 NOREPLICAS 拒绝：丢失有上限，但不能排除。',
    });
  },
};

/** A primary that restarts without its data takes the data of its replicas away. */
export const emptyPrimary: Check = {
  id: 'redis-empty-primary',
  server: 'redis',
  async run(lab) {
    const settings = { save: '', 'repl-diskless-sync-delay': '0' };
    const primary = await startRedis(lab, { settings });
    const replica = await startRedis(lab, { settings: { save: '', replicaof: `127.0.0.1 ${primary.port}` } });
    await inSync(lab, replica);
    await primary.call('SET', 'order:1', 'paid');
    const copied = await lab.until('the copy', async () => (await replica.call('GET', 'order:1')) ?? undefined);
    lab.expect(copied === 'paid', `the replica has the key: ${shown(copied)}`);
    await primary.running.kill();
    await startRedis(lab, { settings, port: primary.port });
    await lab.until('the replica follows the empty primary', async () =>
      (await replica.call('GET', 'order:1')) === null ? true : undefined,
    );
    lab.expect(true, 'the primary was killed and started again without persistence: the replica lost the key too');
    lab.claim(['redis'], {
      en: 'A primary without persistence was killed and restarted: its replica, which had the data, became empty as well.',
      'zh-cn': '未开启持久化的主节点被杀死后重启：原本有数据的副本也被清空。',
    });
  },
};
