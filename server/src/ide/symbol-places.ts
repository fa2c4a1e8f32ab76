import { basename, child, folderOf, resolvePath } from '../base/uri.ts';
import type { Span } from '../base/span.ts';
import { readable } from '../extract/readable.ts';
import { nearness } from '../link/place.ts';
import type { File } from '../project/file.ts';
import type { Project } from '../project/project.ts';
import { canonicalName, flatName } from '../recognise/relaxed-name.ts';
import { symbolsOf } from '../symbols/file-symbols.ts';
import type { Definition, FileSymbols, ObjectName, Target } from '../symbols/symbol.ts';

/** Where a name is given; without a span the file as a whole. */
export interface SymbolPlace {
  readonly uri: string;
  readonly span?: Span;
}

const none: FileSymbols = { definitions: [], references: [] };

export function symbolsIn(file: File | undefined): FileSymbols {
  if (file?.text === undefined) return none;
  return symbolsOf(file.extraction, { uri: file.uri, path: file.path, text: readable(file.text).text });
}

/** What a reference in a file leads to; nothing where the workspace does not say it. */
export function placesOf(project: Project, uri: string, to: Target): readonly SymbolPlace[] {
  switch (to.kind) {
    case 'local':
      return [{ uri, span: to.span }];
    case 'file':
      return filesOf(project, uri, to);
    case 'service':
      return servicesOf(project, uri, to);
    case 'variable':
      return variablesOf(project, uri, to.name);
    case 'property':
      return propertiesOf(project, uri, to);
    case 'object':
      return objectsOf(project, uri, to, (given) => given.kind === 'object' && isSameObject(given, to));
    case 'entry':
      return objectsOf(
        project,
        uri,
        to,
        (given) => given.kind === 'entry' && given.key === to.key && isSameObject(given, to),
      );
  }
}

const kustomizations = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

function filesOf(project: Project, uri: string, { path, by }: Extract<Target, { kind: 'file' }>): SymbolPlace[] {
  const folder = folderOf(uri);
  const known = (candidates: readonly (string | undefined)[]): SymbolPlace[] =>
    candidates.flatMap((one) => (one !== undefined && project.file(one) !== undefined ? [{ uri: one }] : []));
  switch (by) {
    case 'relative':
      return known([resolvePath(folder, path), ...project.roots.map((root) => resolvePath(root.uri, path))]).slice(
        0,
        1,
      );
    case 'classpath':
      return known([resolvePath(classPathOf(folder), path.replace(/^\//, '')), resolvePath(folder, path)]).slice(0, 1);
    case 'kustomization': {
      const target = resolvePath(folder, path);
      return target === undefined
        ? []
        : known([target, ...kustomizations.map((name) => child(target, name))]).slice(0, 1);
    }
    case 'chart': {
      const target = resolvePath(folder, path);
      return target === undefined ? [] : known([child(target, 'Chart.yaml')]);
    }
    case 'profile':
      return known(
        ['application', 'bootstrap'].flatMap((stem) =>
          ['yml', 'yaml', 'properties'].map((ending) => child(folder, `${stem}-${path}.${ending}`)),
        ),
      );
    case 'data-id':
      return project
        .files()
        .filter((file) => basename(file.uri) === path)
        .map((file) => ({ uri: file.uri }));
  }
}

/** The folder that is put on the class path: `resources` of the module, else the file's own. */
function classPathOf(folder: string): string {
  return /^.*\/src\/\w+\/resources(?=\/|$)/.exec(folder)?.[0] ?? folder;
}

function servicesOf(
  project: Project,
  uri: string,
  { name, file }: Extract<Target, { kind: 'service' }>,
): SymbolPlace[] {
  const folder = folderOf(uri);
  const elsewhere = file === undefined ? undefined : resolvePath(folder, file);
  if (file !== undefined) return elsewhere === undefined ? [] : serviceIn(project, elsewhere, name);
  const own = serviceIn(project, uri, name);
  if (own.length > 0) return own;
  const beside = project.files().filter((one) => one.extraction.format === 'compose' && folderOf(one.uri) === folder);
  const views = project.system().coveredBy.get(uri) ?? [];
  return [...new Set([...views, ...beside.map((one) => one.uri)])].flatMap((one) => serviceIn(project, one, name));
}

function serviceIn(project: Project, uri: string, name: string): SymbolPlace[] {
  return matching(project.file(uri), (given) => given.kind === 'service' && given.name === name);
}

/** Variables of the project: its `.env`, that of a project that includes the file, or the env file itself. */
function variablesOf(project: Project, uri: string, name: string): SymbolPlace[] {
  const views = project.system().coveredBy.get(uri) ?? [];
  const files = [uri, ...[uri, ...views].map((one) => child(folderOf(one), '.env'))];
  for (const one of files) {
    const found = matching(project.file(one), (given) => isEnvLine(given) && given.name === name);
    // Of a variable that is said twice the last line counts.
    if (found.length > 0) return found.slice(-1);
  }
  return [];
}

function isEnvLine(given: Definition): given is Extract<Definition, { kind: 'variable' }> {
  return given.kind === 'variable' && given.place === 'env-file';
}

/** A property of the application; else a variable of a container, of the application's own where one has its name; else an env file's. */
function propertiesOf(
  project: Project,
  uri: string,
  { name, application }: Extract<Target, { kind: 'property' }>,
): SymbolPlace[] {
  const wanted = canonicalName(name);
  const isIt = (given: Definition): boolean =>
    given.kind === 'property' && canonicalName(given.name) === wanted && given.application === application;
  const spring = project.files().filter(({ extraction, uri: one }) => one === uri || extraction.format === 'spring');
  const own = spring.flatMap((file) => matching(file, isIt));
  if (own.length > 0) return own;
  const flat = flatName(name);
  const variables = project
    .files()
    .flatMap((file) =>
      mayHold(file, name)
        ? symbolsIn(file).definitions.flatMap((given) =>
            given.kind === 'variable' && flatName(given.name) === flat ? [{ given, uri: file.uri }] : [],
          )
        : [],
    );
  const running = variables.filter(({ given }) => given.workload !== undefined && given.workload === application);
  const found = running.length > 0 ? running : variables;
  return found.map(({ given, uri: one }) => ({ uri: one, span: given.span }));
}

/** Whether a file can name a property, as it is written or as a variable. */
function mayHold({ text }: File, name: string): boolean {
  return text !== undefined && (text.includes(name) || text.includes(name.toUpperCase().replace(/[.-]/g, '_')));
}

/** Manifests repeat names: those in the same file, else all in the nearest folder. */
function objectsOf(
  project: Project,
  uri: string,
  { name }: ObjectName,
  isIt: (given: Definition) => boolean,
): SymbolPlace[] {
  const found = project.files().flatMap((file) => (file.text?.includes(name) === true ? matching(file, isIt) : []));
  const best = Math.max(...found.map((place) => nearness(place.uri, uri)));
  return found.filter((place) => nearness(place.uri, uri) === best);
}

/** A manifest that names no namespace is applied to any. */
function isSameObject(a: ObjectName, b: ObjectName): boolean {
  const namespaces = a.namespace === b.namespace || a.namespace === '' || b.namespace === '';
  return a.type === b.type && a.name === b.name && namespaces;
}

function matching(file: File | undefined, isIt: (given: Definition) => boolean): SymbolPlace[] {
  if (file === undefined) return [];
  return symbolsIn(file)
    .definitions.filter(isIt)
    .map(({ span }) => ({ uri: file.uri, span }));
}
