/** What can be searched: every name it goes by. */
export interface Named {
  readonly names: readonly string[];
}

/**
 * Those that fit every word of a query, best first: a whole name before the beginning of one, that before the beginning of
 * a word, that before the inside of one. Those that fit equally well keep their order.
 */
export function ranked<T extends Named>(query: string, entries: readonly T[], limit = Infinity): T[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const whole = words.join(' ');
  const found: { readonly entry: T; readonly score: number }[] = [];
  for (const entry of entries) {
    const score = scoreOf(words, whole, entry.names.map(folded));
    if (score !== undefined) found.push({ entry, score });
  }
  // Sorting is stable.
  return found
    .toSorted((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

/** The words of a query: case says nothing, nor does what stands between words. */
function wordsOf(query: string): string[] {
  return folded(query)
    .split(/[\s,，、]+/)
    .filter((word) => word !== '');
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Lower is better; undefined where one of the words is nowhere. Words of one name stand closer than words of several. */
function scoreOf(words: readonly string[], whole: string, names: readonly string[]): number | undefined {
  if (names.includes(whole)) return 0;
  const distances = names.map((name) => words.map((word) => distance(word, name)));
  const together = Math.min(...distances.map(sum));
  const apart = 2 + sum(words.map((_, i) => Math.min(...distances.map((of) => of[i] ?? Infinity))));
  const best = Math.min(together, apart);
  return best === Infinity ? undefined : 1 + best;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function distance(word: string, name: string): number {
  const at = name.indexOf(word);
  if (at < 0) return Infinity;
  const rest = Math.min(name.length - word.length, 99) / 100;
  if (at === 0) return 1 + rest;
  return (/[\p{L}\p{N}]/u.test(name.charAt(at - 1)) ? 3 : 2) + rest;
}
