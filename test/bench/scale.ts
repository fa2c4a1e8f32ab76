import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Table, Target } from './table.ts';

interface Measured {
  readonly count: number;
  readonly read: number;
  readonly link: number;
  readonly review: number;
  readonly edit: number;
}

const sizes = [100, 1_000, 10_000];

/** How putting files together grows with their number, and what an edit of one file costs among them. */
export async function measureScale(): Promise<{ readonly table: Table; readonly targets: readonly Target[] }> {
  const measured: Measured[] = [];
  for (const size of sizes) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, 'scale-run.ts'),
      String(size),
    ]);
    measured.push(JSON.parse(stdout));
  }
  const [, thousand, most] = measured;
  return {
    table: {
      title: 'Systems of many files that depend on each other (CPU)',
      columns: ['files', 'reading', 'resolving and linking', 'per file', 'review', 'one edit', 'of the first pass'],
      rows: measured.map(({ count, read, link, review, edit }) => [
        String(count),
        `${read.toFixed(0)} ms`,
        `${link.toFixed(0)} ms`,
        `${((link * 1000) / count).toFixed(0)} µs`,
        `${review.toFixed(0)} ms`,
        `${edit.toFixed(1)} ms`,
        `${((edit / (read + link + review)) * 100).toFixed(1)} %`,
      ]),
    },
    targets: [
      {
        name: 'resolving and linking a file among 10,000 against one among 1,000',
        value: perFile(most) / perFile(thousand),
        limit: 2,
        unit: '×',
        kind: 'most',
      },
    ],
  };
}

function perFile(measured: Measured | undefined): number {
  return measured === undefined ? Number.NaN : measured.link / measured.count;
}
