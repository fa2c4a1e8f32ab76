import { basename, child, folderOf } from '../../base/uri.ts';
import { isOverrideName, workloadsOf } from '../../extract/compose.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { Declaration } from '../../model/declaration.ts';
import { alone, type Effective, type Note } from '../effective.ts';
import type { Files } from '../files.ts';
import { ComposeLoader } from './model.ts';
import { declaredView, filesOfView } from './roles.ts';
import { defaultEnvFile, variablesOf } from './variables.ts';
import { completed } from './workloads.ts';

/**
 * A compose file with what is applied beside it: the files it overlays, those that overlay it by their name, what it
 * includes and extends, its env files, and the `.env` of the project.
 * Sources: https://github.com/compose-spec/compose-spec/blob/main/13-merge.md, …/14-include.md, …/12-interpolation.md
 */
export function resolveCompose(extraction: Extraction, files: Files): Effective {
  const { uri } = extraction;
  const view = filesOfView(extraction, files);
  if (view.length === 1 && !reachesOut(extraction, files)) return alone(extraction);
  const loader = new ComposeLoader(files, uri);
  const sections = loader.project(view);
  const isBase = view[0] === uri;
  // Of files that include each other, the first one stands for all.
  const included = [...loader.included].filter((each) => !loader.isCircular || each > uri);
  const covers = [...included, ...(isBase ? view.slice(1) : [])];
  if (sections.services.size === 0) return { extraction: withNotes(extraction, loader.notes), covers };
  const folder = folderOf(uri);
  // Names of a view hold in this view only.
  const scope = isBase ? folder : `${folder}?${basename(uri)}`;
  const written = workloadsOf([...sections.services.values()], {
    scope,
    partial: isBase && isOverrideName(uri),
    shared: sections,
  });
  const { workloads, notes } = completed(written, loader, files, {
    uri,
    profiles: profilesOf(folderOf(view[0] ?? uri), files),
  });
  const madeOf = loader.uris.flatMap((each) => (each === uri ? [] : (files.extraction(each) ?? [])));
  const others = [extraction, ...madeOf].flatMap(({ declarations }) => beside(declarations, folder));
  const environment = declaredView(uri, files)?.environment ?? extraction.environment;
  const noted = withNotes(extraction, [...loader.notes, ...notes]);
  return { extraction: { ...noted, environment, declarations: [...workloads, ...others] }, covers, madeOf };
}

/** What is declared beside the services: files that are written in the project, found under its folder. */
function beside(declarations: readonly Declaration[], scope: string): readonly Declaration[] {
  return declarations
    .filter(({ kind }) => kind !== 'workload')
    .map((each) =>
      each.kind === 'properties' && each.configMap !== undefined
        ? { ...each, configMap: { ...each.configMap, scope } }
        : each,
    );
}

/** Whether a file alone does not say all: it names other files, or has variables that the project's `.env` may say. */
function reachesOut({ uri, declarations }: Extraction, files: Files): boolean {
  const text = files.source(uri)?.text ?? '';
  if (
    (text.includes('include') && /^include[ \t]*:/m.test(text)) ||
    (text.includes('extends') && /\bfile[ \t]*:/.test(text))
  )
    return true;
  if (declarations.some((each) => each.kind === 'workload' && each.envFiles.length > 0)) return true;
  const folder = folderOf(uri);
  if (!files.inFolder(folder).includes(child(folder, '.env')) || !says(folder, files)) return false;
  return text.includes('$') || /\bprofiles[ \t]*:/.test(text) || /^[ \t]*-?[ \t]*[A-Z][A-Z0-9_]*:?[ \t]*$/m.test(text);
}

function says(folder: string, files: Files): boolean {
  return (files.extraction(defaultEnvFile(folder))?.declarations.length ?? 0) > 0;
}

/**
 * The profiles that the project's `.env` turns on.
 * Source: https://docs.docker.com/compose/how-tos/environment-variables/envvars/
 */
function profilesOf(folder: string, files: Files): ReadonlySet<string> {
  const said = variablesOf([defaultEnvFile(folder)], files)?.('COMPOSE_PROFILES')?.value ?? '';
  return new Set(
    said
      .split(',')
      .map((profile) => profile.trim())
      .filter((profile) => profile !== ''),
  );
}

function withNotes(extraction: Extraction, notes: readonly Note[]): Extraction {
  return notes.length === 0 ? extraction : { ...extraction, problems: [...extraction.problems, ...notes] };
}
