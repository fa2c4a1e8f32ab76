import type { Check, Lab } from '../lab.ts';
import { type EtcdNode, get, put, serving, startEtcd } from '../etcd.ts';

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
    lab.claim(['etcd', 'etcd:initial-cluster', 'quorum', 'raft'], {
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
