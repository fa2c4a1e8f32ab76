import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { generateCorpus, largeComposeFile } from '../../bench/generate.ts';

test('the corpus of the benchmarks is the same every time, and spread as real trees are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'archlens-generate-'));
  try {
    const first = await generateCorpus(join(folder, 'a'), 200);
    const second = await generateCorpus(join(folder, 'b'), 200);
    const texts = await Promise.all(first.files.map((file) => readFile(file, 'utf8')));
    assert.deepEqual(texts, await Promise.all(second.files.map((file) => readFile(file, 'utf8'))));
    const sizes = texts.map(({ length }) => length).toSorted((a, b) => b - a);
    const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
    assert.ok(median > 500 && median < 2_000, `median ${median}`);
    const [largest = 0, next = 0] = sizes;
    assert.ok(largest + next > first.characters / 2, 'one file in a hundred holds most of the characters');
    for (const [index, file] of first.files.entries()) {
      if (file.includes('/templates/')) continue;
      const errors = parseAllDocuments(texts[index] ?? '').flatMap((document) => document.errors);
      assert.deepEqual(errors, [], relative(folder, file));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the large compose file is valid and of its size', () => {
  const text = largeComposeFile(20_000);
  assert.ok(text.length >= 20_000 && text.length < 22_000);
  assert.deepEqual(
    parseAllDocuments(text).flatMap(({ errors }) => errors),
    [],
  );
});
