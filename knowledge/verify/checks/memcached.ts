import type { Check, Lab } from '../lab.ts';
import { type MemcachedNode, startMemcached, valueOf } from '../memcached.ts';

/** Writes items until memory is used up for long; gives the last answer that is not of the usual kind. */
async function fill(node: MemcachedNode): Promise<string> {
  let unusual = 'STORED';
  for (let i = 0; i < 6000 && unusual === 'STORED'; i++)
    unusual = await node.call(`set cache:${i} 0 600`, 'x'.repeat(1000));
  return unusual;
}

/** What becomes of a lock when a cache beside it fills the memory. */
export const eviction: Check = {
  id: 'memcached-eviction',
  server: 'memcached',
  async run(lab) {
    const evicting = await startMemcached(lab, ['-m', '2']);
    const first = await evicting.call('add lock:stock 0 600', 'holder-1'.padEnd(1000));
    await fill(evicting);
    const gone = await valueOf(evicting, 'lock:stock');
    const second = await evicting.call('add lock:stock 0 600', 'holder-2');
    lab.expect(
      first === 'STORED' && gone === undefined && second === 'STORED',
      `-m 2, 6 MB of other items: the lock is ${gone ?? 'gone'}, the add of another holder is answered ${second}`,
    );
    const refusing = await startMemcached(lab, ['-m', '2', '-M']);
    await refusing.call('add lock:stock 0 600', 'holder-1'.padEnd(1000));
    const answer = await fill(refusing);
    const kept = (await valueOf(refusing, 'lock:stock'))?.trim();
    lab.expect(
      answer.startsWith('SERVER_ERROR out of memory') && kept === 'holder-1',
      `-m 2 -M: a set is answered '${answer}', the lock is ${kept}`,
    );
    lab.claim(['memcached', 'memcached:memory', 'memcached:disable-evictions', 'caches'], {
      en: 'When the memory was full a lock that had not expired was thrown out and given to another holder; with -M the write was refused with an error and the lock stayed.',
      'zh-cn': '内存用满后，尚未过期的锁被淘汰并授予另一持有者；使用 -M 时写入报错，锁得以保留。',
    });
  },
};

/** Two servers of one client: what each knows, and what is left after a restart. */
export const separate: Check = {
  id: 'memcached-servers-apart',
  server: 'memcached',
  async run(lab) {
    const left = await startMemcached(lab);
    const right = await startMemcached(lab);
    await left.call('set order:1 0 0', 'paid');
    const here = await valueOf(left, 'order:1');
    const there = await valueOf(right, 'order:1');
    lab.expect(
      here === 'paid' && there === undefined,
      `set on one of two servers: ${here} there, ${there ?? 'a miss'} on the other`,
    );
    await right.call('set order:1 0 0', 'sent');
    const still = await valueOf(left, 'order:1');
    lab.expect(still === 'paid', `set to another value on the other server: the first still has ${still}`);
    await left.running.kill('SIGTERM');
    const again = await startMemcached(lab, [], left.port);
    const after = await valueOf(again, 'order:1');
    lab.expect(after === undefined, `ended in order and started again: ${after ?? 'a miss'}`);
    lab.claim(['memcached'], {
      en: 'An item set on one server was a miss on another, both held different values of the same key, and a restart left nothing.',
      'zh-cn': '在一台服务器上写入的条目在另一台上未命中，两台可保存同一个键的不同值；重启后数据全部消失。',
    });
  },
};

/** The defaults of the knowledge base and the addresses of a server without settings of its own. */
export const defaults: Check = {
  id: 'memcached-defaults',
  server: 'memcached',
  async run(lab) {
    const node = await startMemcached(lab);
    const settings = await node.call('stats settings');
    const reported = (name: string): string => new RegExp(`^STAT ${name} (.*?)\\r?$`, 'm').exec(settings)?.[1] ?? '';
    const megabytes = Number(reported('maxbytes')) / 1024 ** 2;
    expectDefault(lab, 'memcached:memory', `maxbytes ${reported('maxbytes')}`, megabytes === 64, '64 MB');
    expectDefault(
      lab,
      'memcached:connections',
      `maxconns ${reported('maxconns')}`,
      reported('maxconns') === '1024',
      '1024',
    );
    const sasl = reported('auth_enabled_sasl');
    lab.expect(sasl === 'no', `auth_enabled_sasl ${sasl}, and the client was asked for no password`);
    lab.claim(['memcached', 'memcached:authentication', 'memcached/published-without-password'], {
      en: 'A server without settings of its own asked for no password.',
      'zh-cn': '未单独设置的服务器不要求密码。',
    });
  },
};

function expectDefault(lab: Lab, id: string, seen: string, holds: boolean, stated: string): void {
  lab.expect(holds, `stats settings: ${seen}, the knowledge base says ${stated}`);
  lab.claim([id], {
    en: `A server without this setting reported ${seen}.`,
    'zh-cn': `未设置时，服务器报告 ${seen}。`,
  });
}
