import { append } from '../base/group.ts';
import type { Extraction } from '../extract/extraction.ts';

/** Kinds that other objects name and that say nothing of a component themselves. */
const kinds = /^kind:[ \t]*["']?(ConfigMap|Secret|GitRepository|OCIRepository|HelmChart)["']?[ \t]*\r?$/m;

/** Which manifests hold an object of one of those kinds, by kind and name. Each version of a file is looked through once. */
export class NamedObjects {
  readonly #inFile = new WeakMap<Extraction, readonly string[]>();

  /** @param textOf of a file that is kept */
  of(
    extractions: readonly Extraction[],
    textOf: (uri: string) => string | undefined,
  ): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const extraction of extractions) {
      if (extraction.format !== 'kubernetes') continue;
      for (const key of this.#keysOf(extraction, textOf)) append(found, key, extraction.uri);
    }
    return found;
  }

  #keysOf(extraction: Extraction, textOf: (uri: string) => string | undefined): readonly string[] {
    const known = this.#inFile.get(extraction);
    if (known !== undefined) return known;
    const made = namedObjectsIn(textOf(extraction.uri) ?? '');
    this.#inFile.set(extraction, made);
    return made;
  }
}

/** `ConfigMap/shop-values` for each such object of a manifest, by its lines alone. */
export function namedObjectsIn(text: string): readonly string[] {
  if (!kinds.test(text)) return [];
  return [
    ...new Set(
      text.split(/^---.*$/m).flatMap((document) => {
        const kind = kinds.exec(document)?.[1];
        const metadata = /^metadata:[ \t]*\r?\n((?:[ \t]+.*\r?\n?|[ \t]*#.*\r?\n|\r?\n)*)/m.exec(document)?.[1] ?? '';
        const indent = /^([ \t]+)[^\s#]/m.exec(metadata)?.[1];
        const name = indent && new RegExp(`^${indent}name:[ \\t]*["']?([\\w.-]+)`, 'm').exec(metadata)?.[1];
        return kind === undefined || name === undefined ? [] : [`${kind}/${name}`];
      }),
    ),
  ];
}
