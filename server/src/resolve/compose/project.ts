import { basename, folderOf } from '../../base/uri.ts';
import { writtenConfigs } from '../../extract/compose-config.ts';
import { isOverrideName, workloadsOf } from '../../extract/compose.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { alone, type Effective, type Note } from '../effective.ts';
import type { Files } from '../files.ts';
import { ComposeLoader } from './model.ts';
import { viewOf, type ComposeView } from './roles.ts';
import { defaultEnvFile, variablesOf } from './variables.ts';
import { completed } from './workloads.ts';

/**
 * A compose file with what is applied beside it: the files it overlays, those that overlay it by their name, what it
 * includes and extends, its env files, and the `.env` of the project.
 * Sources: https://github.com/compose-spec/compose-spec/blob/main/13-merge.md, …/14-include.md, …/12-interpolation.md
 */
export function resolveCompose(extraction: Extraction, files: Files): Effective {
  const { uri } = extraction;
  const view = viewOf(extraction, files);
  const { uris, envFiles } = view;
  if (uris.length === 1 && envFiles === undefined && !reachesOut(extraction, files)) return alone(extraction);
  const loader = new ComposeLoader(files, uri);
  const sections = loader.project(uris, { envFiles, folder: view.folder, way: [], clauses: [] });
  const isBase = uris[0] === uri;
  const covers = coveredBy(uri, loader, isBase ? uris.slice(1) : []);
  if (sections.services.size === 0) return { extraction: withNotes(extraction, loader.notes), covers };
  const folder = folderOf(uri);
  // Names of a view hold in this view only.
  const scope = isBase ? folder : `${folder}?${basename(uri)}`;
  const written = workloadsOf(
    [...sections.services.values()],
    { scope, partial: isBase && isOverrideName(uri), shared: sections },
    files.services && loader.isSound ? { services: files.services, around: loader.variableTexts } : undefined,
  );
  const { workloads, notes } = completed(written, loader, files, {
    uri,
    profiles: profilesOf(view, files),
  });
  const madeOf = loader.uris.flatMap((each) => (each === uri ? [] : (files.extraction(each) ?? [])));
  // Found under the folder of the project, whatever the view is called.
  const configs = writtenConfigs(sections.configs.values(), workloads, folder, { cache: files.cache });
  const whole = {
    ...withNotes(extraction, [...loader.notes, ...notes]),
    environment: view.environment ?? extraction.environment,
    declarations: [...workloads, ...configs],
    ...appliedBy(view),
  };
  return { extraction: whole, covers, madeOf };
}

/** Of files that include each other, the first one stands for all. */
function coveredBy(uri: string, { included, isCircular }: ComposeLoader, overlays: readonly string[]): string[] {
  return [...[...included].filter((each) => !isCircular || each > uri), ...overlays];
}

function appliedBy({ uris, saidAt }: ComposeView): Pick<Extraction, 'applied'> {
  return uris.length < 2 ? {} : { applied: { uris, ...(saidAt && { saidAt }) } };
}

/** Whether a file alone does not say all: it names other files, or has something that the project's `.env` may say. */
function reachesOut({ uri, declarations }: Extraction, files: Files): boolean {
  const text = files.source(uri)?.text ?? '';
  if (text.includes('include') && /^include[ \t]*:/m.test(text)) return true;
  if (text.includes('extends') && /^[ \t]+extends[ \t]*:/m.test(text)) return true;
  if (declarations.some((each) => each.kind === 'workload' && each.envFiles.length > 0)) return true;
  return hasSayingEnv(folderOf(uri), text, files);
}

/** A `$`, profiles, or a name without a value, as in `- KAFKA_HOST`. */
const open = /\$|\bprofiles[ \t]*:|^[ \t]*-?[ \t]*[A-Z][A-Z0-9_]*:?[ \t]*$/m;

function hasSayingEnv(folder: string, text: string, files: Files): boolean {
  const envFile = defaultEnvFile(folder);
  if (!files.inFolder(folder).includes(envFile)) return false;
  if ((files.extraction(envFile)?.declarations.length ?? 0) === 0) return false;
  return open.test(text) || /^[ \t]*COMPOSE_PROJECT_NAME\b/m.test(files.source(envFile)?.text ?? '');
}

/**
 * The profiles that the project's variables or its command turn on.
 * Source: https://docs.docker.com/compose/how-tos/environment-variables/envvars/
 */
function profilesOf(view: ComposeView, files: Files): ReadonlySet<string> {
  const { profiles = [], envFiles = [defaultEnvFile(view.folder ?? folderOf(view.uris[0] ?? ''))] } = view;
  // Those of the command stand in place of those of the variable.
  const said = variablesOf(envFiles, files)?.('COMPOSE_PROFILES')?.value.split(',') ?? [];
  const named = profiles.length > 0 ? profiles : said;
  return new Set(named.map((profile) => profile.trim()).filter((profile) => profile !== ''));
}

function withNotes(extraction: Extraction, notes: readonly Note[]): Extraction {
  return notes.length === 0 ? extraction : { ...extraction, problems: [...extraction.problems, ...notes] };
}
