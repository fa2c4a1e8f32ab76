import { folderOf, isInside } from '../../server/src/base/uri.ts';
import type { Extraction, Source } from '../../server/src/extract/extraction.ts';
import { extractFile } from '../../server/src/extract/file.ts';
import type { DeclaredView, Files } from '../../server/src/resolve/files.ts';
import { namedObjectsIn } from '../../server/src/resolve/named-objects.ts';
import { ParseCache } from '../../server/src/yaml/parse-cache.ts';

export const root = 'file:///workspace/';

const noViews: readonly DeclaredView[] = [];

/** Files by path, as a project that has read all of them sees them. */
export function filesOf(texts: Readonly<Record<string, string>>): {
  readonly files: Files;
  readonly extractions: readonly Extraction[];
} {
  const cache = new ParseCache();
  const sources = new Map<string, Source>(
    Object.entries(texts).map(([path, text]) => [root + path, { uri: root + path, path, text }]),
  );
  const extractions = new Map([...sources].map(([uri, source]) => [uri, extractFile(source, { cache })]));
  return {
    extractions: [...extractions.values()],
    files: {
      cache,
      extraction: (uri) => extractions.get(uri),
      source: (uri) => sources.get(uri),
      inFolder: (folder) => [...sources.keys()].filter((uri) => folderOf(uri) === folder).sort(),
      render: () => 'off',
      declaring: (kind, name) =>
        [...sources.values()]
          .filter(({ text }) => namedObjectsIn(text).includes(`${kind}/${name}`))
          .map(({ uri }) => uri),
      isInside: (uri) => isInside(root.slice(0, -1), uri),
      views: () => noViews,
    },
  };
}
