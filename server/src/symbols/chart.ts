import type { Source } from '../extract/extraction.ts';
import { child, children, rootOf } from '../extract/field.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { FileSymbols, Reference } from './symbol.ts';
import { speltIn } from './walk.ts';

/** Charts a `Chart.yaml` depends on, where they are folders beside it: `file://../common`, or unpacked under `charts/`. */
export function chartSymbols(source: Source): FileSymbols {
  const [document] = parseYaml(source.text).documents;
  const dependencies = document === undefined ? [] : children(child(rootOf(source, document), 'dependencies'));
  const references = dependencies.flatMap((dependency): Reference[] => {
    const name = speltIn(child(dependency, 'name'));
    const repository = speltIn(child(dependency, 'repository'));
    const folder = /^file:\/\/(.+)$/.exec(repository?.text ?? '')?.[1] ?? (name && `charts/${name.text}`);
    if (folder === undefined) return [];
    return [name, folder.startsWith('charts/') ? undefined : repository].flatMap((spelt) =>
      spelt === undefined ? [] : [{ span: spelt.span, to: { kind: 'file', path: folder, by: 'chart' } }],
    );
  });
  return { definitions: [], references };
}
