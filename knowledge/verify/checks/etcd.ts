import { type Check, type Lab, Refuted } from '../lab.ts';
import { type EtcdNode, get, grantLease, put, putFenced, serving, startEtcd, takeLock } from '../etcd.ts';

/** Waits until a put is acknowledged: on a busy machine an election may come in between. */
async function acknowledged(lab: Lab, node: EtcdNode, value: string, members: string): Promise<void> {
  const what = `${members} members: a put is acknowledged`;
  await lab.until(what, async () => ((await put(node, 'order', value, 5000)) ? true : undefined), {
    about: node.running,
  });
  lab.expect(true, what);
}

export const three: Check = {
  id: 'etcd-three-members',
  server: 'etcd',
  async run(lab) {
    const nodes = await startEtcd(lab, 3);
    await serving(lab, nodes);
    const [last, second, first] = nodes;
    if (last === undefined || second === undefined || first === undefined) return;
    await acknowledged(lab, last, 'paid', '3 of 3');
    await first.running.kill();
    await acknowledged(lab, last, 'packed', '2 of 3');
    await second.running.kill();
    lab.expect(!(await put(last, 'order', 'sent', 6000)), '1 of 3 members: no put is acknowledged within 6 s');
    const current = await get(last, 'order', false, 3000);
    lab.expect(current === undefined, '1 of 3 members: a linearizable read is not answered within 3 s');
    const own = await lab.until('an answer to a serializable read', () => get(last, 'order', true, 5000));
    lab.expect(own === 'packed', `1 of 3 members: a serializable read gives ${own}`);
    lab.claim(['etcd', 'etcd:initial-cluster', 'quorum', 'raft', 'linearizability'], {
      en: 'A cluster of three acknowledged a put after one member was killed and none after two; the last one answered serializable reads and no linearizable ones.',
      'zh-cn':
        '三成员集群失去一个成员后仍确认写入，失去两个后不再确认；剩余成员可应答 serializable 读，不应答线性一致读。',
    });
  },
};

export const two: Check = {
  id: 'etcd-two-members',
  server: 'etcd',
  async run(lab) {
    const [left, lost] = await startEtcd(lab, 2);
    if (left === undefined || lost === undefined) return;
    await serving(lab, [left, lost]);
    await acknowledged(lab, left, 'paid', '2 of 2');
    await lost.running.kill();
    lab.expect(!(await put(left, 'order', 'packed', 6000)), '1 of 2 members: no put is acknowledged within 6 s');
    lab.claim(['etcd/even-cluster', 'etcd:initial-cluster', 'quorum'], {
      en: 'A cluster of two acknowledged no put after one member was killed.',
      'zh-cn': '两成员集群失去一个成员后不再确认任何写入。',
    });
  },
};

/** A holder that stands still while its lease ends, and goes on as if it still had the lock. */
export const lease: Check = {
  id: 'etcd-lease-lost',
  server: 'etcd',
  async run(lab) {
    const [node] = await startEtcd(lab, 1);
    if (node === undefined) return;
    await serving(lab, [node]);
    const take = async (seconds: number): Promise<string | undefined> =>
      takeLock(node, 'lock', (await grantLease(node, seconds)) ?? '');
    const first = await take(8);
    if (first === undefined) throw new Refuted('a free lock was not given');
    const refused = await take(600);
    lab.expect(refused === undefined, 'a lock under a lease of 8 s: it is not given to a second holder meanwhile');
    // The first holder says nothing more.
    const second = await lab.until('the lock is free', () => take(600));
    lab.expect(true, `the lease is over: the lock is given to the second holder, revision ${second} after ${first}`);
    const late = await put(node, 'stock', 'of the first holder', 20_000);
    lab.expect(late, 'the first holder, which does not know, writes without a token: acknowledged');
    const fenced = await putFenced(node, { key: 'lock', revision: first }, 'stock', 'of the first holder');
    const current = await putFenced(node, { key: 'lock', revision: second }, 'stock', 'of the second holder');
    lab.expect(!fenced && current, 'writes that compare the revision of the lock: the first refused, the second done');
    lab.claim(['etcd', 'lease', 'distributed-lock', 'fencing-token', 'locks'], {
      en: 'A holder that let its lease of 8 s run out lost the lock to another without being told: its plain write was still acknowledged; a write that compared the revision of the lock was refused.',
      'zh-cn':
        '持有者 8 秒的租约到期后，锁已授予他人而它并不知情：普通写入仍被应答成功；带锁的 revision 做比较的写入则被拒绝。',
    });
  },
};
