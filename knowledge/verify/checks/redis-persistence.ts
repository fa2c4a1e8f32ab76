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

interface Syncs {
  /** Writes that were acknowledged, one after the other. */
  readonly writes: number;
  /** Calls of fdatasync meanwhile. */
  readonly calls: number;
  readonly seconds: number;
}

/** Writes for some seconds, and at least two hundred times. */
async function syncsOf(lab: Lab, strace: string, appendfsync: string): Promise<Syncs> {
  const trace = lab.file('trace.txt', '');
  const node = await startRedis(lab, {
    settings: { appendonly: 'yes', appendfsync },
    under: [strace, '-f', '-e', 'trace=fdatasync', '-o', trace],
  });
  const calls = (): number => lab.read(trace).split('fdatasync(').length - 1;
  const before = calls();
  const started = Date.now();
  const seconds = (): number => (Date.now() - started) / 1000;
  let writes = 0;
  for (; writes < 200 || seconds() < 2.5; writes++) {
    await node.call('SET', `order:${writes}`, 'paid');
    await pause(5);
  }
  return { writes, calls: calls() - before, seconds: seconds() };
}

function inWords({ writes, calls, seconds }: Syncs): string {
  return `${calls} calls of fdatasync for ${writes} acknowledged writes in ${seconds.toFixed(1)} s`;
}

/** When the append-only file is forced to disk, counted in system calls. */
export const fsync: Check = {
  id: 'redis-appendfsync',
  server: 'redis',
  async run(lab) {
    const strace = find('strace');
    if (strace === undefined) throw new Skipped('strace is not installed, so nobody can count calls of fdatasync');
    const always = await syncsOf(lab, strace, 'always');
    lab.expect(always.calls >= always.writes, `appendfsync always: ${inWords(always)}`);
    const everysec = await syncsOf(lab, strace, 'everysec');
    lab.expect(
      everysec.calls > 0 && everysec.calls <= everysec.seconds + 2 && everysec.calls < everysec.writes,
      `appendfsync everysec: ${inWords(everysec)}`,
    );
    const no = await syncsOf(lab, strace, 'no');
    lab.expect(no.calls === 0, `appendfsync no: ${inWords(no)}`);
    lab.claim(['redis:appendfsync'], {
      en: 'System calls were counted: always forced the file to disk at least once per acknowledged write, everysec about once a second however many it acknowledged, no not at all.',
      'zh-cn':
        '统计系统调用的结果：always 每次已确认的写入至少刷盘一次；everysec 约每秒刷盘一次，与确认次数无关；no 完全不主动刷盘。',
    });
  },
};
