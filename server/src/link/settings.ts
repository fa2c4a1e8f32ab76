import { placeKey } from '../model/anchor.ts';
import type { Fact } from '../model/fact.ts';
import type { Settings } from '../model/part.ts';

/** Facts of both, the stronger ones last; a statement that both know is there once. */
export function mergedSettings(weaker: Settings, stronger: Settings): Settings {
  const result = new Map<string, readonly Fact[]>(weaker);
  for (const [id, facts] of stronger) {
    const before = result.get(id) ?? [];
    const places = new Set(before.map(placeOf));
    result.set(id, [...before, ...facts.filter((fact) => fact.at.length === 0 || !places.has(placeOf(fact)))]);
  }
  return result;
}

function placeOf({ at }: Fact): string {
  const [first] = at;
  return first === undefined ? '' : placeKey(first);
}
