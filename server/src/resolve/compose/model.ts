import { folderOf, resolvePath } from '../../base/uri.ts';
import { mergedService } from '../../extract/compose-merge.ts';
import { composeRootOf, extendsOf, serviceFields } from '../../extract/compose.ts';
import type { Variables } from '../../extract/extraction.ts';
import { child, children, listOf, mapOf, scalarIn, textOf, type Field } from '../../extract/field.ts';
import { interpolate } from '../../extract/interpolate.ts';
import type { Files } from '../files.ts';
import type { Note } from '../effective.ts';
import { defaultEnvFile, firstOf, variablesOf } from './variables.ts';

/** Services by name. Each field knows the file it stands in and what its variables stand for. */
type Services = ReadonlyMap<string, Field>;

const deepest = 20;

/** Loads projects of compose files. Notes are kept for one file only: every other one says its own. */
export class ComposeLoader {
  readonly notes: Note[] = [];
  /** Files whose services were taken over by `include`. */
  readonly included = new Set<string>();
  readonly #files: Files;
  readonly #noted: string;

  constructor(files: Files, noted: string) {
    this.#files = files;
    this.#noted = noted;
  }

  /** Files of one project merged, weakest first, with what they include. `around` holds the variables of a project that includes it. */
  project(
    uris: readonly string[],
    around: Variables | undefined,
    envFiles: readonly string[] | undefined,
    way: readonly string[],
  ): Services {
    const [main = ''] = uris;
    const variables = firstOf(around, variablesOf(envFiles ?? [defaultEnvFile(folderOf(main))], this.#files));
    const services = new Map<string, Field>();
    const includes: Field[] = [];
    for (const uri of uris) {
      const root = this.#root(uri, variables);
      if (root === undefined) continue;
      const own = serviceFields(root);
      for (const [name, service] of own) {
        const whole = this.#extended(service, own, variables, [service]);
        const weaker = services.get(name);
        services.set(name, weaker === undefined ? whole : mergedService(weaker, whole));
      }
      includes.push(...children(child(root, 'include')));
    }
    // What a project says itself is never replaced by what it includes.
    for (const clause of includes)
      for (const [name, service] of this.#include(clause, variables, [...way, ...uris]))
        if (!services.has(name)) services.set(name, service);
    return services;
  }

  #root(uri: string, variables: Variables | undefined): Field | undefined {
    const source = this.#files.extraction(uri)?.format === 'compose' ? this.#files.source(uri) : undefined;
    return source && composeRootOf(variables === undefined ? source : { ...source, variables }, this.#files);
  }

  #include(clause: Field, variables: Variables | undefined, way: readonly string[]): Services {
    const written = mapOf(clause) === undefined ? [clause] : listFields(child(clause, 'path'));
    const uris = written.flatMap((path) => this.#target(path, 'include') ?? []);
    if (uris.length === 0 || uris.length < written.length) return new Map();
    if (uris.some((uri) => way.includes(uri)) || way.length > deepest) {
      this.#note('include-cycle', clause, { path: way.map((uri) => uri.slice(uri.lastIndexOf('/') + 1)).join(' → ') });
      return new Map();
    }
    const folder = folderOf(clause.source.uri);
    const named = listFields(child(clause, 'env_file')).flatMap((field) => pathIn(field, folder) ?? []);
    const directory = child(clause, 'project_directory');
    const place = directory === undefined ? undefined : pathIn(directory, folder);
    const around = place === undefined ? undefined : [defaultEnvFile(place)];
    for (const uri of uris) this.included.add(uri);
    return this.project(uris, variables, named.length > 0 ? named : around, way);
  }

  /** A service over what it extends, in its own file or in another one. */
  #extended(service: Field, siblings: Services, variables: Variables | undefined, way: readonly Field[]): Field {
    const clause = extendsOf(service);
    if (clause === undefined) return service;
    const target = clause.file === undefined ? undefined : this.#target(clause.file, 'extends');
    if (clause.file !== undefined && target === undefined) return service;
    const root = target === undefined ? undefined : this.#root(target, variables);
    const around = root === undefined ? siblings : serviceFields(root);
    const base = around.get(clause.name);
    if (base === undefined) {
      this.#note('extends-unknown', clause.at, { service: clause.name });
      return service;
    }
    if (way.some((each) => isSame(each, base)) || way.length > deepest) {
      this.#note('extends-cycle', clause.at, { service: clause.name });
      return service;
    }
    return mergedService(this.#extended(base, around, variables, [...way, base]), service);
  }

  /** The file a path names; a note where the workspace has none. A path with an unknown variable is nobody's fault. */
  #target(field: Field, what: 'include' | 'extends'): string | undefined {
    const path = pathTextOf(field);
    const uri = path === undefined ? undefined : resolvePath(folderOf(field.source.uri), path);
    if (uri === undefined || path === undefined) return undefined;
    if (!this.#files.isInside(uri)) this.#note('file-outside', field, { path });
    else if (this.#files.extraction(uri) === undefined) this.#note(`${what}-missing`, field, { path });
    else return uri;
    return undefined;
  }

  #note(code: string, { source, written, key }: Field, args: Readonly<Record<string, string>>): void {
    const span = written?.span ?? key?.span;
    if (source.uri === this.#noted) this.notes.push({ code, args, ...(span && { span }) });
  }
}

function isSame(a: Field, b: Field): boolean {
  return a.source.uri === b.source.uri && a.key?.span.start === b.key?.span.start;
}

/** One value or a list of them. */
function listFields(field: Field | undefined): readonly Field[] {
  if (field === undefined) return [];
  if (listOf(field) !== undefined) return children(field);
  return scalarIn(field) === undefined ? [] : [field];
}

function pathIn(field: Field, folder: string): string | undefined {
  const path = pathTextOf(field);
  return path === undefined ? undefined : resolvePath(folder, path);
}

function pathTextOf(field: Field): string | undefined {
  const raw = textOf(field);
  return raw === undefined ? undefined : interpolate(raw, field.source).value;
}
