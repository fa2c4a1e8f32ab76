import { type Check, type Lab, Skipped } from '../lab.ts';
import { type RedisOptions, pause, startRedis } from '../redis.ts';
import { find } from '../server.ts';
import { shown } from '../resp.ts';

/** Writes a key, ends the server, starts it again on the same folder and gives what the key holds then. */
async function afterRestart(
  lab: Lab,
  settings: NonNullable<RedisOptions['settings']>,
  end: 'SIGKILL' | 'SIGTERM',
): Promise<string> {
  const first = await startRedis(lab, { settings });
  const answer = await first.call('SET', 'order:1', 'paid');
  lab.expect(answer === 'OK', `${JSON.stringify(settings)}: SET was answered with ${shown(answer)}`);
  await first.running.kill(end);
  const second = await startRedis(lab, { settings, folder: first.folder });
  return shown(await second.call('GET', 'order:1'));
}

/** What is there after a restart, by what was written to disk. */
export const restart: Check = {
  id: 'redis-restart',
  server: 'redis',
  async run(lab) {
    const kept = await afterRestart(lab, { appendonly: 'yes', appendfsync: 'always' }, 'SIGKILL');
    lab.expect(kept === 'paid', `appendonly yes, killed, restarted: GET gives ${kept}`);
    const lost = await afterRestart(lab, { appendonly: 'no' }, 'SIGKILL');
    lab.expect(lost === 'nil', `appendonly no with the default save points, killed, restarted: GET gives ${lost}`);
    lab.claim(['redis:appendonly'], {
      en: 'Killed right after an acknowledged write and restarted: with appendonly yes the key was there, with appendonly no and the default save points it was gone.',
      'zh-cn': '写入确认后立即杀死进程并重启：appendonly yes 时键仍在；appendonly no 加默认 save 条件时键已丢失。',
    });
    const saved = await afterRestart(lab, { appendonly: 'no' }, 'SIGTERM');
    lab.expect(saved === 'paid', `default save points, shut down in order, restarted: GET gives ${saved}`);
    const nothing = await afterRestart(lab, { appendonly: 'no', save: '' }, 'SIGTERM');
    lab.expect(nothing === 'nil', `save "" and appendonly no, shut down in order, restarted: GET gives ${nothing}`);
    lab.claim(['redis:save', 'redis/nothing-saved'], {
      en: 'With save "" and appendonly no even an orderly shutdown lost the acknowledged write; with the default save points the same shutdown kept it.',
      'zh-cn':
        'save "" 且 appendonly no 时，即使正常关闭也丢失了已确认的写入；使用默认 save 条件时，同样的关闭保留了数据。',
    });
  },
};

const writes = 50;

/** fdatasync calls while `writes` commands are answered one after the other. */
async function syncsOf(lab: Lab, strace: string, appendfsync: string): Promise<number> {
  const trace = lab.file('trace.txt', '');
  const node = await startRedis(lab, {
    settings: { appendonly: 'yes', appendfsync },
    under: [strace, '-f', '-e', 'trace=fdatasync', '-o', trace],
  });
  const calls = (): number => lab.read(trace).split('fdatasync(').length - 1;
  const before = calls();
  for (let i = 0; i < writes; i++) {
    await node.call('SET', `order:${i}`, 'paid');
    await pause(30);
  }
  return calls() - before;
}

/** When the append-only file is forced to disk, counted in system calls. */
export const fsync: Check = {
  id: 'redis-appendfsync',
  server: 'redis',
  async run(lab) {
    const strace = find('strace');
    if (strace === undefined) throw new Skipped('strace is not installed, so nobody can count calls of fdatasync');
    const always = await syncsOf(lab, strace, 'always');
    lab.expect(always >= writes, `appendfsync always: ${always} calls of fdatasync for ${writes} acknowledged writes`);
    const everysec = await syncsOf(lab, strace, 'everysec');
    lab.expect(
      everysec > 0 && everysec < writes / 5,
      `appendfsync everysec: ${everysec} calls for ${writes} acknowledged writes`,
    );
    const no = await syncsOf(lab, strace, 'no');
    lab.expect(no === 0, `appendfsync no: ${no} calls for ${writes} acknowledged writes`);
    lab.claim(['redis:appendfsync'], {
      en: 'System calls were counted: always forced the file to disk at least once per acknowledged write, everysec far less often than it acknowledged, no not at all.',
      'zh-cn':
        '统计系统调用的结果：always 每次已确认的写入至少刷盘一次；everysec 的刷盘次数远少于确认次数；no 完全不主动刷盘。',
    });
  },
};
