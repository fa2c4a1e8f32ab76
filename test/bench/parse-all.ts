import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** Parses every file of a list with the `yaml` package: what a cold review is measured against. */
for (const file of readFileSync(process.argv[2] ?? '', 'utf8').split('\n')) {
  try {
    parseAllDocuments(readFileSync(file, 'utf8'));
  } catch {
    // Some templates make the library throw; others only count errors.
  }
}
