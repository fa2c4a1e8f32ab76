import { isEqual } from '../../base/equal.ts';
import { append } from '../../base/group.ts';
import { folderOf, resolvePath } from '../../base/uri.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { ComposeLaunch } from '../../model/view.ts';
import type { DeclaredView, Files } from '../files.ts';

/**
 * The views that commands in scripts, build files, workflows and comments speak of. Where commands that end with the same file
 * disagree, the list that the others only add to holds; where there is none, nothing does.
 */
export function launchedViews(
  extractions: readonly Extraction[],
  files: Pick<Files, 'extraction' | 'isInside'>,
): readonly DeclaredView[] {
  const byLast = new Map<string, DeclaredView[]>();
  for (const { launches = [] } of extractions) {
    for (const launch of launches) {
      const view = viewOf(launch, files);
      if (view !== undefined) append(byLast, view.uris.at(-1) ?? '', view);
    }
  }
  return [...byLast.values()].flatMap((views) => agreed(views) ?? []);
}

const highest = 6;

/** Paths count from where the command is run: the folder it goes to, that of its file, or one above. */
function viewOf(launch: ComposeLaunch, files: Pick<Files, 'extraction' | 'isInside'>): DeclaredView | undefined {
  let folder = folderOf(launch.at.uri);
  for (let level = 0; level < highest && files.isInside(folder); level++) {
    const base = launch.from === undefined ? folder : resolvePath(folder, launch.from);
    const view = base === undefined ? undefined : viewFrom(base, launch, files);
    if (view !== undefined) return view;
    folder = folderOf(folder);
  }
  return undefined;
}

function viewFrom(base: string, launch: ComposeLaunch, files: Pick<Files, 'extraction'>): DeclaredView | undefined {
  const uris = launch.files.map((path) => resolvePath(base, path));
  if (!uris.every((uri) => uri !== undefined && files.extraction(uri)?.format === 'compose')) return undefined;
  const envFiles = launch.envFiles.flatMap((path) => resolvePath(base, path) ?? []);
  const folder = launch.directory === undefined ? undefined : resolvePath(base, launch.directory);
  return {
    uris: uris.flatMap((uri) => uri ?? []),
    environment: undefined,
    saidAt: launch.at,
    ...(launch.profiles.length > 0 && { profiles: launch.profiles }),
    ...(envFiles.length > 0 && { envFiles }),
    ...(folder !== undefined && { folder }),
  };
}

function agreed(views: readonly DeclaredView[]): DeclaredView | undefined {
  const several = views.filter(({ uris }) => uris.length > 1);
  const counted = several.length > 0 ? several : views;
  const [least] = counted.toSorted((a, b) => a.uris.length - b.uris.length);
  if (least === undefined || !counted.every(({ uris }) => addsTo(uris, least.uris))) return undefined;
  // What only some of the commands say beside the files is not known of all.
  const same = counted.filter(({ uris }) => uris.length === least.uris.length);
  if (same.every((view) => isEqual(optionsOf(view), optionsOf(least)))) return least;
  return least.uris.length === 1 ? undefined : plain(least);
}

/** What a command says beside the files. */
function optionsOf({
  profiles,
  envFiles,
  folder,
}: DeclaredView): Pick<DeclaredView, 'profiles' | 'envFiles' | 'folder'> {
  return { ...(profiles && { profiles }), ...(envFiles && { envFiles }), ...(folder !== undefined && { folder }) };
}

function plain({ uris, environment, saidAt }: DeclaredView): DeclaredView {
  return { uris, environment, ...(saidAt && { saidAt }) };
}

/** Whether a list holds another one in its order. */
function addsTo(list: readonly string[], least: readonly string[]): boolean {
  let at = 0;
  for (const uri of list) if (uri === least[at]) at++;
  return at === least.length;
}
