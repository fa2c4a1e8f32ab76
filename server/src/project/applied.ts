import { isEqual } from '../base/equal.ts';
import { basename, folderOf } from '../base/uri.ts';
import type { Extraction } from '../extract/extraction.ts';
import { launchedViews } from '../resolve/compose/launched.ts';
import type { DeclaredView, Files } from '../resolve/files.ts';
import { isScriptFile } from './host.ts';

/** What is applied together, by the user's configuration and by commands; the very same list while both say the same. */
export class AppliedViews {
  #configured: readonly DeclaredView[] = [];
  #launched: readonly DeclaredView[] = [];
  #all: readonly DeclaredView[] = [];

  of(
    configured: readonly DeclaredView[],
    extractions: readonly Extraction[],
    files: Pick<Files, 'extraction' | 'isInside'>,
  ): readonly DeclaredView[] {
    const speaking = extractions.filter(({ launches }) => launches !== undefined);
    const launched = speaking.length === 0 ? [] : launchedViews(speaking, files);
    if (configured === this.#configured && isEqual(launched, this.#launched)) return this.#all;
    this.#configured = configured;
    this.#launched = launched;
    this.#all = launched.length === 0 ? configured : [...configured, ...launched];
    return this.#all;
  }
}

const composeName = /(?:^|[-._])compose(?:([-._].*))?\.ya?ml$/i;

/** Without the scripts that have no compose files beside or below them, or below the folder they are in, that are applied together. */
export function withoutIdleScripts(uris: Iterable<string>): readonly string[] {
  const all = [...uris];
  const scripts = all.filter((uri) => isScriptFile(basename(uri)));
  if (scripts.length === 0) return all;
  const near = foldersAbove(overlaid(all));
  const idle = new Set(scripts.filter((uri) => !near.has(folderOf(uri)) && !near.has(folderOf(folderOf(uri)))));
  return all.filter((uri) => !idle.has(uri));
}

/** Folders with several compose files, or with one that is called after what it is for. */
function overlaid(uris: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const uri of uris) {
    const match = composeName.exec(basename(uri));
    if (match === null) continue;
    const folder = folderOf(uri);
    if (match[1] !== undefined || seen.has(folder)) found.add(folder);
    seen.add(folder);
  }
  return found;
}

function foldersAbove(folders: ReadonlySet<string>): ReadonlySet<string> {
  const above = new Set<string>();
  for (const folder of folders) for (let at = folder; at !== '' && !above.has(at); at = folderOf(at)) above.add(at);
  return above;
}
