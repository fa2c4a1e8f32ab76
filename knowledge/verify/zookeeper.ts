import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, patience, type Running } from './lab.ts';
import { connectZooKeeper, fourLetterWord, type ZooKeeperReply } from './jute.ts';

export interface ZooKeeperNode {
  readonly port: number;
  readonly folder: string;
  readonly running: Running;
}

/** Lines of a configuration: `4lw.commands.whitelist` → `*`. */
export type ZooKeeperSettings = Readonly<Record<string, string>>;

/** Milliseconds of a tick: short, so that elections are. */
export const tick = 400;

/** Starts the members of an ensemble, or one standalone server. Does not wait until they serve. */
export async function startZooKeeper(
  lab: Lab,
  members: number,
  settings: ZooKeeperSettings = {},
  flags: readonly string[] = [],
): Promise<readonly ZooKeeperNode[]> {
  const ports: { readonly client: number; readonly peer: number; readonly election: number }[] = [];
  for (let i = 0; i < members; i++)
    ports.push({ client: await lab.port(), peer: await lab.port(), election: await lab.port() });
  const servers = ports.map(({ peer, election }, i) => `server.${i + 1}=127.0.0.1:${peer}:${election}`);
  return ports.map(({ client }, i) => {
    const folder = join(lab.folder(), 'data');
    mkdirSync(folder);
    writeFileSync(join(folder, 'myid'), `${i + 1}\n`);
    const lines = {
      tickTime: String(tick),
      initLimit: '20',
      // A machine that is busy may keep a member waiting for seconds.
      syncLimit: '15',
      dataDir: folder,
      clientPort: String(client),
      clientPortAddress: '127.0.0.1',
      'admin.enableServer': 'false',
      ...settings,
    };
    const text = [
      ...Object.entries(lines).map(([name, value]) => `${name}=${value}`),
      ...(members > 1 ? servers : []),
      '',
    ].join('\n');
    const running = lab.start(lab.server.program, ['start-foreground', lab.file('zoo.cfg', text)], {
      cwd: folder,
      env: {
        ZOO_LOG_DIR: lab.folder(),
        JVMFLAGS: [
          '-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dzookeeper.root.logger=INFO,CONSOLE',
          ...flags,
        ].join(' '),
        JMXDISABLE: 'true',
      },
    });
    return { port: client, folder, running };
  });
}

/** Waits until every member serves clients: `srvr` names its mode then. */
export async function serving(lab: Lab, nodes: readonly ZooKeeperNode[]): Promise<void> {
  for (const node of nodes)
    await lab.until('a ZooKeeper server serves', async () => ((await modeOf(node)) === undefined ? undefined : true));
}

/** `leader`, `follower` or `standalone`; undefined while it serves nobody. */
export async function modeOf(node: ZooKeeperNode): Promise<string | undefined> {
  return /^Mode: (\w+)/m.exec(await fourLetterWord(node.port, 'srvr'))?.[1];
}

/** Creates a node in a session of its own. */
export async function write(node: ZooKeeperNode, path: string, ms = 20_000): Promise<ZooKeeperReply> {
  const client = await connectZooKeeper(node.port, ms);
  try {
    return await client.create(path, Buffer.from('1'));
  } finally {
    client.close();
  }
}

/** Waits until any of the nodes takes a write; `false` where none does in time. */
export async function writeAccepted(nodes: readonly ZooKeeperNode[], path: string, ms = patience): Promise<boolean> {
  const end = Date.now() + ms;
  for (let n = 0; Date.now() < end; n++) {
    for (const node of nodes) {
      const reply = await write(node, `${path}-${n}`, 5000).catch(() => undefined);
      if (reply?.error === 0) return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
