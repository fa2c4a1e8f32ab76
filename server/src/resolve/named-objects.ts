import { append } from '../base/group.ts';
import type { Extraction } from '../extract/extraction.ts';

/** Kinds that other objects name and that say nothing of a component themselves. */
const kinds = /^kind:[ \t]*["']?(ConfigMap|Secret|GitRepository|OCIRepository|HelmChart)["']?[ \t]*\r?$/m;

const none: readonly string[] = [];

/** Which manifests hold an object of one of those kinds. Each version of a file is looked through once. */
export class NamedObjects {
  readonly #inFile = new WeakMap<Extraction, readonly string[]>();
  #byKey: ReadonlyMap<string, readonly string[]> | undefined;

  /** Some file is another one now. */
  changed(): void {
    this.#byKey = undefined;
  }

  /** The URIs of the manifests, in the order of the files. */
  find(key: string, files: readonly NamedFile[]): readonly string[] {
    this.#byKey ??= this.#indexed(files);
    return this.#byKey.get(key) ?? none;
  }

  #indexed(files: readonly NamedFile[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const { extraction, text } of files) {
      if (extraction.format !== 'kubernetes') continue;
      const keys = this.#inFile.get(extraction) ?? namedObjectsIn(text ?? '');
      this.#inFile.set(extraction, keys);
      for (const key of keys) append(found, key, extraction.uri);
    }
    return found;
  }
}

interface NamedFile {
  readonly extraction: Extraction;
  readonly text: string | undefined;
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
