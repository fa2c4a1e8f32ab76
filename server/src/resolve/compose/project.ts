import { basename, child, folderOf } from '../../base/uri.ts';
import { isOverrideName, workloadsOf } from '../../extract/compose.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { alone, type Effective } from '../effective.ts';
import type { Files } from '../files.ts';
import { ComposeLoader } from './model.ts';
import { filesOfView } from './roles.ts';
import { defaultEnvFile } from './variables.ts';

/**
 * A compose file with what is applied beside it: the files it overlays, those that overlay it by their name, what it
 * includes and extends, and the `.env` of the project.
 * Sources: https://github.com/compose-spec/compose-spec/blob/main/13-merge.md, …/14-include.md, …/12-interpolation.md
 */
export function resolveCompose(extraction: Extraction, files: Files): Effective {
  const { uri } = extraction;
  const view = filesOfView(extraction, files);
  if (view.length === 1 && !reachesOut(uri, files)) return alone(extraction);
  const loader = new ComposeLoader(files, uri);
  const services = [...loader.project(view, undefined, undefined, []).values()];
  if (services.length === 0) return { extraction: withNotes(extraction, loader), covers: [...loader.included] };
  const folder = folderOf(uri);
  const isBase = view[0] === uri;
  // Names of a view hold in this view only.
  const scope = isBase ? folder : `${folder}?${basename(uri)}`;
  const workloads = workloadsOf(services, { scope, partial: isBase && isOverrideName(uri) });
  const others = extraction.declarations.filter(({ kind }) => kind !== 'workload');
  return {
    extraction: { ...withNotes(extraction, loader), declarations: [...workloads, ...others] },
    covers: [...loader.included, ...(isBase ? view.slice(1) : [])],
  };
}

/** Whether a file alone does not say all: it names other files, or has variables that the project's `.env` may say. */
function reachesOut(uri: string, files: Files): boolean {
  const text = files.source(uri)?.text ?? '';
  if (/^include[ \t]*:/m.test(text) || (text.includes('extends') && /\bfile[ \t]*:/.test(text))) return true;
  const folder = folderOf(uri);
  return text.includes('$') && files.inFolder(folder).includes(child(folder, '.env')) && says(folder, files);
}

function says(folder: string, files: Files): boolean {
  return (files.extraction(defaultEnvFile(folder))?.declarations.length ?? 0) > 0;
}

function withNotes(extraction: Extraction, { notes }: ComposeLoader): Extraction {
  return notes.length === 0 ? extraction : { ...extraction, problems: [...extraction.problems, ...notes] };
}
