import { setTimeout as delay } from 'node:timers/promises';
import { type Check, createLab, Late, Refuted, Skipped } from './lab.ts';
import type { Outcome } from './outcome.ts';
import type { Server } from './server.ts';

/** Milliseconds that one check, and all of them together, may take. */
export interface Limits {
  readonly check: number;
  readonly run: number;
}

/** Less than this is not worth beginning a check with. */
const leastTime = 5000;

/**
 * Runs checks, two side by side. A check that cannot be begun in time is skipped; one in which something was late is made once
 * more, alone, when the others are done.
 */
export async function runAll(
  checks: readonly Check[],
  servers: Readonly<Record<Server['name'], Server | undefined>>,
  limits: Limits,
  onOutcome: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const end = Date.now() + limits.run;
  const waiting = [...checks];
  const outcomes: Outcome[] = [];
  const late: Check[] = [];
  const done = (outcome: Outcome): void => {
    onOutcome(outcome);
    outcomes.push(outcome);
  };
  const made = (check: Check): Promise<Outcome> =>
    begin(check, servers[check.server], Math.min(limits.check, end - Date.now()));
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const outcome = await made(check);
      if (outcome.late === true) {
        onOutcome({ ...outcome, result: 'skipped', reason: `${outcome.reason}\n    it is made once more, alone` });
        late.push(check);
      } else done(outcome);
    }
  };
  await Promise.all([worker(), worker()]);
  for (const check of late) done(await made(check));
  return outcomes;
}

async function begin(check: Check, server: Server | undefined, limit: number): Promise<Outcome> {
  if (server !== undefined && limit >= leastTime) return runCheck(check, server, limit);
  const reason = server === undefined ? `${check.server} is not installed here` : 'the time of the run is up';
  return skipped(check, server, reason);
}

/** Outcome of a check that was not begun. */
export function skipped({ id, server: name }: Check, server: Server | undefined, reason: string): Outcome {
  return {
    check: id,
    server: name,
    version: server?.version,
    result: 'skipped',
    reason,
    seen: [],
    claims: [],
    seconds: 0,
  };
}

/** Runs one check and ends all it has started, whatever happens. `limit` in milliseconds. */
export async function runCheck(check: Check, server: Server, limit: number): Promise<Outcome> {
  const started = Date.now();
  const lab = createLab(server);
  const clock = new AbortController();
  const tooLong = delay(limit, undefined, { signal: clock.signal }).then(() => {
    throw new Skipped(`not done within ${limit / 1000} s, and nothing seen until then was false`);
  });
  const outcome = (result: Outcome['result'], reason?: string): Outcome => ({
    check: check.id,
    server: check.server,
    version: server.version,
    result,
    reason,
    seen: lab.seen,
    claims: result === 'held' ? lab.claims : [],
    seconds: (Date.now() - started) / 1000,
  });
  try {
    await Promise.race([check.run(lab), tooLong]);
    return lab.claims.length > 0
      ? outcome('held')
      : outcome('skipped', 'nothing the knowledge base says was to be seen');
  } catch (error) {
    if (error instanceof Skipped) return outcome('skipped', error.message);
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof Late) return { ...outcome('refuted', reason), late: true };
    return outcome('refuted', error instanceof Refuted ? `seen instead: ${reason}` : reason);
  } finally {
    clock.abort();
    await tooLong.catch(() => undefined);
    await lab.close();
  }
}
