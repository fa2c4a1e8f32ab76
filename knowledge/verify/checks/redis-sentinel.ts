import type { Check, Lab } from '../lab.ts';
import { answerOf, inSync, type RedisNode, startRedis, startSentinel } from '../redis.ts';
import { isList, type Reply, shown } from '../resp.ts';

interface Watched {
  readonly primary: RedisNode;
  readonly replica: RedisNode;
  readonly sentinels: readonly RedisNode[];
}

/** A primary, a replica and sentinels that all know each other. */
async function startWatched(lab: Lab, count: number, quorum: number): Promise<Watched> {
  const primary = await startRedis(lab, { settings: { save: '', 'repl-diskless-sync-delay': '0' } });
  const replica = await startRedis(lab, { settings: { save: '', replicaof: `127.0.0.1 ${primary.port}` } });
  await inSync(lab, replica);
  const sentinels: RedisNode[] = [];
  for (let i = 0; i < count; i++) sentinels.push(await startSentinel(lab, primary.port, quorum));
  for (const sentinel of sentinels) {
    await lab.until(`a sentinel knows the ${count - 1} others and the replica`, async () => {
      const others = await sentinel.call('SENTINEL', 'SENTINELS', 'shop');
      const replicas = await sentinel.call('SENTINEL', 'REPLICAS', 'shop');
      return lengthOf(others) === count - 1 && lengthOf(replicas) === 1 ? true : undefined;
    });
  }
  return { primary, replica, sentinels };
}

function lengthOf(reply: Reply): number {
  return isList(reply) ? reply.length : -1;
}

/** Ends the primary together with the last sentinel, as the loss of a host does; the others then look for it more often. */
async function loseHost({ primary, sentinels }: Watched): Promise<void> {
  await Promise.all([primary.running.kill(), sentinels.at(-1)?.running.kill()]);
  for (const sentinel of sentinels.slice(0, -1))
    await sentinel.call('SENTINEL', 'SET', 'shop', 'down-after-milliseconds', 1000);
}

/** A failover needs a majority of all sentinels that are known, whatever the quorum says. */
export const sentinels: Check = {
  id: 'redis-sentinel-majority',
  server: 'redis',
  async run(lab) {
    const [three, two, one] = await Promise.all([
      startWatched(lab, 3, 2),
      startWatched(lab, 2, 1),
      startWatched(lab, 1, 1),
    ]);
    await Promise.all([loseHost(three), loseHost(two), loseHost(one)]);
    const role = await lab.until('three sentinels promote the replica after the loss of one', async () => {
      // Sentinel ends the connections of a replica it promotes, perhaps in the middle of an answer.
      const answer = shown((await answerOf(three.replica.call('ROLE'))) ?? null);
      return answer.startsWith('[master') ? answer : undefined;
    });
    lab.expect(true, `3 sentinels, the primary and one sentinel killed: the replica is ${role}`);
    const survivor = two.sentinels[0];
    await lab.until('the last of two sentinels tries and is not elected', async () =>
      survivor?.running.output().includes('-failover-abort-not-elected') === true ? true : undefined,
    );
    const output = survivor?.running.output() ?? '';
    const after = shown(await two.replica.call('ROLE'));
    lab.expect(
      output.includes('+odown') && after.startsWith('[slave'),
      `2 sentinels with quorum 1, the primary and one sentinel killed: the other says +odown and -failover-abort-not-elected, the replica is ${after}`,
    );
    const alone = shown(await one.replica.call('ROLE'));
    lab.expect(alone.startsWith('[slave'), `1 sentinel, killed with the primary: the replica is ${alone}`);
    lab.claim(['redis/too-few-sentinels', 'redis', 'quorum'], {
      en: 'The primary and one sentinel were killed together: of three sentinels the other two promoted the replica; of two sentinels with quorum 1 the other declared the primary down and was not elected; with the only sentinel gone nothing happened.',
      'zh-cn':
        '同时杀死主节点与一个 sentinel：三个 sentinel 时，其余两个提升了副本；两个 sentinel（quorum 1）时，剩下的一个判定主节点客观下线，但未能当选；唯一的 sentinel 被杀死时没有发生切换。',
    });
  },
};
