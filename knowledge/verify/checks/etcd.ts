import type { Check } from '../lab.ts';
import { get, put, serving, startEtcd } from '../etcd.ts';

export const three: Check = {
  id: 'etcd-three-members',
  server: 'etcd',
  async run(lab) {
    const nodes = await startEtcd(lab, 3);
    await serving(lab, nodes);
    const [last, second, first] = nodes;
    if (last === undefined || second === undefined || first === undefined) return;
    lab.expect(await put(last, 'order', 'paid', 3000), '3 of 3 members: a put is acknowledged');
    await first.running.kill();
    await lab.until(
      'two of three members acknowledge a put',
      async () => ((await put(last, 'order', 'packed', 2000)) ? true : undefined),
      15_000,
    );
    lab.expect(true, '2 of 3 members: a put is acknowledged');
    await second.running.kill();
    lab.expect(!(await put(last, 'order', 'sent', 6000)), '1 of 3 members: no put is acknowledged within 6 s');
    const current = await get(last, 'order', false, 3000);
    lab.expect(current === undefined, '1 of 3 members: a linearizable read is not answered within 3 s');
    const own = await get(last, 'order', true, 3000);
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
    lab.expect(await put(left, 'order', 'paid', 3000), '2 of 2 members: a put is acknowledged');
    await lost.running.kill();
    lab.expect(!(await put(left, 'order', 'packed', 6000)), '1 of 2 members: no put is acknowledged within 6 s');
    lab.claim(['etcd/even-cluster', 'etcd:initial-cluster', 'quorum'], {
      en: 'A cluster of two acknowledged no put after one member was killed.',
      'zh-cn': '两成员集群失去一个成员后不再确认任何写入。',
    });
  },
};
