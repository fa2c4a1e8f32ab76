import type { Extraction } from '../../extract/extraction.ts';
import type { BuildModule } from '../../model/declaration.ts';
import type { Effective, Note } from '../effective.ts';
import type { Files } from '../files.ts';
import { buildNotes } from './notes.ts';

/** Says at build files what of them cannot be followed. Asked anew only where a build file changed. */
export class NotedBuilds {
  #modules: readonly BuildModule[] = [];
  #notes: ReadonlyMap<string, readonly Note[]> = new Map();
  readonly #made = new WeakMap<Effective, { readonly notes: readonly Note[]; readonly effective: Effective }>();

  of(all: readonly Effective[], files: Pick<Files, 'isInside'>): readonly Effective[] {
    const modules = all.flatMap(({ extraction }) => modulesIn(extraction));
    if (modules.length !== this.#modules.length || modules.some((module, at) => module !== this.#modules[at])) {
      this.#modules = modules;
      this.#notes = buildNotes(modules, (uri) => files.isInside(uri));
    }
    if (this.#notes.size === 0) return all;
    return all.map((effective) => {
      const notes = this.#notes.get(effective.extraction.uri);
      return notes === undefined ? effective : this.#noted(effective, notes);
    });
  }

  #noted(effective: Effective, notes: readonly Note[]): Effective {
    const known = this.#made.get(effective);
    if (known?.notes === notes) return known.effective;
    const { extraction } = effective;
    const made = { ...effective, extraction: { ...extraction, problems: [...extraction.problems, ...notes] } };
    this.#made.set(effective, { notes, effective: made });
    return made;
  }
}

const none: readonly BuildModule[] = [];

function modulesIn({ format, declarations }: Extraction): readonly BuildModule[] {
  if (format !== 'other' || declarations[0]?.kind !== 'build') return none;
  return declarations.filter((each) => each.kind === 'build');
}
