import { setTimeout as delay } from 'node:timers/promises';
import type { Lab, Running } from './lab.ts';
import { type Address, connectRedis, type RedisClient, type Reply } from './resp.ts';

/** A Redis server of an experiment. */
export interface RedisNode {
  readonly port: number;
  readonly folder: string;
  readonly running: Running;
  readonly call: RedisClient['call'];
}

export interface RedisOptions {
  /** Settings by name, as on the command line. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Data folder of an earlier run. */
  readonly folder?: string;
  readonly port?: number;
  /** Words before the program: a tracer. */
  readonly under?: readonly string[];
}

/** Starts a server on loopback without a configuration file and waits until it answers. */
export async function startRedis(lab: Lab, options: RedisOptions = {}): Promise<RedisNode> {
  const port = options.port ?? (await lab.port());
  const folder = options.folder ?? lab.folder();
  const settings = { port: String(port), bind: '127.0.0.1', dir: folder, ...options.settings };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, ...valueWords(name, value)]);
  const [program, ...before] = [...(options.under ?? []), lab.server.program];
  const running = lab.start(program ?? lab.server.program, [...before, ...words], { cwd: folder });
  return { port, folder, running, call: await openClient(lab, running, { port }) };
}

/** Settings of several words are written as such; an empty value stays a word. */
function valueWords(name: string, value: string): readonly string[] {
  return name === 'save' && value !== '' ? value.split(' ') : [value];
}

/** Starts a sentinel of the primary called `shop`; its file is its own to write to. */
export async function startSentinel(lab: Lab, primary: number, quorum: number): Promise<RedisNode> {
  const port = await lab.port();
  const file = lab.file(
    'sentinel.conf',
    [
      `port ${port}`,
      'bind 127.0.0.1',
      `sentinel monitor shop 127.0.0.1 ${primary} ${quorum}`,
      // Until it is known that the primary is gone, a busy machine must not look like it.
      'sentinel down-after-milliseconds shop 60000',
      'sentinel failover-timeout shop 3000',
      '',
    ].join('\n'),
  );
  const folder = lab.folder();
  const running = lab.start(lab.server.program, [file, '--sentinel'], { cwd: folder });
  return { port, folder, running, call: await openClient(lab, running, { port }) };
}

/** Commands over one connection, which is opened again where the server ended it. */
async function openClient(lab: Lab, running: Running, address: Address): Promise<RedisClient['call']> {
  let client = await lab.until(
    `a Redis answers on port ${address.port}`,
    async () => {
      try {
        const one = await connectRedis(address);
        if ((await one.call('PING')) === 'PONG') return one;
        one.close();
      } catch {
        // It is not up yet.
      }
      return undefined;
    },
    { about: running },
  );
  lab.onClose(() => client.close());
  return async (...words) => {
    if (client.closed()) client = await connectRedis(address);
    return client.call(...words);
  };
}

/** Value of a `name:value` line of INFO. */
export async function info(node: RedisNode, name: string): Promise<string | undefined> {
  const text = await node.call('INFO', 'everything');
  return typeof text === 'string' ? new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(text)?.[1] : undefined;
}

/** Waits until a replica has all of its primary. */
export async function inSync(lab: Lab, replica: RedisNode): Promise<void> {
  await lab.until('the replica is in sync', async () =>
    (await info(replica, 'master_link_status')) === 'up' ? true : undefined,
  );
}

/** Commands of a partition's two sides may hang or fail; neither is an answer. */
export async function answerOf(call: Promise<Reply>): Promise<Reply | undefined> {
  return call.catch(() => undefined);
}

/** Short pause for things that are not to happen. */
export async function pause(ms: number): Promise<void> {
  await delay(ms);
}
