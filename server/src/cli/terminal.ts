import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Language, languageOf } from '../base/language.ts';

/** Language of the environment, in the order in which POSIX looks at it. */
export function environmentLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  return languageOf(
    [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== ''),
  );
}

/** Colours only for people: a terminal that did not ask for none. See https://no-color.org. */
export function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY && env['TERM'] !== 'dumb';
}

/** A reader that went away (`archlens check . | head`) ends the program quietly, a full disk with its name. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (stream === process.stdout) process.stderr.write(`archlens: ${error.message}\n`);
      process.exit(2);
    });
  }
}

export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function printError(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes a file as a whole or not at all. Devices, pipes and links stay what they are: they are written through. */
export function writeWhole(path: string, text: string): void {
  const known = lstatSync(path, { throwIfNoEntry: false });
  if (known !== undefined && !known.isFile()) {
    writeFileSync(path, text);
    return;
  }
  const draft = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** A line on the terminal that is written over; nothing where standard error is none. */
export function progressLine(text: (done: number, total: number) => string): {
  show(done: number, total: number): void;
  clear(): void;
} {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let shownAt = performance.now();
  return {
    show(done, total) {
      // Quick runs show nothing; slow ones not more than ten times a second.
      const now = performance.now();
      if (now - shownAt < 100) return;
      shownAt = now;
      stderr.write(`\r\u001b[K${text(done, total)}`);
    },
    clear: () => void stderr.write('\r\u001b[K'),
  };
}
