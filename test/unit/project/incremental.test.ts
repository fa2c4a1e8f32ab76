import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { knowledge } from '../../../server/src/knowledge/catalog.ts';
import { keywordPattern } from '../../../server/src/knowledge/keywords.ts';
import { analyse } from '../../support/analyse.ts';
import { plain } from '../../support/plain.ts';
import { ServiceMemory } from '../../../server/src/extract/service-memory.ts';
import { ParseCache } from '../../../server/src/yaml/parse-cache.ts';
import { largeComposeFile } from '../../bench/generate.ts';
import { randomFrom, type Random } from '../../bench/random.ts';

const base = knowledge();
const keywords = keywordPattern(base);
const uri = 'file:///shop/compose.prod.yml';

/** What editors do to a file: single letters, new lines, removed and doubled stretches. */
function edited(text: string, random: Random): string {
  const at = random.below(text.length);
  const stretch = text.slice(at, at + random.below(400));
  const piece = random.pick(['x', ' ', '\n', ':', '1', '#', '"', '  redis:\n    image: redis:7\n', stretch]);
  return text.slice(0, at) + piece + text.slice(at + (random.chance(0.3) ? random.below(200) : 0));
}

/** Each version read with what was remembered of those before it, and read as if for the first time. */
function compare(original: string, seed: number, versions: number): void {
  const random = randomFrom(seed);
  const cache = new ParseCache();
  const services = new ServiceMemory();
  const read = (text: string): unknown =>
    plain(analyse({ uri, path: 'compose.prod.yml', text }, base, { cache, services, keywords }));
  let text = original;
  read(text);
  for (let version = 0; version < versions; version++) {
    const next = edited(text, random);
    const fresh = plain(analyse({ uri, path: 'compose.prod.yml', text: next }, base, { keywords }));
    assert.deepEqual(read(next), fresh, `version ${version} of seed ${seed}`);
    // Most edits break the file somewhere; going on from the sound text keeps services to remember.
    if (random.chance(0.2)) text = original;
    else if (random.chance(0.5)) text = next;
  }
}

describe('an edited file is read as if nothing had been remembered', () => {
  const sample = readFileSync(
    join(import.meta.dirname, '../../../samples/shop/deploy/compose/docker-compose.prod.yml'),
    'utf8',
  );
  for (const seed of [1, 2, 3, 4]) test(`the sample, seed ${seed}`, () => compare(sample, seed, 60));
  for (const seed of [5, 6]) test(`many services, seed ${seed}`, () => compare(largeComposeFile(12_000), seed, 25));
});

test('the same service under another environment and in another file is another one', () => {
  const text = 'services:\n  redis:\n    image: redis:8.2\n';
  const cache = new ParseCache();
  const environmentOf = (path: string): unknown =>
    analyse({ uri: `file:///shop/${path}`, path, text }, base, { cache, keywords }).deployments.map((each) => [
      each.environment,
      each.uri,
    ]);
  assert.deepEqual(environmentOf('compose.prod.yml'), [['prod', 'file:///shop/compose.prod.yml']]);
  assert.deepEqual(environmentOf('compose.staging.yml'), [['staging', 'file:///shop/compose.staging.yml']]);
  const staged = analyse({ uri, path: 'compose.yml', text }, base, { cache, keywords, environment: 'staging' });
  assert.deepEqual(
    staged.deployments.map(({ environment }) => environment),
    ['staging'],
  );
});
