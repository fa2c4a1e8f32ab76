import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkExtract } from '../support/check-extract.ts';

for (const entry of readdirSync(import.meta.dirname, { withFileTypes: true })) {
  if (entry.isDirectory()) test(`extract: ${entry.name}`, () => checkExtract(join(import.meta.dirname, entry.name)));
}
