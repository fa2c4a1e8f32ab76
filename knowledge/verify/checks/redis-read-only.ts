import type { Check } from '../lab.ts';
import { inSync, startRedis } from '../redis.ts';
import { refusedWith, shown } from '../resp.ts';

/** What a replica answers to a write. */
export const readOnlyReplica: Check = {
  id: 'redis-read-only-replica',
  server: 'redis',
  async run(lab) {
    const primary = await startRedis(lab);
    const replica = await startRedis(lab, { settings: { replicaof: `127.0.0.1 ${primary.port}` } });
    await inSync(lab, replica);
    const answer = await replica.call('SET', 'order:1', 'paid');
    lab.expect(refusedWith(answer, 'READONLY'), `SET on a replica: ${shown(answer)}`);
    lab.claim(['redis:replica-read-only'], {
      en: 'A replica refused a write with READONLY.',
      'zh-cn': '副本以 READONLY 拒绝写入。',
    });
  },
};
