/** The ids most like an unknown one, nearest first, at most `limit`; empty where nothing is near. */
export function near(unknown: string, ids: Iterable<string>, limit = 3): string[] {
  const wanted = unknown.toLowerCase();
  const scored: { readonly id: string; readonly score: number }[] = [];
  for (const id of ids) {
    const score = nearness(wanted, id.toLowerCase());
    if (score !== undefined) scored.push({ id, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1));
  return scored.slice(0, limit).map(({ id }) => id);
}

/**
 * The ids whose names share the most pairs of neighbouring signs with an unknown one, at least two of five; for scripts without
 * spaces, where a word is too short for its letters to be counted. Empty for names of Latin letters.
 */
export function sharing(
  unknown: string,
  entries: Iterable<{ readonly id: string; readonly names: readonly string[] }>,
  limit = 3,
): string[] {
  const wanted = pairsOf(unknown);
  const scored: { readonly id: string; readonly shared: number }[] = [];
  for (const { id, names } of entries) {
    const theirs = new Set(names.flatMap(pairsOf));
    const shared = wanted.filter((pair) => theirs.has(pair)).length;
    if (shared > 0 && shared >= wanted.length * 0.4) scored.push({ id, shared });
  }
  scored.sort((a, b) => b.shared - a.shared || (a.id < b.id ? -1 : 1));
  return scored.slice(0, limit).map(({ id }) => id);
}

function pairsOf(name: string): string[] {
  const signs = name.match(/\p{Script=Han}+/gu) ?? [];
  return signs.flatMap((run) =>
    Array.from(run).flatMap((sign, i, all) => (i === 0 ? [] : [`${all[i - 1] ?? ''}${sign}`])),
  );
}

/** Lower is nearer. A name that holds the other is near whatever its length; otherwise a third of the letters may differ. */
function nearness(wanted: string, id: string): number | undefined {
  const tail = id.slice(Math.max(id.indexOf('/'), id.indexOf(':')) + 1);
  const distance = Math.min(editDistance(wanted, id), editDistance(wanted, tail) + 0.5);
  if (distance <= Math.max(1, wanted.length / 3)) return distance;
  return wanted.length >= 3 && id.includes(wanted) ? wanted.length : undefined;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(row - 1, column - 1) + (same ? 0 : 1),
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          swapped ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
