import type { Knowledge } from '../../server/src/knowledge/types.ts';
import type { KnowledgeFile, Problem } from './file.ts';

/** A further name leads to one entry: no other goes by it. */
export function checkNames(
  { components, concepts, comparisons }: Knowledge,
  fileOf: ReadonlyMap<object, KnowledgeFile>,
): Problem[] {
  const all = [...components, ...concepts, ...comparisons];
  const owners = new Map(
    all.flatMap(({ id, name }) => [id, name.en, name['zh-cn']].map((one) => [one.toLowerCase(), id] as const)),
  );
  return all.flatMap((entry) =>
    (entry.alsoCalled ?? []).flatMap((name, index) => {
      const owner = owners.get(name.toLowerCase());
      owners.set(name.toLowerCase(), entry.id);
      const file = fileOf.get(entry);
      return owner === undefined || file === undefined
        ? []
        : [file.problem(['alsoCalled', index], `'${name}' is already a name of ${owner}`)];
    }),
  );
}
