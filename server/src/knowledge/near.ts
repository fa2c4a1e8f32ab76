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

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
