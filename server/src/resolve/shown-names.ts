import { Derived } from '../base/derived.ts';
import { groupBy } from '../base/group.ts';
import { basename, folderOf, resolvePath } from '../base/uri.ts';
import { extractFile } from '../extract/file.ts';
import type { Extraction } from '../extract/extraction.ts';
import { isNameOfOwnFile } from '../extract/native-file.ts';
import type { Mount } from '../model/declaration.ts';
import type { Effective } from './effective.ts';
import type { Files } from './files.ts';

/** A file, or an entry of a ConfigMap, that a container sees under a name that tells what it is. */
interface Shown {
  /** URI of the file; `configmap:` with name and key for an entry. */
  readonly what: string;
  readonly name: string;
}

/**
 * Reads files anew that tell nothing by their own name and are mounted under one that does: `prod.conf` as
 * `/etc/rabbitmq/rabbitmq.conf`, the key `settings` of a ConfigMap as `/conf/zoo.cfg`.
 * Sources: https://github.com/compose-spec/compose-spec/blob/main/05-services.md (volumes),
 * https://kubernetes.io/docs/concepts/storage/volumes/ (configMap, subPath)
 */
export class ShownNames {
  readonly #read = new Derived<Extraction, Extraction>();

  /** The extractions in their order. */
  of(all: readonly Effective[], files: Files): readonly Effective[] {
    const shown = all.flatMap(({ extraction }) => shownBy(extraction));
    if (shown.length === 0) return all;
    const names = new Map(shown.map(({ what, name }) => [what, name]));
    const entries = groupBy(
      [...names].filter(([what]) => what.startsWith(entryMark)),
      ([what]) => what.slice(entryMark.length, what.lastIndexOf('/')),
    );
    return all.map((effective) => {
      const { extraction } = effective;
      const own = names.get(extraction.uri);
      const held = entries.size === 0 ? [] : mapsIn(extraction, files).flatMap((map) => entries.get(map) ?? []);
      if ((own === undefined || extraction.format !== 'other') && held.length === 0) return effective;
      const read = this.#anew(extraction, own, held, files);
      return read === extraction ? effective : { ...effective, extraction: read };
    });
  }

  #anew(
    extraction: Extraction,
    own: string | undefined,
    held: readonly (readonly [string, string])[],
    files: Files,
  ): Extraction {
    const source = files.source(extraction.uri);
    if (source === undefined) return extraction;
    const inputs = [own, ...held.map((entry) => entry.join(' '))];
    return this.#read.of(extraction, inputs, () => {
      const shownAs = new Map(held.map(([what, name]) => [what.slice(entryMark.length), name]));
      if (own !== undefined) shownAs.set('', own);
      const read = extractFile(source, { cache: files.cache, environment: extraction.environment, shownAs });
      return read.declarations.length === 0 ? extraction : read;
    });
  }
}

const entryMark = 'configmap:';

const known = new WeakMap<Extraction, readonly Shown[]>();

/** What the containers of a file see under other names. Found once for each version of a file. */
function shownBy(extraction: Extraction): readonly Shown[] {
  const before = known.get(extraction);
  if (before !== undefined) return before;
  const found = extraction.declarations.flatMap((each) =>
    each.kind === 'workload' && each.role === 'main' ? each.mounts.flatMap(shownIn) : [],
  );
  known.set(extraction, found);
  return found;
}

function shownIn({ kind, source, target, shownAs, at }: Mount): readonly Shown[] {
  if (kind === 'config' || kind === 'secret')
    return Object.entries(shownAs ?? {}).flatMap(([key, name]) =>
      isNameOfOwnFile(name) ? [{ what: `${entryMark}${source}/${key}`, name }] : [],
    );
  const name = basename(target);
  if (kind !== 'bind' || source === undefined || !isNameOfOwnFile(name)) return [];
  const uri = resolvePath(folderOf(at.uri), source.replace(/^\$(?:PWD|\{PWD\})(?=\/)/, '.'));
  return uri === undefined || basename(uri) === name ? [] : [{ what: uri, name }];
}

const maps = new WeakMap<Extraction, readonly string[]>();

/** Names of the ConfigMaps of a manifest, by its text. Found once for each version of a file. */
function mapsIn(extraction: Extraction, files: Files): readonly string[] {
  if (extraction.format !== 'kubernetes') return [];
  const before = maps.get(extraction);
  const names = before ?? [...configMapsIn(files.source(extraction.uri)?.text ?? '')];
  if (before === undefined) maps.set(extraction, names);
  return names;
}

/** Names in the documents of a manifest that are ConfigMaps; some of them may be those of labels. */
function configMapsIn(text: string): ReadonlySet<string> {
  if (!/ConfigMap|stringData/.test(text)) return new Set();
  const documents = text.split(/^---/m).filter((document) => /ConfigMap|stringData/.test(document));
  return new Set(
    documents.flatMap((document) =>
      Array.from(document.matchAll(/\bname["']?[ \t]*:[ \t]*["']?([\w.-]+)/g), ([, name]) => name ?? ''),
    ),
  );
}
