import assert from 'node:assert/strict';
import { test } from 'node:test';
import picomatch from 'picomatch';
import { globs, watchedGlobs } from '../../../server/src/project/host.ts';

const isWatched = picomatch([...watchedGlobs], { dot: true });
const isRead = picomatch(globs.include, { dot: true });

test('what is read is watched, and nothing else', () => {
  const read = [
    'compose.yml',
    'deploy/.env',
    'deploy/.env.prod',
    'a/pom.xml',
    'settings.gradle.kts',
    'gradle/libs.versions.toml',
    'scripts/up.sh',
    'Makefile',
    'k8s/Kustomization',
    'k8s/replicas-patch.json',
    'etc/my-ehcache-3.xml',
    'etc/broker-1.xml',
  ];
  const others = ['README.md', 'src/Main.java', 'web.xml', 'tsconfig.json', 'Cargo.toml'];
  for (const path of read) assert.deepEqual([path, isRead(path), isWatched(path)], [path, true, true]);
  for (const path of others) assert.deepEqual([path, isRead(path), isWatched(path)], [path, false, false]);
});

test('groups hold words only: Eglot, for one, refuses wildcards inside of them', () => {
  for (const glob of watchedGlobs) assert.doesNotMatch(glob, /\{[^}]*[*?[{]/);
});
