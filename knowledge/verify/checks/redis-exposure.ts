import { type Check, type Lab, Skipped } from '../lab.ts';
import { startRedis } from '../redis.ts';
import { connectRedis, refusedWith, type Reply, shown } from '../resp.ts';

/** On loopback, and yet not the address that older servers take for their own host's. */
const elsewhere = '127.0.0.2';

/** Answer to PING of a client that comes from another address. */
async function pingFrom(lab: Lab, settings: Readonly<Record<string, string>>): Promise<Reply> {
  const { port } = await startRedis(lab, { settings: { save: '', ...settings } });
  const client = await connectRedis({ port, from: elsewhere });
  lab.onClose(client.close);
  return client.call('PING');
}

/** Who may connect while the default user has no password. */
export const protectedMode: Check = {
  id: 'redis-protected-mode',
  server: 'redis',
  async run(lab) {
    const byDefault = await pingFrom(lab, {});
    if (byDefault === 'PONG') throw new Skipped(`this server counts ${elsewhere} as its own host`);
    lab.expect(
      refusedWith(byDefault, 'DENIED'),
      `default, no password, client from another address: ${shown(byDefault).slice(0, 60)}…`,
    );
    const open = await pingFrom(lab, { 'protected-mode': 'no' });
    lab.expect(open === 'PONG', `protected-mode no, no password, client from another address: ${shown(open)}`);
    lab.claim(['redis:protected-mode', 'redis/protected-mode-off'], {
      en: 'Without a password a client from another address was refused with DENIED by default and served with protected-mode no.',
      'zh-cn': '未设密码时，来自其他地址的客户端默认被拒绝并返回 DENIED；protected-mode no 时则正常服务。',
    });
  },
};
