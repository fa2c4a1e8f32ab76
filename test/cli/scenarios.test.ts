import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { checkCli } from '../support/check-cli.ts';

for (const path of globSync(`${import.meta.dirname}/*.scenario`).toSorted()) {
  test(basename(path, '.scenario').replaceAll('-', ' '), () => checkCli(path));
}
