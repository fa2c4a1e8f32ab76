import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fourLetterWord } from '../jute.ts';
import { type Check, type Lab, Refuted } from '../lab.ts';
import { defaultsFor } from '../defaults.ts';
import { modeOf, serving, startZooKeeper, tick, write, writeAccepted, type ZooKeeperNode } from '../zookeeper.ts';

/** Names what a four-letter command gave, without its rest. */
function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** Ends members, the leader first, and gives the others. */
async function lose(lab: Lab, nodes: readonly ZooKeeperNode[], count: number): Promise<readonly ZooKeeperNode[]> {
  const modes = await lab.until('an ensemble with a leader', async () => {
    const found = await Promise.all(nodes.map(modeOf));
    return found.includes('leader') ? found : undefined;
  });
  const ordered = nodes.toSorted(
    (a, b) => Number(modes[nodes.indexOf(b)] === 'leader') - Number(modes[nodes.indexOf(a)] === 'leader'),
  );
  await Promise.all(ordered.slice(0, count).map(({ running }) => running.kill()));
  return ordered.slice(count);
}

/** How many losses an ensemble of a size survives. */
function ensemble(size: number, survives: number): Check['run'] {
  return async (lab) => {
    const nodes = await startZooKeeper(lab, size);
    await serving(lab, nodes);
    lab.expect(await writeAccepted(nodes, '/all'), `${size} of ${size} members: a write is acknowledged`);
    const left = survives === 0 ? nodes : await lose(lab, nodes, survives);
    if (survives > 0) {
      const accepted = await writeAccepted(left, '/some');
      lab.expect(accepted, `${left.length} of ${size} members, the leader among the lost: a write is acknowledged`);
    }
    const rest = await lose(lab, left, 1);
    const refused = !(await writeAccepted(rest, '/few', 6000));
    lab.expect(refused, `${rest.length} of ${size} members: for 6 s no write is acknowledged`);
    const answer = await lab.until('a member that is left says that it serves nobody', async () => {
      const line = firstLine(await fourLetterWord(rest[0]?.port ?? 0, 'srvr'));
      return line.includes('not currently serving') ? line : undefined;
    });
    lab.expect(true, `a member that is left says: ${answer}`);
  };
}

export const three: Check = {
  id: 'zookeeper-three-members',
  server: 'zookeeper',
  async run(lab) {
    await ensemble(3, 1)(lab);
    lab.claim(['zookeeper', 'zookeeper:servers', 'quorum', 'zab'], {
      en: 'An ensemble of three acknowledged writes after its leader was killed and none after a second member was: the last one said that it serves nobody.',
      'zh-cn': '三成员集群在 leader 被杀死后仍确认写入；再失去一个成员后不再确认任何写入，剩余节点报告当前不提供服务。',
    });
  },
};

export const even: Check = {
  id: 'zookeeper-even-ensemble',
  server: 'zookeeper',
  async run(lab) {
    await ensemble(2, 0)(lab);
    await ensemble(4, 1)(lab);
    lab.claim(['zookeeper/even-ensemble', 'zookeeper:servers'], {
      en: 'An ensemble of two refused writes after one loss; an ensemble of four acknowledged them after one loss and refused after two, as one of three does.',
      'zh-cn': '两成员集群失去一个成员即拒绝写入；四成员集群失去一个仍可写、失去两个即拒绝，与三成员集群相同。',
    });
  },
};

/** Four-letter commands that are answered, and what a server says of its limits. */
export const standalone: Check = {
  id: 'zookeeper-standalone',
  server: 'zookeeper',
  async run(lab) {
    const [closed, open] = [
      ...(await startZooKeeper(lab, 1)),
      ...(await startZooKeeper(lab, 1, { '4lw.commands.whitelist': '*' })),
    ];
    if (closed === undefined || open === undefined) return;
    await serving(lab, [closed, open]);
    await whitelist(lab, closed, open);
    const conf = await fourLetterWord(open.port, 'conf');
    const valueOf = (name: string): string | undefined => new RegExp(`^${name}=(.*)$`, 'm').exec(conf)?.[1];
    const sessions = [valueOf('minSessionTimeout'), valueOf('maxSessionTimeout')].map((one) => Number(one) / tick);
    lab.expect(sessions.join() === '2,20', `conf: sessions of ${sessions.join(' to ')} ticks by default`);
    lab.claim(['zookeeper:minSessionTimeout', 'zookeeper:maxSessionTimeout', 'zookeeper:tickTime'], {
      en: 'Without settings of their own the server allowed sessions of 2 to 20 ticks.',
      'zh-cn': '未单独设置时，服务器允许的会话超时为 2–20 个 tick。',
    });
    for (const { id, names, value } of defaultsFor('zookeeper', lab.server.version)) {
      const [name = ''] = names;
      const reported = valueOf(name);
      // `conf` names only a few of the settings.
      if (reported === undefined) continue;
      lab.expect(reported === value, `conf: ${name}=${reported}, the knowledge base says ${value}`);
      lab.claim([id], {
        en: `Without this setting the server reported ${name}=${reported}.`,
        'zh-cn': `未设置时，服务器报告 ${name}=${reported}。`,
      });
    }
  },
};

async function whitelist(lab: Lab, closed: ZooKeeperNode, open: ZooKeeperNode): Promise<void> {
  const answers = await Promise.all(['srvr', 'ruok', 'mntr', 'cons'].map((word) => fourLetterWord(closed.port, word)));
  const [srvr = '', ...others] = answers.map(firstLine);
  lab.expect(srvr.startsWith('Zookeeper version'), `default, srvr: ${srvr}`);
  lab.expect(
    others.every((text) => text.includes('not in the whitelist')),
    `default, ruok, mntr and cons: ${others[0]}`,
  );
  const ruok = await fourLetterWord(open.port, 'ruok');
  const cons = await fourLetterWord(open.port, 'cons');
  lab.expect(
    ruok === 'imok' && cons.includes('127.0.0.1'),
    `whitelist *, ruok: ${ruok}; cons: ${firstLine(cons).trim()}`,
  );
  lab.claim(['zookeeper:4lw.commands.whitelist', 'zookeeper/four-letter-words-open', 'zookeeper'], {
    en: 'By default srvr was answered and ruok, mntr and cons were not, being outside the whitelist; with `*` cons listed the connected clients to anyone who asked.',
    'zh-cn':
      '默认只应答 srvr，ruok、mntr、cons 因不在白名单中被拒绝；设为 `*` 后，cons 向未认证的客户端列出了所有连接。',
  });
}

const writes = 20;

/** Calls of fsync while writes are acknowledged one after the other, as the server counts them. */
async function syncsOf(lab: Lab, forceSync: 'yes' | 'no'): Promise<number> {
  const [node] = await startZooKeeper(lab, 1, { '4lw.commands.whitelist': '*' }, [
    `-Dzookeeper.forceSync=${forceSync}`,
  ]);
  if (node === undefined) return Number.NaN;
  await serving(lab, [node]);
  const count = async (): Promise<number> =>
    Number(/^zk_cnt_fsynctime\s+(\d+)/m.exec(await fourLetterWord(node.port, 'mntr'))?.[1]);
  const before = await count();
  for (let i = 0; i < writes; i++) {
    const { error } = await write(node, `/order-${i}`);
    if (error !== 0) throw new Refuted(`forceSync ${forceSync}: write ${i} is refused with ${error}`);
  }
  return (await count()) - before;
}

export const forceSync: Check = {
  id: 'zookeeper-force-sync',
  server: 'zookeeper',
  async run(lab) {
    const [yes, no] = await Promise.all([syncsOf(lab, 'yes'), syncsOf(lab, 'no')]);
    lab.expect(yes >= writes, `forceSync yes: ${yes} forced log writes for ${writes} acknowledged writes`);
    lab.expect(no === 0, `forceSync no: ${no} forced log writes for ${writes} acknowledged writes`);
    lab.claim(['zookeeper:forceSync', 'zookeeper/force-sync-off'], {
      en: 'The server counted at least one forced log write per acknowledged write with forceSync yes and none with no.',
      'zh-cn': '服务器统计：forceSync=yes 时每次已确认的写入至少强制刷盘一次，no 时一次也没有。',
    });
  },
};

/** Snapshots in the data folder of a server. */
function snapshots(folder: string): number {
  return readdirSync(join(folder, 'version-2')).filter((name) => name.startsWith('snapshot.')).length;
}

export const autopurge: Check = {
  id: 'zookeeper-autopurge',
  server: 'zookeeper',
  async run(lab) {
    const [node] = await startZooKeeper(lab, 1, {}, ['-Dzookeeper.snapCount=10']);
    if (node === undefined) return;
    const { folder } = node;
    await serving(lab, [node]);
    for (let i = 0; i < 400 && snapshots(folder) < 6; i++) await write(node, `/order-${i}`);
    await node.running.kill();
    const written = snapshots(folder);
    lab.expect(written > 3, `snapCount 10 and many writes: ${written} snapshots`);
    const again = await startZooKeeper(lab, 1, { dataDir: folder });
    await serving(lab, again);
    await again[0]?.running.kill();
    const kept = snapshots(folder);
    lab.expect(kept >= written, `restarted with the default: ${kept} snapshots`);
    const purging = await startZooKeeper(lab, 1, { dataDir: folder, 'autopurge.purgeInterval': '1' });
    await serving(lab, purging);
    await lab.until('a purge', async () => (snapshots(folder) <= 4 ? true : undefined));
    lab.expect(true, `restarted with autopurge.purgeInterval 1: ${snapshots(folder)} snapshots`);
    lab.claim(['zookeeper:autopurge.purgeInterval', 'zookeeper/autopurge-off'], {
      en: 'With the default a restart kept every old snapshot; with autopurge.purgeInterval 1 it deleted the oldest.',
      'zh-cn': '默认情况下重启后所有旧快照仍在；autopurge.purgeInterval=1 时旧快照被清理。',
    });
  },
};
