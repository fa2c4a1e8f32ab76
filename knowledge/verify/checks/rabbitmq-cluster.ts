import { isolate, reunite } from '../epmd.ts';
import type { Check, Lab } from '../lab.ts';
import { closed, declare, declared, publish, type RabbitNode, serving, startRabbit, waiting } from '../rabbitmq.ts';

/** Waits until a message for a queue is confirmed. */
async function confirmed(lab: Lab, node: RabbitNode, queue: string, what: string): Promise<void> {
  await lab.until(
    what,
    async () => ((await publish(node, queue, what, { timeout: 10_000 })) === 'confirmed' ? true : undefined),
    { about: node.running() },
  );
  lab.expect(true, `${what}: confirmed`);
}

/** Quorum queue and classic queue through the loss of one node of three, then of two. */
export const quorumQueue: Check = {
  id: 'rabbitmq-quorum-queue',
  server: 'rabbitmq',
  async run(lab) {
    const { nodes } = await startRabbit(lab, 3);
    await serving(lab, nodes);
    const [first, second, third] = nodes;
    if (first === undefined || second === undefined || third === undefined) return;
    await declared(lab, first, 'orders', { type: 'quorum' });
    await declared(lab, first, 'mails');
    await confirmed(lab, first, 'orders', '3 of 3 nodes, quorum queue');
    await confirmed(lab, first, 'mails', '3 of 3 nodes, classic queue on the first');
    await first.running().kill();
    await confirmed(lab, third, 'orders', '2 of 3 nodes, quorum queue');
    const away = await lab.until('the classic queue is missed', async () => {
      const answer = await waiting(third, 'mails');
      return typeof answer === 'string' ? answer : undefined;
    });
    lab.expect(away.includes('down or inaccessible'), `2 of 3 nodes, classic queue on the lost one: ${away}`);
    await second.running().kill();
    const alone = await publish(third, 'orders', 'alone', { timeout: 6000 });
    lab.expect(alone !== 'confirmed', `1 of 3 nodes, quorum queue, within 6 s: ${alone ?? 'no confirm'}`);
    await declared(lab, third, 'fresh');
    lab.expect(true, '1 of 3 nodes: a new classic queue is declared');
    second.restart();
    await confirmed(lab, third, 'orders', '2 of 3 nodes again, quorum queue');
    first.restart();
    await serving(lab, [first]);
    const back = await lab.until('the classic queue is back', async () => {
      const count = await waiting(third, 'mails');
      return typeof count === 'number' ? count : undefined;
    });
    lab.expect(back === 1, `the lost node is back: its classic queue has ${back} of 1 messages`);
    lab.claim(['rabbitmq', 'quorum', 'raft', 'rabbitmq:default_queue_type'], {
      en: 'Of three nodes one was killed, then another: a quorum queue confirmed after the first loss and not after the second; a durable classic queue could not be reached while its node was down and had its message when the node was back.',
      'zh-cn':
        '三个节点先后杀死两个：仲裁队列在失去一个节点后仍可 confirm，失去两个后不再 confirm；持久化经典队列在其节点停机期间无法访问，节点恢复后消息仍在。',
    });
  },
};

/** Two nodes: a quorum queue stops with either, and pause_minority stops both. */
export const twoNodes: Check = {
  id: 'rabbitmq-two-nodes',
  server: 'rabbitmq',
  async run(lab) {
    const { nodes, mappers } = await startRabbit(lab, 2, { cluster_partition_handling: 'pause_minority' });
    await serving(lab, nodes);
    const [left, right] = nodes;
    if (left === undefined || right === undefined) return;
    await declared(lab, left, 'orders', { type: 'quorum' });
    await confirmed(lab, left, 'orders', '2 of 2 nodes, quorum queue');
    isolate(mappers, left.name);
    for (const node of [left, right]) await closed(lab, node);
    lab.expect(true, '2 nodes, pause_minority, cut off from each other: both let no client in');
    reunite(mappers, left.name);
    await serving(lab, nodes);
    await confirmed(lab, left, 'orders', 'the network is back, quorum queue');
    lab.claim(['rabbitmq:cluster_partition_handling', 'split-brain'], {
      en: 'Two nodes with pause_minority that were cut off from each other both stopped serving, and served again when the network was back.',
      'zh-cn': '设置 pause_minority 的两个节点互相隔离后，双方都停止服务；网络恢复后重新提供服务。',
    });
    await right.running().kill();
    await closed(lab, left);
    lab.expect(true, '1 of 2 nodes, pause_minority: it lets no client in');
    lab.claim(['rabbitmq/even-cluster', 'quorum'], {
      en: 'A cluster of two nodes with pause_minority served nobody after one was killed.',
      'zh-cn': '设置 pause_minority 的两节点集群失去一个节点后，剩余节点停止服务。',
    });
  },
};

interface Parted {
  readonly left: RabbitNode;
  readonly right: RabbitNode;
  readonly reunite: () => void;
}

/** Two nodes that have lost sight of each other, each with a queue and a message that the other does not know. */
async function parted(lab: Lab, handling: string): Promise<Parted | undefined> {
  const { nodes, mappers } = await startRabbit(lab, 2, { cluster_partition_handling: handling });
  await serving(lab, nodes);
  const [left, right] = nodes;
  if (left === undefined || right === undefined) return undefined;
  await declared(lab, left, 'before');
  isolate(mappers, left.name);
  await lab.until(
    'both sides have noticed',
    async () =>
      [left, right].every((node) => /node .*@localhost.* down/.test(node.running().output())) ? true : undefined,
    { about: left.running() },
  );
  const answers = [
    await declare(left, 'left'),
    await publish(left, 'left', 'on the left'),
    await declare(right, 'right'),
    await publish(right, 'right', 'on the right'),
  ];
  lab.expect(
    answers.join() === 'ok,confirmed,ok,confirmed',
    `${handling}, cut off from each other: a new durable queue and a persistent message on either side: ${answers.join(', ')}`,
  );
  return { left, right, reunite: () => reunite(mappers, left.name) };
}

/** What a partition leaves when nothing acts on it, and when the losing side is restarted. */
export const partition: Check = {
  id: 'rabbitmq-partition',
  server: 'rabbitmq',
  async run(lab) {
    const [ignoring, healing] = await Promise.all([parted(lab, 'ignore'), parted(lab, 'autoheal')]);
    if (ignoring === undefined || healing === undefined) return;
    ignoring.reunite();
    healing.reunite();
    await lab.until(
      'the partition is noticed',
      async () => (ignoring.left.running().output().includes('running_partitioned_network') ? true : undefined),
      { about: ignoring.left.running() },
    );
    const told = (node: RabbitNode, queue: string): Promise<string> =>
      lab.until(`${node.name} speaks of the queue ${queue}`, async () => (await waiting(node, queue))?.toString());
    const still = [await told(ignoring.left, 'right'), await told(ignoring.right, 'left')];
    lab.expect(
      still.every((answer) => answer.startsWith('NOT_FOUND')),
      `ignore, the network is back: neither side knows the other's queue: ${still.join('; ')}`,
    );
    const lost = await lab.until(
      'one side restarts and has what the other has',
      async () => {
        const counts = async (queue: string): Promise<string> =>
          [await waiting(healing.left, queue), await waiting(healing.right, queue)].map(String).join();
        const [left, right] = [await counts('left'), await counts('right')];
        const gone = /^NOT_FOUND.*,NOT_FOUND/;
        if (left === '1,1' && gone.test(right)) return 'right';
        return right === '1,1' && gone.test(left) ? 'left' : undefined;
      },
      { about: healing.left.running() },
    );
    lab.expect(true, `autoheal, the network is back: the queue of the ${lost} side is gone with its confirmed message`);
    lab.claim(['rabbitmq', 'rabbitmq:cluster_partition_handling', 'split-brain'], {
      en: 'Two nodes cut off from each other both took new queues and confirmed messages. When the network was back, with ignore neither knew the queue of the other; with autoheal one side restarted, and its queue was gone with the confirmed message.',
      'zh-cn':
        '两个节点互相隔离后，双方都接受了新队列并 confirm 了消息。网络恢复后：ignore 时双方都不知道对方的队列；autoheal 时其中一侧重启，其队列连同已 confirm 的消息一起消失。',
    });
  },
};
