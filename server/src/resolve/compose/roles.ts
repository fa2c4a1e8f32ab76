import { basename, child, folderOf, resolvePath } from '../../base/uri.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { DeclaredView, Files } from '../files.ts';
import { defaultEnvFile, variablesOf } from './variables.ts';

/** The names compose looks for, in its order. Source: https://docs.docker.com/compose/intro/compose-application-model/ */
const defaultNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** Files that are applied together, with what their command says beside. */
export type ComposeView = Omit<DeclaredView, 'environment'> & Partial<Pick<DeclaredView, 'environment'>>;

/**
 * Which files are applied together when this one is, weakest first; this one alone where nothing says more. The user's
 * configuration stands over `COMPOSE_FILE`, that over commands in scripts, and these over what the names of the files tell.
 */
export function viewOf(extraction: Extraction, files: Files): ComposeView {
  const { uri } = extraction;
  const folder = folderOf(uri);
  const views = files.views().filter(({ uris }) => uris.at(-1) === uri);
  const declared = views.find(({ saidAt }) => saidAt === undefined);
  if (declared !== undefined) return declared;
  const listed = listedFiles(uri, files);
  if (listed.uris.at(-1) === uri) return listed;
  const [launched] = views;
  if (launched !== undefined) return launched;
  const name = basename(uri);
  if (overrideNames.includes(name)) return { uris: [uri] };
  const base = namedIn(folder, defaultNames, files);
  if (base === uri)
    return { uris: listed.uris.length > 0 ? [uri] : [uri, ...present(namedIn(folder, overrideNames, files))] };
  return { uris: base !== undefined && isOverlayOf(extraction, files.extraction(base)) ? [base, uri] : [uri] };
}

function present(uri: string | undefined): readonly string[] {
  return uri === undefined ? [] : [uri];
}

function namedIn(folder: string, names: readonly string[], files: Files): string | undefined {
  const here = new Set(files.inFolder(folder));
  return names.map((name) => child(folder, name)).find((uri) => here.has(uri));
}

/**
 * What `COMPOSE_FILE` says is applied, in order; nothing where it does not. It stands in the `.env` beside the file, or in a
 * folder above it where a project has its overlays below.
 */
function listedFiles(uri: string, files: Files): ComposeView {
  let folder = folderOf(uri);
  for (let level = 0; level < highest && files.isInside(folder); level++) {
    const listed = listedIn(folder, files);
    if (listed !== undefined && (level === 0 || listed.uris.at(-1) === uri)) return listed;
    folder = folderOf(folder);
  }
  return { uris: [] };
}

const highest = 4;

function listedIn(folder: string, files: Files): ComposeView | undefined {
  const envFile = defaultEnvFile(folder);
  if (files.extraction(envFile) === undefined) return undefined;
  const variables = variablesOf([envFile], files);
  const list = variables?.('COMPOSE_FILE');
  if (list === undefined) return undefined;
  const separator = variables?.('COMPOSE_PATH_SEPARATOR')?.value ?? (list.value.includes(';') ? ';' : ':');
  const uris = list.value.split(separator).flatMap((path) => resolvePath(folder, path.trim()) ?? []);
  const [first] = uris;
  if (first === undefined) return undefined;
  // The `.env` of the project itself is read below the one that leads to it.
  const own = defaultEnvFile(folderOf(first));
  return { uris, saidAt: list.at, ...(own !== envFile && { envFiles: [own, envFile] }) };
}

/**
 * A file that starts nothing on its own: some of its services say neither image nor build, and the project's main file has a
 * service of each such name. A file whose services are all complete is a system of its own.
 */
function isOverlayOf(extraction: Extraction, base: Extraction | undefined): boolean {
  const services = workloadNames(base, () => true);
  const open = workloadNames(extraction, (complete) => !complete);
  return open.size > 0 && [...open].every((name) => services.has(name));
}

function workloadNames(extraction: Extraction | undefined, wanted: (complete: boolean) => boolean): Set<string> {
  const workloads = (extraction?.declarations ?? []).filter((each) => each.kind === 'workload');
  return new Set(
    workloads.filter(({ image, builds }) => wanted(image !== undefined || builds)).map(({ name }) => name),
  );
}
