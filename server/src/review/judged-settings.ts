import type { Knowledge } from '../knowledge/types.ts';
import { settingIn } from './fact-in-force.ts';

const judged = new WeakMap<Knowledge, ReadonlySet<string>>();

/** Ids of the settings that some rule looks at: those whose defaults are worth a word. */
export function judgedSettings(knowledge: Knowledge): ReadonlySet<string> {
  const known = judged.get(knowledge);
  if (known !== undefined) return known;
  const found = new Set(knowledge.rules.flatMap(({ params }) => settingsIn(params, knowledge)));
  judged.set(knowledge, found);
  return found;
}

function settingsIn(value: unknown, knowledge: Knowledge): string[] {
  if (typeof value === 'string') return settingIn(knowledge, value) === undefined ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((each) => settingsIn(each, knowledge));
}
