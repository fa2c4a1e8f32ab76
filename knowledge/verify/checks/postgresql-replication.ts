import { setTimeout as delay } from 'node:timers/promises';
import type { Check, Lab } from '../lab.ts';
import { type PostgresNode, query, startOn, startPostgres, startStandby } from '../postgresql.ts';

const rows = "SELECT string_agg(state, ',' ORDER BY state) FROM orders";

function insert(lab: Lab, node: PostgresNode, state: string, before = '', ms?: number): Promise<string | undefined> {
  const sql = `${before}INSERT INTO orders VALUES ('${state}') RETURNING state`;
  return query(lab, node, sql, ms === undefined ? {} : { ms });
}

/** A primary with an empty table; no standby is there yet to wait for. */
async function startPrimary(lab: Lab, settings: Readonly<Record<string, string>> = {}): Promise<PostgresNode> {
  const primary = await startPostgres(lab, { settings });
  await query(lab, primary, 'SET synchronous_commit = local; CREATE TABLE orders (state text)');
  return primary;
}

async function arrives(lab: Lab, standby: PostgresNode, states: string): Promise<void> {
  await lab.until(
    `the standby has ${states}`,
    async () => ((await query(lab, standby, rows)) === states ? true : undefined),
    { about: standby.running },
  );
}

/** A commit is acknowledged before a standby has it, and nobody is promoted by itself. */
export const asynchronous: Check = {
  id: 'postgresql-asynchronous-standby',
  server: 'postgresql',
  async run(lab) {
    const primary = await startPrimary(lab);
    const standby = await startStandby(lab, primary, 's1');
    await insert(lab, primary, 'paid');
    await arrives(lab, standby, 'paid');
    standby.cable.cut();
    const answer = await insert(lab, primary, 'sent');
    lab.expect(answer === 'sent', `default, the standby cut off: the INSERT is answered ${answer}`);
    await primary.running.kill();
    await delay(4000);
    const role = await query(lab, standby, 'SELECT pg_is_in_recovery()');
    const write = await insert(lab, standby, 'other');
    lab.expect(
      role === 't' && write?.includes('read-only transaction') === true,
      `4 s after the primary is killed the standby is still one (pg_is_in_recovery ${role}), an INSERT gives ${write}`,
    );
    await query(lab, standby, 'SELECT pg_promote()', { ms: 70_000 });
    const left = await query(lab, standby, rows);
    lab.expect(left === 'paid', `promoted by hand: it has ${left} of paid,sent`);
    lab.claim(['postgresql', 'async-replication', 'replication', 'postgresql:synchronous_standby_names'], {
      en: 'Without synchronous standbys a primary cut off from its standby acknowledged a commit; the standby did not take over when the primary was killed, and the acknowledged row was missing after it had been promoted by hand.',
      'zh-cn':
        '没有同步备库时，与备库隔离的主库仍确认了提交；主库被杀死后备库没有自动接管，手动提升后缺少那条已确认的数据。',
    });
  },
};

/** A commit waits for as many standbys as are asked for, and is there after a restart although nobody else has it. */
export const synchronous: Check = {
  id: 'postgresql-synchronous-standbys',
  server: 'postgresql',
  async run(lab) {
    const primary = await startPrimary(lab, { synchronous_standby_names: 'ANY 1 (s1, s2)' });
    const first = await startStandby(lab, primary, 's1');
    const second = await startStandby(lab, primary, 's2');
    await lab.until('the standbys count', async () => {
      const sql = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'";
      return (await query(lab, primary, sql)) === '2' ? true : undefined;
    });
    first.cable.cut();
    const one = await insert(lab, primary, 'one');
    lab.expect(one === 'one', `ANY 1 (s1, s2), s1 cut off: the INSERT is answered ${one}`);
    await arrives(lab, second, 'one');
    second.cable.cut();
    const none = await insert(lab, primary, 'two', '', 5000);
    lab.expect(none === undefined, `ANY 1 (s1, s2), both cut off: no answer to an INSERT within 5 s (${none ?? '–'})`);
    const local = await insert(lab, primary, 'three', 'SET synchronous_commit = local; ');
    lab.expect(local === 'three', `both cut off, synchronous_commit local: the INSERT is answered ${local}`);
    await primary.running.kill();
    const again = await startOn(lab, primary.folder, primary.port);
    const here = await query(lab, again, rows);
    const there = await query(lab, second, rows);
    lab.expect(
      here === 'one,three,two' && there === 'one',
      `the primary killed and started again: it has ${here}, the standby has ${there}`,
    );
    lab.claim(
      [
        'postgresql:synchronous_standby_names',
        'postgresql:synchronous_commit',
        'postgresql',
        'replication',
        'replication-modes',
        'synchronous-replication',
      ],
      {
        en: 'With ANY 1 (s1, s2) a commit was acknowledged while one of the two standbys was cut off and not within 5 s when both were; synchronous_commit local did not wait. After a restart the primary had the row whose commit had never been acknowledged, and no standby had it.',
        'zh-cn':
          'ANY 1 (s1, s2) 时，隔离一个备库仍可确认提交，两个都隔离后 5 秒内没有确认；synchronous_commit=local 不等待。主库重启后，那条从未确认的数据在主库上可见，而备库没有。',
      },
    );
  },
};

/** Whether a query on a synchronous standby sees what was just committed. */
export const remoteApply: Check = {
  id: 'postgresql-remote-apply',
  server: 'postgresql',
  async run(lab) {
    const primary = await startPrimary(lab, { synchronous_standby_names: 's1' });
    const standby = await startStandby(lab, primary, 's1');
    await arrives(lab, standby, '');
    await query(lab, standby, 'SELECT pg_wal_replay_pause()');
    await lab.until('the standby stops applying', async () => {
      const state = await query(lab, standby, 'SELECT pg_get_wal_replay_pause_state()');
      return state === 'paused' ? true : undefined;
    });
    const received = await insert(lab, primary, 'received', 'SET synchronous_commit = on; ');
    const hidden = await query(lab, standby, rows);
    lab.expect(
      received === 'received' && hidden === '',
      `a synchronous standby that does not apply, synchronous_commit on: answered ${received}, the standby shows '${hidden}'`,
    );
    const waiting = insert(lab, primary, 'applied', 'SET synchronous_commit = remote_apply; ');
    await lab.until('a commit that waits', async () => {
      const sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
      return (await query(lab, primary, sql)) === '1' ? true : undefined;
    });
    lab.expect(true, 'remote_apply: the commit waits');
    await query(lab, standby, 'SELECT pg_wal_replay_resume()');
    const applied = await waiting;
    const visible = await query(lab, standby, rows);
    lab.expect(
      applied === 'applied' && visible === 'applied,received',
      `remote_apply, the standby applies again: answered ${applied}, the standby shows ${visible}`,
    );
    lab.claim(['postgresql:synchronous_commit', 'read-your-writes', 'synchronous-replication'], {
      en: 'While a synchronous standby did not apply, a commit with synchronous_commit on was acknowledged and a query on the standby did not show it; one with remote_apply waited until the standby applied again, and showed at once.',
      'zh-cn':
        '同步备库暂停应用时，synchronous_commit=on 的提交仍被应答，在备库上查不到；remote_apply 的提交一直等到备库恢复应用，应答后立即可查到。',
    });
  },
};
