import { setTimeout as delay } from 'node:timers/promises';
import type { Check, Lab } from '../lab.ts';
import { type PostgresNode, query, startOn, startPostgres, startStandby } from '../postgresql.ts';

const rows = "SELECT string_agg(state, ',' ORDER BY state) FROM orders";

function insert(lab: Lab, node: PostgresNode, state: string, before = ''): Promise<string | undefined> {
  return query(lab, node, `${before}INSERT INTO orders VALUES ('${state}') RETURNING state`);
}

async function startPrimary(lab: Lab): Promise<PostgresNode> {
  const primary = await startPostgres(lab);
  await query(lab, primary, 'CREATE TABLE orders (state text)');
  return primary;
}

async function arrives(lab: Lab, standby: PostgresNode, states: string): Promise<void> {
  await lab.until(
    `the standby has ${states}`,
    async () => ((await query(lab, standby, rows)) === states ? true : undefined),
    10_000,
    standby.running,
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
    await query(lab, standby, 'SELECT pg_promote()', { ms: 20_000 });
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
    const primary = await startPrimary(lab);
    const first = await startStandby(lab, primary, 's1');
    const second = await startStandby(lab, primary, 's2');
    await query(lab, primary, "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (s1, s2)'");
    await query(lab, primary, 'SELECT pg_reload_conf()');
    await lab.until(
      'the standbys count',
      async () => {
        const sql = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'";
        return (await query(lab, primary, sql)) === '2' ? true : undefined;
      },
      10_000,
    );
    first.cable.cut();
    const one = await insert(lab, primary, 'one');
    lab.expect(one === 'one', `ANY 1 (s1, s2), s1 cut off: the INSERT is answered ${one}`);
    await arrives(lab, second, 'one');
    second.cable.cut();
    const none = await insert(lab, primary, 'two');
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
    lab.claim(['postgresql:synchronous_standby_names', 'postgresql:synchronous_commit', 'postgresql', 'replication'], {
      en: 'With ANY 1 (s1, s2) a commit was acknowledged while one of the two standbys was cut off and not within 5 s when both were; synchronous_commit local did not wait. After a restart the primary had the row whose commit had never been acknowledged, and no standby had it.',
      'zh-cn':
        'ANY 1 (s1, s2) 时，隔离一个备库仍可确认提交，两个都隔离后 5 秒内没有确认；synchronous_commit=local 不等待。主库重启后，那条从未确认的数据在主库上可见，而备库没有。',
    });
  },
};

/** Whether a query on a synchronous standby sees what was just committed. */
export const remoteApply: Check = {
  id: 'postgresql-remote-apply',
  server: 'postgresql',
  async run(lab) {
    const primary = await startPrimary(lab);
    const standby = await startStandby(lab, primary, 's1', { recovery_min_apply_delay: '2s' });
    await query(lab, primary, "ALTER SYSTEM SET synchronous_standby_names = 's1'");
    await query(lab, primary, 'SELECT pg_reload_conf()');
    const seen = async (level: string): Promise<string> => {
      const answer = await insert(lab, primary, level, `SET synchronous_commit = ${level}; `);
      lab.expect(answer === level, `synchronous_commit ${level}, a standby that applies 2 s late: answered ${answer}`);
      return (await query(lab, standby, `SELECT count(*) FROM orders WHERE state = '${level}'`)) ?? '';
    };
    // The table itself has to arrive first.
    await lab.until(
      'the standby has the table',
      async () => ((await query(lab, standby, 'SELECT count(*) FROM orders')) === '0' ? true : undefined),
      10_000,
    );
    const on = await seen('on');
    lab.expect(on === '0', `on: the standby then shows ${on} rows`);
    const applied = await seen('remote_apply');
    lab.expect(applied === '1', `remote_apply: the standby then shows ${applied} row`);
    lab.claim(['postgresql:synchronous_commit', 'read-your-writes'], {
      en: 'After a commit with synchronous_commit on a query on the synchronous standby, which applied late, did not show it; after one with remote_apply it did.',
      'zh-cn':
        '在延迟应用的同步备库上查询：synchronous_commit=on 的提交确认后尚不可见；remote_apply 的提交确认后立即可见。',
    });
  },
};
