import { Derived } from '../../base/derived.ts';
import { folderOf, isOfMachine, relative, resolvePath } from '../../base/uri.ts';
import type { EnvFile, Sourced, Variable, Workload } from '../../model/declaration.ts';
import type { Files } from '../files.ts';
import type { Note } from '../effective.ts';
import type { ComposeLoader } from './model.ts';
import { variablesIn } from './variables.ts';

/** Workloads of a project with all that other files say of them. */
export interface Completion {
  readonly workloads: readonly Workload[];
  readonly notes: readonly Note[];
}

/** Fills in what a project's env files say, turns profiles on, and makes paths count from the file they stand in. */
export function completed(
  workloads: readonly Workload[],
  loader: ComposeLoader,
  files: Files,
  view: { readonly uri: string; readonly profiles: ReadonlySet<string> },
): Completion {
  const around = [view.uri, loader.variableTexts, ...view.profiles].join('\n');
  const completions = workloads.map((workload) => {
    const { at, buildContext, mounts } = workload;
    const placed = [at, ...(buildContext ? [buildContext.at] : []), ...mounts.map((mount) => mount.at)];
    const folders = [...new Set(placed.map(({ uri }) => loader.folderFor(uri)))];
    const named = workload.envFiles.map((file) => namedBy(file, loader));
    const read = named.map((uri) => (uri === undefined ? undefined : files.extraction(uri)));
    return known.of(workload, [around, ...folders, ...named, ...read], () => {
      const notes: Note[] = [];
      const noteFor = (note: Note, file: EnvFile): void => {
        if (file.at.uri === view.uri) notes.push(note);
      };
      const filled = withProfiles(withEnvFiles(workload, loader, files, noteFor), view.profiles);
      return { workload: rebased(filled, loader), notes };
    });
  });
  return {
    workloads: completions.map(({ workload }) => workload),
    notes: completions.flatMap(({ notes }) => notes),
  };
}

interface Completed {
  readonly workload: Workload;
  readonly notes: readonly Note[];
}

const known = new Derived<Workload, Completed>();

type NoteFor = (note: Note, file: EnvFile) => void;

/** The file that is meant; undefined where that is not known. */
function namedBy(file: EnvFile, loader: ComposeLoader): string | undefined {
  return file.value === undefined ? undefined : resolvePath(loader.folderFor(file.at.uri), file.value);
}

/**
 * Variables of env files below those that the service says itself; a later file stands over an earlier one.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/05-services.md
 */
function withEnvFiles(workload: Workload, loader: ComposeLoader, files: Files, noteFor: NoteFor): Workload {
  if (workload.envFiles.length === 0) return workload;
  const env = new Map<string, Variable>();
  const over = (variable: Variable): void => {
    const weaker = env.get(variable.name);
    env.set(variable.name, weaker === undefined ? variable : standingOver(variable, weaker));
  };
  const envFiles = workload.envFiles.map((file) => {
    const uri = namedBy(file, loader);
    if (uri === undefined && !isOfMachine(file.value ?? '')) return file;
    if (uri !== undefined && files.extraction(uri) !== undefined) {
      for (const variable of variablesIn(uri, files, loader.variablesFor(file.at.uri), file.isRaw)) over(variable);
      return { ...file, isRead: true as const };
    }
    const span = file.at.value;
    const code = uri === undefined || !files.isInside(uri) ? 'file-outside' : unreadCode(uri);
    if (file.isOptional !== true) noteFor({ code, args: { path: file.raw }, ...(span && { span }) }, file);
    return file;
  });
  for (const variable of workload.env) over(variable);
  return { ...workload, envFiles, env: [...env.values()] };
}

/** Files of other names may be there without the workspace having read them. */
function unreadCode(uri: string): string {
  return /\.env(?:[._-][^/]*)?$/.test(uri) ? 'env-file-missing' : 'env-file-unread';
}

/** Below the weakest statement of the same name. */
function standingOver<T extends Sourced>(stronger: T, weaker: Sourced): T {
  const { overrides } = stronger;
  return { ...stronger, overrides: overrides === undefined ? weaker : standingOver(overrides, weaker) };
}

/**
 * A service is started where one of its profiles is on.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/15-profiles.md
 */
function withProfiles(workload: Workload, on: ReadonlySet<string>): Workload {
  if (workload.profiles === undefined || on.size === 0) return workload;
  const { isOff: _, ...started } = workload;
  const isOn = on.has('*') || workload.profiles.some((profile) => on.has(profile));
  return isOn ? started : { ...started, isOff: true };
}

/** Where a project's paths count from another folder than that of the file they stand in, they are written anew for that file. */
function rebased(workload: Workload, loader: ComposeLoader): Workload {
  const moved = (path: string, uri: string): string => {
    const base = loader.folderFor(uri);
    const target = base === folderOf(uri) ? undefined : resolvePath(base, path);
    if (target === undefined) return path;
    const way = relative(folderOf(uri), target);
    return way.startsWith('.') ? way : `./${way}`;
  };
  const movedFile = <T extends Sourced>(file: T): T =>
    file.value === undefined ? file : { ...file, value: moved(file.value, file.at.uri) };
  const { buildContext } = workload;
  return {
    ...workload,
    envFiles: workload.envFiles.map(movedFile),
    mounts: workload.mounts.map((mount) =>
      mount.kind === 'bind' && mount.source !== undefined
        ? { ...mount, source: moved(mount.source, mount.at.uri) }
        : mount,
    ),
    ...(buildContext && { buildContext: movedFile(buildContext) }),
  };
}
