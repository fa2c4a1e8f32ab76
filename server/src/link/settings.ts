import type { Fact } from '../model/fact.ts';
import type { Settings } from '../model/part.ts';

/** Facts of both, the stronger ones last. */
export function mergedSettings(weaker: Settings, stronger: Settings): Settings {
  const result = new Map<string, readonly Fact[]>(weaker);
  for (const [id, facts] of stronger) result.set(id, [...(result.get(id) ?? []), ...facts]);
  return result;
}
