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
