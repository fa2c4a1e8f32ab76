import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './suite/report.ts';

/** What the suite left beside the workspace; nothing where it did not get so far. */
export function readReports(workspace: string): readonly Report[] {
  try {
    return JSON.parse(readFileSync(join(workspace, '../reports.json'), 'utf8'));
  } catch {
    return [];
  }
}
