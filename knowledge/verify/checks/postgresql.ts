import { setTimeout as delay } from 'node:timers/promises';
import { defaultsFor } from '../defaults.ts';
import { type Check, type Lab, Refuted, Skipped } from '../lab.ts';
import { type PostgresOptions, query, startOn, startPostgres } from '../postgresql.ts';
import { find } from '../server.ts';

/** What is there of two acknowledged rows when the server is killed right after the second and started again. */
async function afterCrash(lab: Lab, settings: NonNullable<PostgresOptions['settings']>): Promise<string | undefined> {
  const node = await startPostgres(lab, { settings });
  const first = "SET synchronous_commit = on; CREATE TABLE orders (state text); INSERT INTO orders VALUES ('paid')";
  await query(lab, node, first);
  // It would force what was committed to disk a moment later: the crash comes before.
  const writer = Number(await query(lab, node, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"));
  if (!(writer > 1)) throw new Refuted(`no process that writes the log: ${writer}`);
  process.kill(writer, 'SIGSTOP');
  const answer = await query(lab, node, "INSERT INTO orders VALUES ('sent') RETURNING state");
  lab.expect(answer === 'sent', `${JSON.stringify(settings)}: the INSERT was answered ${answer}`);
  await node.running.kill();
  const again = await startOn(lab, node.folder, node.port, { settings });
  return query(lab, again, "SELECT string_agg(state, ',' ORDER BY state) FROM orders");
}

/** What a crash of the server takes away, by what a commit waits for. */
export const crash: Check = {
  id: 'postgresql-crash',
  server: 'postgresql',
  async run(lab) {
    const kept = await afterCrash(lab, { synchronous_commit: 'on' });
    lab.expect(kept === 'paid,sent', `synchronous_commit on, killed, started again: ${kept}`);
    const lost = await afterCrash(lab, { synchronous_commit: 'off' });
    lab.expect(lost === 'paid', `synchronous_commit off, killed, started again: ${lost}`);
    lab.claim(['postgresql:synchronous_commit', 'postgresql/commit-before-disk', 'postgresql'], {
      en: 'Killed right after an acknowledged commit and started again: with synchronous_commit on the row was there, with off it was gone and the rest of the table could be read.',
      'zh-cn':
        '提交确认后立即杀死进程并重启：synchronous_commit=on 时该行仍在；off 时该行丢失，表中其余数据可正常读取。',
    });
  },
};

const commits = 20;

/** Calls that force a file to disk while commits are acknowledged one after the other. */
async function syncsOf(lab: Lab, strace: string, settings: NonNullable<PostgresOptions['settings']>): Promise<number> {
  const under = [strace, '-f', '-qq', '-e', 'trace=fsync,fdatasync'];
  const node = await startPostgres(lab, { settings, under });
  await query(lab, node, 'CREATE TABLE orders (id int)');
  const calls = (): number => node.running.output().split(/\bf(?:data)?sync\(/).length - 1;
  const before = calls();
  for (let i = 0; i < commits; i++) await query(lab, node, `INSERT INTO orders VALUES (${i})`);
  await delay(300);
  return calls() - before;
}

/** When a commit is forced to disk, counted in system calls. */
export const fsync: Check = {
  id: 'postgresql-fsync',
  server: 'postgresql',
  async run(lab) {
    const strace = find('strace');
    if (strace === undefined) throw new Skipped('strace is not installed, so nobody can count calls of fdatasync');
    const on = await syncsOf(lab, strace, {});
    lab.expect(on >= commits, `fsync on: ${on} calls of fsync or fdatasync for ${commits} acknowledged commits`);
    const off = await syncsOf(lab, strace, { fsync: 'off' });
    lab.expect(off === 0, `fsync off: ${off} calls for ${commits} acknowledged commits`);
    lab.claim(['postgresql:fsync', 'postgresql/fsync-off'], {
      en: 'System calls were counted: with fsync on at least one per acknowledged commit forced the log to disk, with off none did.',
      'zh-cn': '统计系统调用的结果：fsync=on 时每次已确认的提交至少刷盘一次；off 时一次也没有。',
    });
  },
};

/** A participant that has said yes and hears nothing more, and two that hear the decision one after the other. */
export const twoPhase: Check = {
  id: 'postgresql-two-phase',
  server: 'postgresql',
  async run(lab) {
    const settings = { max_prepared_transactions: '5' };
    const node = await startPostgres(lab, { settings });
    await query(lab, node, "CREATE TABLE stock (item text, n int); INSERT INTO stock VALUES ('tea', 10)");
    await query(lab, node, "BEGIN; UPDATE stock SET n = 9; PREPARE TRANSACTION 'order-1'");
    await node.running.kill();
    const again = await startOn(lab, node.folder, node.port, { settings });
    const count = 'SELECT n FROM stock';
    const hidden = await query(lab, again, count);
    const blocked = await query(lab, again, "SET lock_timeout = '2s'; UPDATE stock SET n = 5");
    lab.expect(
      hidden === '10' && blocked?.includes('lock timeout') === true,
      `prepared, the server killed and started again: a read gives ${hidden}, an UPDATE of the row: ${blocked}`,
    );
    const other = await startPostgres(lab, { settings });
    await query(lab, other, "CREATE TABLE stock (item text, n int); INSERT INTO stock VALUES ('tea', 0)");
    await query(lab, other, "BEGIN; UPDATE stock SET n = 1; PREPARE TRANSACTION 'order-1'");
    await query(lab, again, "COMMIT PREPARED 'order-1'");
    const between = [await query(lab, again, count), await query(lab, other, count)].join(' and ');
    await query(lab, other, "COMMIT PREPARED 'order-1'");
    const after = [await query(lab, again, count), await query(lab, other, count)].join(' and ');
    lab.expect(
      between === '9 and 0' && after === '9 and 1',
      `10 and 0 in two databases, one moved: after the commit of the first branch reads give ${between}, after both ${after}`,
    );
    lab.claim(['two-phase-commit', 'xa', 'postgresql', 'transactions'], {
      en: 'A prepared transaction was there after a crash of the server, invisible and with its locks: an update of the row was refused by a lock timeout. Between the commits of two branches reads showed one done and the other not.',
      'zh-cn':
        '已 PREPARE 的事务在服务器崩溃重启后仍在：不可见但持有锁，更新同一行因锁超时失败。两个分支先后提交之间，读到的是一个已完成、另一个未完成。',
    });
  },
};

/** Whom a server lets in, by the method for other hosts. */
export const trust: Check = {
  id: 'postgresql-trust',
  server: 'postgresql',
  async run(lab) {
    const open = await startPostgres(lab);
    await query(lab, open, "ALTER USER verify PASSWORD 'secret'");
    const trusted = await query(lab, open, 'SELECT 1', { password: 'wrong' });
    lab.expect(trusted === '1', `trust, a user with a password, a client with another one: ${trusted}`);
    await open.running.kill();
    const access = 'host all all 127.0.0.1/32 scram-sha-256\n';
    const closed = await startOn(lab, open.folder, await lab.port(), { access });
    const wrong = await query(lab, closed, 'SELECT 1', { password: 'wrong' });
    const right = await query(lab, closed, 'SELECT 1', { password: 'secret' });
    lab.expect(
      wrong?.includes('password authentication failed') === true && right === '1',
      `scram-sha-256: the wrong password gives ${wrong}, the right one ${right}`,
    );
    lab.claim(['postgresql:host-auth-method', 'postgresql/trust-authentication'], {
      en: 'With the method trust a client was let in as the superuser with a wrong password although the user had one; with scram-sha-256 it was refused.',
      'zh-cn':
        '认证方式为 trust 时，客户端用错误的密码也能以超级用户登录，尽管该用户设有密码；scram-sha-256 时被拒绝。',
    });
  },
};

/** The defaults of the knowledge base, compared with what the server was built with. */
export const defaults: Check = {
  id: 'postgresql-defaults',
  server: 'postgresql',
  async run(lab) {
    const node = await startPostgres(lab);
    for (const { id, names, value } of defaultsFor('postgresql', lab.server.version)) {
      const reported = await query(lab, node, `SELECT boot_val FROM pg_settings WHERE name = '${names[0] ?? ''}'`);
      const row = await query(lab, node, `SELECT count(*) FROM pg_settings WHERE name = '${names[0] ?? ''}'`);
      if (reported === undefined || row !== '1') continue;
      lab.expect(reported === value, `pg_settings: ${names[0]} is '${reported}', the knowledge base says '${value}'`);
      lab.claim([id], {
        en: `The server named '${reported}' as the value ${names[0]} has without a setting.`,
        'zh-cn': `服务器报告 ${names[0]} 的内置默认值为 '${reported}'。`,
      });
    }
  },
};
