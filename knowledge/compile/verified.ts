import type { Verification } from '../../server/src/knowledge/types.ts';
import { isDate } from './dates.ts';
import type { KnowledgeFile, Problem } from './file.ts';
import { exists, type Names } from './references.ts';

/** Everything that is marked as verified exists, its dates can be read, and the ids stand in order. */
export function checkVerified(
  file: KnowledgeFile,
  verified: Readonly<Record<string, readonly Verification[]>>,
  names: Names,
): Problem[] {
  const ids = Object.keys(verified);
  return ids.flatMap((id, index) => [
    ...(exists(id, names) ? [] : [file.problem([id], `'${id}' is no concept, component, setting or rule`, 'key')]),
    ...((ids[index - 1] ?? '') >= id
      ? [file.problem([id], `'${id}' stands in the wrong place: sort by id`, 'key')]
      : []),
    ...(verified[id] ?? []).flatMap(({ date }, at) =>
      isDate(date) ? [] : [file.problem([id, at, 'date'], `'${date}' is not a date`)],
    ),
  ]);
}
