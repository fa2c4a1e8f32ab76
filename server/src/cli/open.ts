import { readFileSync, statSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import { decode } from '../base/decode.ts';
import { dirname, fileUri, isInside } from '../base/uri.ts';
import { NodeHost } from '../host/node-host.ts';
import { createProject } from '../project/create.ts';
import type { ProjectOptions, Root } from '../project/options.ts';
import type { Project } from '../project/project.ts';
import { progressLine } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import type { Say } from './words.ts';

export interface OpenOptions {
  readonly config?: string;
  readonly quiet?: boolean;
  /** `helm`: charts are rendered by it. */
  readonly render?: string;
  /** Its path, or its name where the system finds it. */
  readonly helm?: string;
}

/** Reads all that the paths name. */
export async function openProject(paths: readonly string[], options: OpenOptions, say: Say): Promise<Project> {
  const roots = rootsOf(paths, say);
  const config = options.config === undefined ? undefined : configOf(options.config, say);
  const renderer = options.render === 'helm' ? { renderer: await helmRenderer(options.helm) } : {};
  const project = createProject(new NodeHost(), { ...(config && { config }), ...renderer });
  const line = progressLine((done, total) => say('reading', { done, total }));
  await project.load(roots, options.quiet === true ? {} : { progress: line.show });
  await project.render();
  line.clear();
  return project;
}

/** Loaded only where it is wanted. */
async function helmRenderer(path: string | undefined): Promise<NonNullable<ProjectOptions['renderer']>> {
  const { HelmRenderer } = await import('../host/helm-renderer.ts');
  const isPath = path !== undefined && /[\\/]/.test(path);
  return new HelmRenderer(isPath ? resolve(path) : (path ?? ''));
}

/** Folders as they are; single files in groups by folder. The first path's folder comes first, all paths are relative to it. */
export function rootsOf(paths: readonly string[], say: Say): readonly Root[] {
  const roots = new Map<string, Root>();
  for (const path of paths) {
    const status = statusOf(path, say);
    const uri = fileUri(resolve(path));
    const folder = status.isDirectory() ? uri : dirname(uri);
    const known = roots.get(folder);
    if (status.isDirectory()) roots.set(folder, { uri: folder });
    else if (known === undefined || known.files !== undefined)
      roots.set(folder, { uri: folder, files: [...(known?.files ?? []), uri] });
  }
  const [first, ...others] = roots.values();
  const whole = [...roots.values()].filter((root) => root.files === undefined);
  const covered = (root: Root): boolean =>
    whole.some((other) => other.uri !== root.uri && isInside(other.uri, root.uri));
  return first === undefined ? [] : [first, ...others.filter((root) => !covered(root))];
}

function statusOf(path: string, say: Say): Stats {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) throw new UsageError(say('missingPath', { path }));
  if (!status.isFile() && !status.isDirectory()) throw new UsageError(say('oddPath', { path }));
  return status;
}

function configOf(path: string, say: Say): NonNullable<ProjectOptions['config']> {
  try {
    const text = decode(readFileSync(path));
    if (text !== undefined) return { uri: fileUri(resolve(path)), text };
  } catch {
    // Said below.
  }
  throw new UsageError(say('unreadableConfig', { path }));
}
