import { folderOf, isOfMachine, resolvePath } from '../../base/uri.ts';
import { mergedService } from '../../extract/compose-merge.ts';
import { composeRootOf, extendsOf, serviceFields } from '../../extract/compose.ts';
import type { Variables } from '../../extract/extraction.ts';
import { child, children, itemsOf, mapOf, textOf, type Field } from '../../extract/field.ts';
import { interpolate } from '../../extract/interpolate.ts';
import { isReset } from '../../extract/merge.ts';
import type { Files } from '../files.ts';
import type { Note } from '../effective.ts';
import { GrowingSections, type Sections, type Services } from './sections.ts';
import { defaultEnvFile, firstOf, variablesOf } from './variables.ts';

const nobody: Services = new Map();
const deepest = 20;
/** Files loaded for one view: projects that include each other many times must not multiply without end. */
const mostFiles = 500;

/** What surrounds the files of a project that are loaded together. */
interface Surroundings {
  /** Variables of a project that includes it. */
  readonly variables?: Variables | undefined;
  /** In place of the `.env` beside its first file. */
  readonly envFiles?: readonly string[] | undefined;
  /** In place of the folder of its first file. */
  readonly folder?: string | undefined;
  /** Files that include it, outermost first. */
  readonly way: readonly string[];
  /** The clauses by which they do. */
  readonly clauses: readonly Field[];
}

interface Loaded {
  readonly variables: Variables | undefined;
  readonly root: Field | undefined;
}

/** Loads projects of compose files. Notes are kept for one file only: every other one says its own. */
export class ComposeLoader {
  readonly notes: Note[] = [];
  /** Files whose services were taken over by `include`. */
  readonly included = new Set<string>();
  /** Files include each other: none of them is the outermost. */
  isCircular = false;
  /** Every file could be read wholly. */
  isSound = true;
  readonly #files: Files;
  readonly #noted: string;
  /** From where the relative paths of a file count. */
  readonly #folders = new Map<string, string>();
  /** What the variables of a file stand for. */
  readonly #variables = new Map<string, Variables | undefined>();
  readonly #roots = new Map<string, Loaded>();
  readonly #variableTexts = new Map<string, string>();
  /** The env files that variables come from. */
  readonly #envFiles = new Map<Variables | undefined, readonly string[]>();
  /** Each file that was read, with the env files that fill in its variables. */
  readonly #readWith: (readonly string[])[] = [];
  #loaded = 0;

  constructor(files: Files, noted: string) {
    this.#files = files;
    this.#noted = noted;
  }

  /** The folder from which the relative paths of a file count: that of its project's first file. */
  folderFor(uri: string): string {
    return this.#folders.get(uri) ?? folderOf(uri);
  }

  /** What the variables of a file of the project stand for. */
  variablesFor(uri: string): Variables | undefined {
    return this.#variables.get(uri);
  }

  /** All that was read for the variables of the project's files, and for which of them. */
  get variableTexts(): string {
    return [...this.#variableTexts, ...this.#readWith].flat().join('\n');
  }

  /** Files that were put together. */
  get uris(): readonly string[] {
    return [...this.#folders.keys()];
  }

  /** Files of one project merged, weakest first, with what they include. */
  project(uris: readonly string[], around: Surroundings = { way: [], clauses: [] }): Sections {
    const [main = ''] = uris;
    const folder = around.folder ?? folderOf(main);
    const variables = this.#variablesAround(around.envFiles ?? [defaultEnvFile(folder)], around.variables);
    const sections = new GrowingSections();
    const includes: Field[] = [];
    for (const uri of uris) {
      const root = this.#root(uri, variables, folder);
      if (root === undefined) continue;
      sections.overlay(root, (service, siblings) =>
        this.#extended(service, { siblings, below: sections.services, variables, way: [service] }),
      );
      const clause = child(root, 'include');
      if (clause !== undefined && !isReset(clause)) includes.push(...children(clause));
    }
    // What a project says itself is never replaced by what it includes.
    for (const clause of includes) {
      const included = this.#include(clause, variables, {
        way: [...around.way, ...uris],
        clauses: [...around.clauses, clause],
      });
      if (included !== undefined) sections.include(included);
    }
    return sections;
  }

  /** What the variables of a project stand for, with those of a project that includes it. */
  #variablesAround(envFiles: readonly string[], outer: Variables | undefined): Variables | undefined {
    for (const uri of envFiles) this.#variableTexts.set(uri, this.#files.source(uri)?.text ?? '');
    const variables = firstOf(outer, variablesOf(envFiles, this.#files, outer));
    if (variables !== outer) this.#envFiles.set(variables, [...(this.#envFiles.get(outer) ?? []), ...envFiles]);
    return variables;
  }

  /** The tree of a compose file, made once for the same variables. */
  #root(uri: string, variables: Variables | undefined, folder: string): Field | undefined {
    const known = this.#roots.get(uri);
    if (known !== undefined && known.variables === variables) return known.root;
    if (this.#loaded++ >= mostFiles) return undefined;
    const extraction = this.#files.extraction(uri);
    const source = extraction?.format === 'compose' ? this.#files.source(uri) : undefined;
    if (extraction !== undefined && extraction.problems.length > 0) this.isSound = false;
    const root =
      source &&
      composeRootOf(variables === undefined ? source : { ...source, variables }, { cache: this.#files.cache });
    this.#roots.set(uri, { variables, root });
    this.#readWith.push([uri, ...(this.#envFiles.get(variables) ?? [])]);
    if (!this.#folders.has(uri)) {
      this.#folders.set(uri, folder);
      this.#variables.set(uri, variables);
    }
    return root;
  }

  #include(
    clause: Field,
    variables: Variables | undefined,
    { way, clauses }: Pick<Surroundings, 'way' | 'clauses'>,
  ): Sections | undefined {
    const written = mapOf(clause) === undefined ? [clause] : itemsOf(child(clause, 'path'));
    const uris = written.flatMap((path) => this.#target(path, 'include') ?? []);
    if (uris.length === 0 || uris.length < written.length) return undefined;
    if (uris.some((uri) => way.includes(uri)) || way.length > deepest) {
      this.isCircular = true;
      this.#note('include-cycle', clauses, { path: way.map((uri) => uri.slice(uri.lastIndexOf('/') + 1)).join(' → ') });
      return undefined;
    }
    const base = this.folderFor(clause.source.uri);
    const named = itemsOf(child(clause, 'env_file')).flatMap((field) => pathIn(field, base) ?? []);
    const directory = child(clause, 'project_directory');
    for (const uri of uris) this.included.add(uri);
    return this.project(uris, {
      variables,
      envFiles: named.length > 0 ? named : undefined,
      folder: directory && pathIn(directory, base),
      way,
      clauses,
    });
  }

  /** A service over what it extends, in its own file or in another one. */
  #extended(service: Field, around: Around): Field {
    const clause = extendsOf(service);
    if (clause === undefined) return service;
    const siblings = clause.file === undefined ? around.siblings : this.#servicesIn(clause.file, around.variables);
    if (siblings === undefined) return service;
    const base = siblings.get(clause.name);
    if (base === undefined) return this.#overBelow(service, clause, clause.file === undefined ? around.below : nobody);
    if (this.#isCircular(base, around.way)) return service;
    return mergedService(this.#extended(base, { ...around, siblings, way: [...around.way, base] }), service);
  }

  /** An overlay may extend what a file below it says. */
  #overBelow(service: Field, clause: { readonly name: string; readonly at: Field }, below: Services): Field {
    const weaker = clause.name === service.key?.value ? undefined : below.get(clause.name);
    if (weaker !== undefined) return mergedService(weaker, service);
    this.#note('extends-unknown', [clause.at], { service: clause.name });
    return service;
  }

  /** Services of the file that a clause names; undefined where it cannot be read. */
  #servicesIn(file: Field, variables: Variables | undefined): Services | undefined {
    const target = this.#target(file, 'extends');
    const root = target === undefined ? undefined : this.#root(target, variables, folderOf(target));
    return root === undefined ? undefined : serviceFields(root);
  }

  /** Whether a service is extended by one that it extends itself; then that is noted. */
  #isCircular(base: Field, way: readonly Field[]): boolean {
    if (way.length <= deepest && !way.some((each) => isSame(each, base))) return false;
    const clauses = way.flatMap((each) => extendsOf(each)?.at ?? []);
    this.#note('extends-cycle', clauses, { service: base.key?.value ?? '' });
    return true;
  }

  /** The file a path names; a note where the workspace has none. A path with an unknown variable is nobody's fault. */
  #target(field: Field, what: 'include' | 'extends'): string | undefined {
    const path = pathTextOf(field);
    const uri = path === undefined ? undefined : resolvePath(this.folderFor(field.source.uri), path);
    if (path === undefined || (uri === undefined && !isOfMachine(path))) return undefined;
    if (uri === undefined || !this.#files.isInside(uri)) this.#note('file-outside', [field], { path });
    else if (this.#files.extraction(uri) === undefined) this.#note(`${what}-missing`, [field], { path });
    else return uri;
    return undefined;
  }

  /** Said at the first of some places that is in the file whose notes are kept; once. */
  #note(code: string, places: readonly Field[], args: Readonly<Record<string, string>>): void {
    const place = places.find(({ source }) => source.uri === this.#noted);
    const span = place?.written?.span ?? place?.key?.span;
    if (place === undefined || this.notes.some((note) => note.code === code && note.span?.start === span?.start))
      return;
    this.notes.push({ code, args, ...(span && { span }) });
  }
}

/** What surrounds a service that extends another. */
interface Around {
  /** Services of its own file. */
  readonly siblings: Services;
  /** Services of the files below it. */
  readonly below: Services;
  readonly variables: Variables | undefined;
  /** Services that extend it, outermost first. */
  readonly way: readonly Field[];
}

function isSame(a: Field, b: Field): boolean {
  return a.source.uri === b.source.uri && a.key?.span.start === b.key?.span.start;
}

function pathIn(field: Field, folder: string): string | undefined {
  const path = pathTextOf(field);
  return path === undefined ? undefined : resolvePath(folder, path);
}

function pathTextOf(field: Field): string | undefined {
  const raw = textOf(field);
  return raw === undefined ? undefined : interpolate(raw, field.source).value;
}
