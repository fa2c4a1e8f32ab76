import type { Texts } from './texts.ts';

/** A range of versions for people: `>=3.1.6 <3.2.0` is "from 3.1.6, before 3.2". Ranges of other forms stay as they are. */
export function versionsText(range: string, texts: Texts): string {
  const [, from, before] = /^(?:>=(\d[\w.]*))?\s*(?:<(\d[\w.]*))?$/.exec(range) ?? [];
  if (from !== undefined && before !== undefined)
    return texts.phrase('versions.from-before', { from: short(from), before: short(before) });
  if (from !== undefined) return texts.phrase('versions.from', { version: short(from) });
  return before === undefined ? range : texts.phrase('versions.before', { version: short(before) });
}

/** `3.0` of `3.0.0`. */
function short(version: string): string {
  return version.replace(/^(\d+\.\d+)\.0$/, '$1');
}
