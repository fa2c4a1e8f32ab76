import { print, writeWhole } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import type { Say } from './words.ts';

/** Brings a report where it was asked for: to a file, as a whole or not at all, or to standard output. */
export function reportTo(output: string | undefined, report: string, say: Say): void {
  if (output === undefined) {
    if (report !== '') print(report);
    return;
  }
  try {
    writeWhole(output, report.endsWith('\n') || report === '' ? report : `${report}\n`);
  } catch (error) {
    throw new UsageError(say('unwritable', { path: output, detail: reasonOf(error) }));
  }
}

/** `ENOENT: no such file or directory`, without the call and the name of the draft behind it. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? (/^[A-Z]+: [^,]+/.exec(error.message)?.[0] ?? error.message) : String(error);
}
