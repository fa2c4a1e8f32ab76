import type { Check } from '../lab.ts';
import { startRedis } from '../redis.ts';
import { isList } from '../resp.ts';
import { defaultsFor, sameValue } from '../defaults.ts';

/** The defaults of the knowledge base, asked of a server that was started without a file. */
export const defaults: Check = {
  id: 'redis-defaults',
  server: 'redis',
  async run(lab) {
    // What the experiment itself must set is nobody's default.
    const own = new Set(['port', 'bind', 'dir']);
    const node = await startRedis(lab);
    for (const { id, names, value } of defaultsFor('redis', lab.server.version)) {
      const name = names.find((one) => !own.has(one));
      if (name === undefined) continue;
      const answer = await node.call('CONFIG', 'GET', name);
      const reported = isList(answer) ? answer[1] : undefined;
      // Unknown to this version, or a line that is no setting of the server, such as `user`.
      if (typeof reported !== 'string') continue;
      lab.expect(sameValue(value, reported), `CONFIG GET ${name}: "${reported}", the knowledge base says "${value}"`);
      lab.claim([id], {
        en: `Started without a file, the server reported "${reported}" for ${name}.`,
        'zh-cn': `不带配置文件启动时，服务器报告 ${name} 的值为“${reported}”。`,
      });
    }
  },
};
