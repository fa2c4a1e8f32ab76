import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import { cableTo } from '../../../knowledge/verify/cable.ts';
import { type Check, createLab, type Lab, Refuted, Skipped } from '../../../knowledge/verify/lab.ts';
import { connectRedis } from '../../../knowledge/verify/resp.ts';
import { runAll, runCheck } from '../../../knowledge/verify/run.ts';
import type { Server } from '../../../knowledge/verify/server.ts';
import { createServer } from 'node:net';

const server: Server = { name: 'redis', program: '/bin/sh', version: '7.0.15' };
const text = { en: 'It holds.', 'zh-cn': '成立。' };

function check(run: Check['run'], id = 'redis-example'): Check {
  return { id, server: 'redis', run };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a check', () => {
  it('claims what it saw', async () => {
    const outcome = await runCheck(
      check(async (lab) => {
        lab.expect(true, 'SET: OK');
        lab.claim(['redis'], text);
      }),
      server,
      5000,
    );
    assert.equal(outcome.result, 'held');
    assert.deepEqual(outcome.seen, ['SET: OK']);
    assert.deepEqual(outcome.claims, [{ subjects: ['redis'], text }]);
  });

  it('claims nothing when a later step shows something else', async () => {
    const outcome = await runCheck(
      check(async (lab) => {
        lab.claim(['redis'], text);
        lab.expect(false, 'GET: nil');
      }),
      server,
      5000,
    );
    assert.equal(outcome.result, 'refuted');
    assert.equal(outcome.reason, 'seen instead: GET: nil');
    assert.deepEqual(outcome.claims, []);
  });

  it('says why it cannot be made', async () => {
    const outcome = await runCheck(
      check(() => Promise.reject(new Skipped('strace is not installed'))),
      server,
      5000,
    );
    assert.equal(outcome.result, 'skipped');
    assert.equal(outcome.reason, 'strace is not installed');
  });

  it('that saw nothing has not held', async () => {
    const outcome = await runCheck(
      check(async () => {}),
      server,
      5000,
    );
    assert.equal(outcome.result, 'skipped');
  });

  it('is ended when it hangs, with all that it started and its folder', async () => {
    let pid = 0;
    let folder = '';
    const outcome = await runCheck(
      check(async (lab) => {
        folder = lab.folder();
        const running = lab.start('/bin/sh', ['-c', 'sleep 60 & echo $!; wait']);
        pid = await lab.until('its pid', async () => Number(running.output()) || undefined, { ms: 3000 });
        await lab.until('never', async () => undefined, { ms: 60_000 });
      }),
      server,
      800,
    );
    assert.equal(outcome.result, 'skipped');
    assert.equal(outcome.reason, 'not done within 0.8 s, and nothing seen until then was false');
    assert.ok(pid > 0);
    assert.ok(!existsSync(dirname(folder)));
    const gone = createLab(server);
    await gone.until('the child is gone', async () => (isAlive(pid) ? undefined : true), { ms: 3000 });
    await gone.close();
  });
});

describe('a run', () => {
  const absent = {
    redis: server,
    zookeeper: undefined,
    etcd: undefined,
    rabbitmq: undefined,
    postgresql: undefined,
    memcached: undefined,
    haproxy: undefined,
    nginx: undefined,
  };

  it('skips what needs a server that is not there and goes on', async () => {
    const printed: string[] = [];
    const outcomes = await runAll(
      [
        { id: 'etcd-example', server: 'etcd', run: async () => assert.fail('must not run') },
        check(async (lab) => lab.claim(['redis'], text)),
      ],
      absent,
      { check: 5000, run: 10_000 },
      ({ check: id, result, reason }) => printed.push(`${id} ${result} ${reason ?? ''}`),
    );
    assert.equal(outcomes.length, 2);
    assert.deepEqual(printed.toSorted(), ['etcd-example skipped etcd is not installed here', 'redis-example held ']);
  });

  it('makes a check in which something was late once more, when the others are done', async () => {
    const order: string[] = [];
    let quick = false;
    const slow = check(async (lab) => {
      order.push('slow');
      await lab.until('an answer', async () => (quick ? true : undefined), { ms: 50 });
      lab.claim(['redis'], text);
    }, 'redis-slow');
    const other = check(async (lab) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      order.push('other');
      quick = true;
      lab.claim(['redis'], text);
    }, 'redis-other');
    const printed: string[] = [];
    const outcomes = await runAll([slow, other], absent, { check: 5000, run: 20_000 }, ({ check: id, result }) =>
      printed.push(`${id} ${result}`),
    );
    assert.deepEqual(order, ['slow', 'other', 'slow']);
    assert.deepEqual(printed, ['redis-slow skipped', 'redis-other held', 'redis-slow held']);
    assert.deepEqual(
      outcomes.map(({ check: id, result }) => `${id} ${result}`),
      ['redis-other held', 'redis-slow held'],
    );
  });

  it('refutes a check in which something is late twice, and at once one that saw something else', async () => {
    const late = check((lab) => lab.until('an answer', async () => undefined, { ms: 50 }), 'redis-late');
    const wrong = check(async (lab) => lab.expect(false, 'GET: nil'), 'redis-wrong');
    const outcomes = await runAll([late, wrong], absent, { check: 5000, run: 20_000 }, () => {});
    assert.deepEqual(
      outcomes.map(({ check: id, result }) => `${id} ${result}`),
      ['redis-wrong refuted', 'redis-late refuted'],
    );
  });

  it('begins nothing when its time is up', async () => {
    const [outcome] = await runAll(
      [check(async () => assert.fail('must not run'))],
      absent,
      { check: 5000, run: 0 },
      () => {},
    );
    assert.equal(outcome?.reason, 'the time of the run is up');
  });
});

async function withLab(use: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = createLab(server);
  try {
    await use(lab);
  } finally {
    await lab.close();
  }
}

it('a cable that is cut stays connected and carries nothing', () =>
  withLab(async (lab) => {
    const port = await lab.port();
    const echo = createServer((socket) => socket.on('data', () => socket.write('+PONG\r\n')));
    await new Promise<void>((resolve) => void echo.listen(port, '127.0.0.1', resolve));
    lab.onClose(() => echo.close());
    const cable = await cableTo(lab, port);
    const client = await connectRedis({ port: cable.port, timeout: 300 });
    lab.onClose(client.close);
    assert.equal(await client.call('PING'), 'PONG');
    cable.cut();
    await assert.rejects(client.call('PING'), /no answer in 300 ms/);
    assert.equal(client.closed(), false);
  }));

it('a cable that is mended ends what it carried and takes new connections', () =>
  withLab(async (lab) => {
    const port = await lab.port();
    const echo = createServer((socket) => socket.on('data', () => socket.write('+PONG\r\n')));
    await new Promise<void>((resolve) => void echo.listen(port, '127.0.0.1', resolve));
    lab.onClose(() => echo.close());
    const cable = await cableTo(lab, port);
    const before = await connectRedis({ port: cable.port, timeout: 300 });
    cable.cut();
    await assert.rejects(before.call('PING'));
    cable.mend();
    await assert.rejects(before.call('PING'), /connection closed|no answer/);
    const after = await connectRedis({ port: cable.port, timeout: 300 });
    lab.onClose(after.close);
    assert.equal(await after.call('PING'), 'PONG');
  }));

it('what has left the group of its process ends with it', () =>
  withLab(async (lab) => {
    const running = lab.start('/bin/sh', ['-c', 'setsid sleep 60 & echo $!; wait']);
    const pid = await lab.until('the child is there', async () => Number(running.output().trim()) || undefined, {
      about: running,
      ms: 5000,
    });
    await lab.until('it leads a session of its own', async () => (isAlive(pid) ? true : undefined), { ms: 2000 });
    await running.kill();
    await lab.until('it is gone', async () => (isAlive(pid) ? undefined : true), { ms: 5000 });
  }));

it('asks again when a question fails, and tells of the failure when time is up', () =>
  withLab(async (lab) => {
    let asked = 0;
    const probe = async (): Promise<string> => {
      if (++asked < 3) throw new Error('connection closed');
      return 'PONG';
    };
    assert.equal(await lab.until('an answer', probe), 'PONG');
    await assert.rejects(
      lab.until('an answer', () => Promise.reject(new Error('connection closed')), { ms: 100 }),
      /an answer: not within 0\.1 s\n\s+\| connection closed/,
    );
  }));

it('does not ask again when what it hears refutes the check', () =>
  withLab(async (lab) => {
    const probe = (): Promise<string> => Promise.reject(new Refuted('GET: nil'));
    await assert.rejects(lab.until('an answer', probe), Refuted);
  }));

it('a port is given out once, and none that connections are lent', () =>
  withLab(async (lab) => {
    const ports = await Promise.all([lab.port(), lab.port(), lab.port()]);
    assert.equal(new Set(ports).size, 3);
    assert.ok(ports.every((port) => port < 32_768));
  }));

it('the words of a process that does not come up are told', () =>
  withLab(async (lab) => {
    const running = lab.start('/bin/sh', ['-c', 'echo "Fatal: bad directive"']);
    await lab.until('it ends', async () => (running.output() === '' ? undefined : true), { ms: 3000 });
    await assert.rejects(
      lab.until('it answers', async () => undefined, { about: running, ms: 100 }),
      /it answers: not within 0\.1 s\n\s+\| Fatal: bad directive/,
    );
  }));
