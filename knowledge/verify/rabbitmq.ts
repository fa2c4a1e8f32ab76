import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type AmqpChannel, AmqpError, connectAmqp, type QueueOptions } from './amqp.ts';
import { type PortMapper, startPortMappers } from './epmd.ts';
import type { Lab, Running } from './lab.ts';

/** Shared secret of the nodes of one experiment and their tool. */
const cookie = 'verify';

export interface RabbitNode {
  readonly name: string;
  /** By which the other nodes know it. */
  readonly address: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** Where it keeps its data. */
  readonly folder: string;
  readonly running: () => Running;
  /** Starts it again on its data. */
  readonly restart: () => void;
}

/** Runs `rabbitmqctl` for a node and gives what it prints. */
export async function control(lab: Lab, node: RabbitNode, ...words: readonly string[]): Promise<string> {
  const program = join(dirname(lab.server.program), 'rabbitmqctl');
  const run = promisify(execFile);
  const args = ['--erlang-cookie', cookie, '--node', node.address, ...words];
  return (await run(program, args, { env: { ...process.env, ...node.env }, timeout: 90_000 })).stdout;
}

export interface RabbitCluster {
  readonly nodes: readonly RabbitNode[];
  /** To part nodes from each other. */
  readonly mappers: readonly PortMapper[];
}

/** Starts a node, others join it one after the other. The last may not serve yet. */
export async function startRabbit(
  lab: Lab,
  count: number,
  settings: Readonly<Record<string, string>> = {},
  host = '127.0.0.1',
): Promise<RabbitCluster> {
  const names = Array.from({ length: count }, (_, i) => `rabbit${i + 1}`);
  const mappers = await startPortMappers(lab, names);
  const joining = [
    'cluster_formation.peer_discovery_backend = classic_config',
    `cluster_formation.classic_config.nodes.1 = ${names[0]}@localhost`,
  ];
  const home = lab.folder();
  const nodes: RabbitNode[] = [];
  for (const [i, name] of names.entries()) {
    const port = await lab.port();
    const folder = lab.folder();
    const lines = [
      `listeners.tcp.1 = ${host}:${port}`,
      'log.console = true',
      'log.console.level = info',
      'log.file = false',
      ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`),
      ...(i > 0 ? joining : []),
      '',
    ];
    const env = {
      HOME: home,
      ERL_EPMD_PORT: String(mappers[i]?.port),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODENAME: `${name}@localhost`,
      RABBITMQ_DIST_PORT: String(await lab.port()),
      RABBITMQ_NODE_IP_ADDRESS: host,
      RABBITMQ_CONFIG_FILE: lab.file('rabbitmq.conf', lines.join('\n')),
      RABBITMQ_ENABLED_PLUGINS_FILE: lab.file('enabled_plugins', '[].\n'),
      RABBITMQ_MNESIA_BASE: folder,
      RABBITMQ_LOG_BASE: folder,
      RABBITMQ_PID_FILE: join(folder, 'pid'),
      RABBITMQ_FEATURE_FLAGS_FILE: join(folder, 'feature_flags'),
      // A node that hears nothing counts as down after some seconds instead of a minute, but not because a machine is busy.
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `-setcookie ${cookie} -kernel net_ticktime 8 -kernel inet_dist_use_interface {127,0,0,1} -start_epmd false +sbwt none`,
    };
    const start = (): Running => lab.start(lab.server.program, [], { cwd: folder, env });
    let running = start();
    const node = {
      name,
      address: `${name}@localhost`,
      env,
      port,
      folder,
      running: () => running,
      restart: () => void (running = start()),
    };
    nodes.push(node);
    // The others join the first; all at once they would wait for each other's locks.
    if (i === 0 && count > 1) await serving(lab, [node], host);
  }
  return { nodes, mappers };
}

/** Waits until nodes let clients in, and know as many others as they should. */
export async function serving(lab: Lab, nodes: readonly RabbitNode[], host?: string): Promise<void> {
  for (const node of nodes)
    await lab.until(
      `${node.name} lets clients in`,
      async () => ((await attempt(node, async () => true, { host, timeout: 10_000 })) === true ? true : undefined),
      { about: node.running() },
    );
}

export interface AttemptOptions {
  readonly host?: string | undefined;
  readonly timeout?: number;
}

/** What a channel's work gave, or the words of the refusal; `undefined` where nobody answers. */
export async function attempt<T>(
  { port }: RabbitNode,
  work: (channel: AmqpChannel) => Promise<T>,
  { host, timeout = 20_000 }: AttemptOptions = {},
): Promise<T | string | undefined> {
  let channel: AmqpChannel | undefined;
  try {
    channel = await connectAmqp({ port, timeout, ...(host === undefined ? {} : { host }) });
    return await work(channel);
  } catch (error) {
    return error instanceof AmqpError ? error.message : undefined;
  } finally {
    channel?.close();
  }
}

/** Waits until a node has no listener any more. */
export async function closed(lab: Lab, node: RabbitNode): Promise<void> {
  await lab.until(
    `${node.name} lets no client in`,
    () =>
      new Promise<true | undefined>((resolve) => {
        const probe = connect({ host: '127.0.0.1', port: node.port });
        probe.once('connect', () => resolve(void probe.destroy()));
        probe.once('error', () => resolve(true));
      }),
    { about: node.running() },
  );
}

/**
 * Waits until a node has noted on disk that it has a member of a quorum queue, which it does a moment after the queue is
 * declared.
 */
export async function noted(lab: Lab, node: RabbitNode, queue: string): Promise<void> {
  const file = join(node.folder, node.address, 'quorum', node.address, 'names.dets');
  await lab.until(`${node.name} notes its member of ${queue}`, async () => lab.read(file).includes(queue) || undefined);
}

/** Waits until a node has declared a queue. */
export async function declared(lab: Lab, node: RabbitNode, queue: string, options?: QueueOptions): Promise<void> {
  await lab.until(
    `${node.name} declares the queue ${queue}`,
    async () => ((await declare(node, queue, options)) === 'ok' ? true : undefined),
    { about: node.running() },
  );
}

/** `ok` where the queue is there, or the refusal. */
export function declare(node: RabbitNode, queue: string, options?: QueueOptions): Promise<string | undefined> {
  return attempt(node, async (channel) => {
    await channel.declare(queue, options);
    return 'ok';
  });
}

/** `confirmed`, or what came instead: the refusal, or nothing in time. */
export function publish(
  node: RabbitNode,
  queue: string,
  body: string,
  options: { readonly persistent?: boolean; readonly timeout?: number } = {},
): Promise<string | undefined> {
  const { persistent = true, timeout = 20_000 } = options;
  return attempt(
    node,
    async (channel) => {
      await channel.publish(queue, body, persistent);
      return 'confirmed';
    },
    { timeout },
  );
}

/** How many messages wait in a queue, or the refusal. */
export function waiting(node: RabbitNode, queue: string): Promise<number | string | undefined> {
  return attempt(node, (channel) => channel.count(queue));
}
