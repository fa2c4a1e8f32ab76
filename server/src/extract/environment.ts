import type { Environment } from '../model/environment.ts';

const words: ReadonlyMap<string, Environment> = new Map([
  ...(['dev', 'devel', 'development'] as const).map((word) => [word, 'dev'] as const),
  ...(['test', 'tests', 'testing', 'testdata', 'unittest', 'ci', 'e2e', 'qa', 'sit'] as const).map(
    (word) => [word, 'test'] as const,
  ),
  ...(['staging', 'stage', 'stg', 'uat', 'preprod', 'preproduction'] as const).map(
    (word) => [word, 'staging'] as const,
  ),
  ...(['prod', 'production', 'prd'] as const).map((word) => [word, 'prod'] as const),
]);

/** Mean an environment only when they stand alone or last: `online-shop`, `pre-install` and `local-path` do not. */
const lastOnly: ReadonlyMap<string, Environment> = new Map([
  ['local', 'dev'],
  ['pre', 'staging'],
  ['online', 'prod'],
]);

/** At the front of a folder's name these are still sure (`prod-eu`); `dev-tools` and `test-service` are not. */
const sureInFront: ReadonlySet<Environment> = new Set(['prod', 'staging']);

/** What the path of a file says, read from the file name outwards. Words count whole: `product` and `contest` say nothing. */
export function environmentOfPath(path: string): Environment {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  if (/(^|\/)src\/[\w-]*test[\w-]*\//i.test(path)) return 'test';
  const stem = name.replace(/^\.+/, '').replace(/\.(ya?ml|properties|env|conf|cfg|template|tpl|example)$/i, '');
  const named = environmentOfName(stem, true);
  if (named !== 'unknown') return named;
  for (const folder of segments.reverse()) {
    const found = environmentOfName(folder.replace(/^\.+/, ''), false);
    if (found !== 'unknown') return found;
  }
  return 'unknown';
}

/** What Spring profiles say; several that disagree say nothing. */
export function environmentOfProfiles(profiles: readonly string[]): Environment {
  const found = new Set(
    profiles.map((profile) => environmentOfName(profile, true)).filter((each) => each !== 'unknown'),
  );
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : 'unknown';
}

/**
 * What one name says: a profile, a namespace, a folder, a file's stem.
 * @param anyWord whether a word in front or in the middle counts too (file names: `compose.prod.eu`)
 */
export function environmentOfName(name: string, anyWord: boolean): Environment {
  const parts = wordsOf(name);
  const last = parts.at(-1);
  if (last === undefined) return 'unknown';
  const end = words.get(last) ?? lastOnly.get(last);
  if (end !== undefined) return end;
  for (const part of anyWord ? parts : parts.slice(0, 1)) {
    const found = words.get(part);
    if (found !== undefined && (anyWord || sureInFront.has(found))) return found;
  }
  return 'unknown';
}

/** Lower-case words, with `pre-prod` taken together. */
function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .replace(/pre[-_.]prod/g, 'preprod')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (/^\d+$/.test(word) ? word : word.replace(/\d+$/, '') || word));
}
