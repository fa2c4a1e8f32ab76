import type { Comparison } from '../../server/src/knowledge/types.ts';
import type { KnowledgeFile, Problem } from './file.ts';
import { checkSeeAlso, type Names } from './references.ts';

/** The table has no hole: each row answers for every option once, and for nothing else. */
export function checkComparison(file: KnowledgeFile, comparison: Comparison, names: Names): Problem[] {
  const options = new Set<string>();
  const problems = checkSeeAlso(file, comparison.seeAlso, names);
  for (const [index, { id }] of comparison.options.entries()) {
    if (options.has(id)) problems.push(file.problem(['options', index, 'id'], `option '${id}' stands there twice`));
    options.add(id);
  }
  for (const [index, { cells }] of comparison.rows.entries()) {
    for (const id of options) {
      if (!(id in cells)) problems.push(file.problem(['rows', index, 'cells'], `no cell for '${id}'`, 'key'));
    }
    for (const id of Object.keys(cells)) {
      if (!options.has(id)) problems.push(file.problem(['rows', index, 'cells', id], `'${id}' is no option`, 'key'));
    }
  }
  return problems;
}
