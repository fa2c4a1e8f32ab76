import { networkInterfaces } from 'node:os';
import { defaultsFor } from '../defaults.ts';
import { type Check, Skipped } from '../lab.ts';
import { attempt, control, declared, noted, publish, serving, startRabbit, waiting } from '../rabbitmq.ts';

/** What a restart leaves, by type of queue and of message. */
export const durability: Check = {
  id: 'rabbitmq-durability',
  server: 'rabbitmq',
  async run(lab) {
    const { nodes } = await startRabbit(lab, 1);
    const [node] = nodes;
    if (node === undefined) return;
    await serving(lab, nodes);
    await declared(lab, node, 'orders');
    await declared(lab, node, 'scratch', { durable: false });
    await declared(lab, node, 'ledger', { type: 'quorum' });
    // That a member is forgotten when its node dies at once is not what this is about.
    await noted(lab, node, 'ledger');
    const answers = [
      await publish(node, 'orders', 'kept'),
      await publish(node, 'orders', 'transient', { persistent: false }),
      await publish(node, 'scratch', 'kept'),
      await publish(node, 'ledger', 'transient', { persistent: false }),
    ];
    lab.expect(
      answers.every((answer) => answer === 'confirmed'),
      `durable, non-durable and quorum queue, persistent and transient messages: ${answers.join(', ')}`,
    );
    const nowhere = await publish(node, 'nowhere', 'lost');
    lab.expect(nowhere === 'confirmed', `a message for a queue that does not exist: ${nowhere}`);
    lab.claim(['rabbitmq:publisher-returns', 'rabbitmq:template.mandatory'], {
      en: 'A message that was not mandatory and that no queue took was confirmed and gone.',
      'zh-cn': '未设 mandatory 且没有队列接收的消息仍被 confirm，随后消失。',
    });
    await node.running().kill();
    node.restart();
    await serving(lab, nodes);
    const orders = await waiting(node, 'orders');
    const kept = await attempt(node, (channel) => channel.take('orders'));
    lab.expect(
      orders === 1 && kept === 'kept',
      `killed and restarted: the durable queue has ${orders} of 2 messages, '${kept}'`,
    );
    const scratch = await waiting(node, 'scratch');
    lab.expect(String(scratch).startsWith('NOT_FOUND'), `the non-durable queue: ${scratch}`);
    const ledger = await lab.until('the quorum queue gives a message', () =>
      attempt(node, (channel) => channel.take('ledger')),
    );
    lab.expect(ledger === 'transient', `the quorum queue gives '${ledger}', which was sent as transient`);
    lab.claim(['rabbitmq', 'message-loss'], {
      en: 'A single node was killed after it had confirmed everything: the durable classic queue came back with its persistent message and without the transient one, the non-durable queue was gone, the quorum queue had its message although it was sent as transient.',
      'zh-cn':
        '单节点在全部消息已 confirm 后被杀死：持久化经典队列恢复后只剩持久化消息，瞬态消息丢失；非持久化队列不复存在；仲裁队列的消息即使以瞬态发送也仍在。',
    });
  },
};

/** A consumer that dies with a message, by when the message counts as done. */
export const acknowledgements: Check = {
  id: 'rabbitmq-acknowledgements',
  server: 'rabbitmq',
  async run(lab) {
    const { nodes } = await startRabbit(lab, 1);
    const [node] = nodes;
    if (node === undefined) return;
    await serving(lab, nodes);
    await declared(lab, node, 'orders');
    const sent = [await publish(node, 'orders', 'first'), await publish(node, 'orders', 'second')];
    lab.expect(sent.join() === 'confirmed,confirmed', `two messages: ${sent.join(', ')}`);
    // `attempt` ends the connection when the work is done, as a crash of the consumer does.
    const automatic = await attempt(node, (channel) => channel.take('orders'));
    const manual = await attempt(node, (channel) => channel.borrow('orders'));
    const again = await lab.until('what is left', async () => {
      const message = await attempt(node, (channel) => channel.borrow('orders'));
      return typeof message === 'object' ? message : undefined;
    });
    lab.expect(
      automatic === 'first' && typeof manual === 'object' && !manual.redelivered,
      `consumers that die: one has '${automatic}' with automatic acknowledgement, one '${typeof manual === 'object' ? manual.body : manual}' without having acknowledged it`,
    );
    lab.expect(
      again.body === 'second' && again.redelivered,
      `the next consumer is given '${again.body}', marked as redelivered: ${again.redelivered}`,
    );
    lab.claim(['rabbitmq', 'rabbitmq/acknowledge-none', 'message-loss', 'message-duplication'], {
      en: 'Two consumers died with a message: the one that was acknowledged automatically was gone, the one that was not yet acknowledged was given to the next consumer, marked as redelivered.',
      'zh-cn':
        '两个消费者各取一条消息后崩溃：自动确认的那条丢失；尚未确认的那条投递给了下一个消费者，并带 redelivered 标记。',
    });
  },
};

/** Address of this machine that is not its loopback. */
function otherAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

/** Who may be `guest`. */
export const guest: Check = {
  id: 'rabbitmq-guest',
  server: 'rabbitmq',
  async run(lab) {
    const host = otherAddress();
    if (host === undefined) throw new Skipped('this machine has no address but its loopback');
    const login = async (settings: Readonly<Record<string, string>>): Promise<string> => {
      const { nodes } = await startRabbit(lab, 1, settings, host);
      const [node] = nodes;
      if (node === undefined) return '';
      const answer = await lab.until(
        'an answer to the login of guest',
        () => attempt(node, async () => 'let in', { host }),
        { about: node.running() },
      );
      if (answer === 'let in') return answer;
      // The client is told that it may not; why, stands in the log.
      const why = await lab.until(
        'the reason in the log',
        async () => /user 'guest' can [\w ]+/.exec(node.running().output())?.[0],
        { about: node.running() },
      );
      return `${answer.split('.')[0]}; log: ${why}`;
    };
    const [byDefault, open] = await Promise.all([login({}), login({ 'loopback_users.guest': 'false' })]);
    lab.expect(
      byDefault.includes('can only connect via localhost'),
      `default, guest over an address that is not loopback: ${byDefault}`,
    );
    lab.expect(open === 'let in', `loopback_users.guest = false: ${open}`);
    lab.claim(['rabbitmq:loopback_users.guest', 'rabbitmq/guest-from-anywhere'], {
      en: 'Over an address that is not loopback guest was refused by default and let in with loopback_users.guest = false.',
      'zh-cn': '经由非回环地址登录时，guest 默认被拒绝；loopback_users.guest = false 时可以登录。',
    });
  },
};

/** The defaults of the knowledge base, compared with the environment of a node without settings of its own. */
export const defaults: Check = {
  id: 'rabbitmq-defaults',
  server: 'rabbitmq',
  async run(lab) {
    const { nodes } = await startRabbit(lab, 1);
    const [node] = nodes;
    if (node === undefined) return;
    await serving(lab, nodes);
    const environment = await control(lab, node, 'environment');
    for (const { id, names, value } of defaultsFor('rabbitmq', lab.server.version)) {
      const [name = ''] = names;
      // `vm_memory_high_watermark.relative` is `{vm_memory_high_watermark,0.4}` there; strings are in `<<"…">>`.
      const reported = new RegExp(`\\{${name.replace(/\.\w+$/, '')},(?:<<")?([\\w.]+)(?:">>)?\\}`).exec(
        environment,
      )?.[1];
      if (reported === undefined) continue;
      const stated = /^(\d+)MB$/.test(value) ? String(Number.parseInt(value, 10) * 1_000_000) : value;
      lab.expect(stated === reported, `environment: ${name} is ${reported}, the knowledge base says ${value}`);
      lab.claim([id], {
        en: `A node without settings of its own reported ${name} as ${reported}.`,
        'zh-cn': `未单独设置时，节点报告 ${name} 为 ${reported}。`,
      });
    }
  },
};
