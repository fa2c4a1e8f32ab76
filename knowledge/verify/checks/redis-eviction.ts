import type { Check, Lab } from '../lab.ts';
import { info, startRedis } from '../redis.ts';
import { refusedWith, type Reply, shown } from '../resp.ts';

interface Pressure {
  /** What is left of a lock taken before. */
  readonly lock: Reply;
  /** Answer to the last write. */
  readonly last: Reply;
  readonly evicted: string | undefined;
}

/** Takes a lock with an expiry, then writes entries of a cache until memory is full or far beyond. */
async function underPressure(lab: Lab, policy: string, expiry: readonly string[]): Promise<Pressure> {
  const node = await startRedis(lab, { settings: { save: '', 'maxmemory-policy': policy } });
  await node.call('SET', 'lock:stock', 'holder-1', 'NX', 'PX', 600_000);
  // A lock that nobody touches is the least recently used key after a moment.
  await node.call('CONFIG', 'SET', 'maxmemory-samples', 64);
  const used = Number(await info(node, 'used_memory'));
  await node.call('CONFIG', 'SET', 'maxmemory', used + 400_000);
  let last: Reply = null;
  for (let i = 0; i < 3000 && !refusedWith(last, 'OOM'); i++)
    last = await node.call('SET', `cache:${i}`, 'x'.repeat(1000), ...expiry);
  return { lock: await node.call('GET', 'lock:stock'), last, evicted: await info(node, 'evicted_keys') };
}

/** What happens to a lock when a cache beside it fills the memory. */
export const eviction: Check = {
  id: 'redis-eviction',
  server: 'redis',
  async run(lab) {
    for (const [policy, expiry] of [
      ['allkeys-lru', []],
      ['volatile-lru', ['EX', '600']],
    ] as const) {
      const { lock, last, evicted } = await underPressure(lab, policy, expiry);
      lab.expect(
        lock === null && last === 'OK' && Number(evicted) > 0,
        `${policy} at maxmemory: the lock is ${shown(lock)}, the last write ${shown(last)}, ${evicted} keys evicted`,
      );
    }
    const { lock, last, evicted } = await underPressure(lab, 'noeviction', []);
    lab.expect(
      lock === 'holder-1' && refusedWith(last, 'OOM') && evicted === '0',
      `noeviction at maxmemory: the lock is ${shown(lock)}, the last write ${shown(last)}, ${evicted} keys evicted`,
    );
    lab.claim(['redis/evicting-policy-on-state', 'redis:maxmemory-policy', 'distributed-lock', 'caches'], {
      en: 'At maxmemory a lock that had not expired was deleted under allkeys-lru and under volatile-lru; under noeviction it stayed and the write was refused with OOM.',
      'zh-cn':
        '达到 maxmemory 后，尚未过期的锁在 allkeys-lru 和 volatile-lru 下被删除；在 noeviction 下锁保留，写入被拒绝并返回 OOM。',
    });
  },
};
