import { type ReviewConfig, noConfig } from '../review/config.ts';

/** Name of the configuration file, looked for in the root of every folder. */
export const configName = '.archlens.yaml';

/** The configuration of one folder. */
export interface FolderConfig {
  /** Path from the project's base to the folder, without a closing slash; empty for the base itself. */
  readonly folder: string;
  readonly config: ReviewConfig;
}

/**
 * One configuration for all folders. Globs hold in the folder their file is in. What holds for rules holds everywhere, the
 * first folder that names a rule decides.
 */
export function combined(configs: readonly FolderConfig[]): ReviewConfig {
  const [only] = configs;
  if (only === undefined) return noConfig;
  if (configs.length === 1 && only.folder === '') return only.config;
  const placed = configs.map(({ folder, config }) => withinFolder(folder, config));
  return {
    severities: new Map(placed.toReversed().flatMap((config) => [...config.severities])),
    environments: placed.flatMap((config) => config.environments),
    suppressions: placed.flatMap((config) => config.suppressions),
    views: placed.flatMap((config) => config.views),
    ignores: (path) => placed.some((config) => config.ignores(path)),
    requireReason: placed.some((config) => config.requireReason),
    site: placed.find((config) => config.site !== undefined)?.site,
    problems: placed.flatMap((config) => config.problems),
  };
}

function withinFolder(folder: string, config: ReviewConfig): ReviewConfig {
  const scoped = (covers: (path: string) => boolean) => (path: string) => {
    const inside = pathWithin(folder, path);
    return inside !== undefined && covers(inside);
  };
  return {
    ...config,
    environments: config.environments.map((entry) => ({ ...entry, covers: scoped(entry.covers) })),
    suppressions: config.suppressions.map((entry) => ({ ...entry, covers: scoped(entry.covers) })),
    views: config.views.map((view) => ({ ...view, files: view.files.map((file) => pathFrom(folder, file)) })),
    ignores: scoped(config.ignores),
  };
}

function pathWithin(folder: string, path: string): string | undefined {
  if (folder === '') return path.startsWith('../') ? undefined : path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

function pathFrom(folder: string, file: string): string {
  return folder === '' ? file : `${folder}/${file}`;
}

/** Adds what the editor's settings say; the configuration files win. */
export function withDefaults(config: ReviewConfig, defaults: ReviewConfig): ReviewConfig {
  return {
    ...config,
    severities: new Map([...defaults.severities, ...config.severities]),
    environments: [...config.environments, ...defaults.environments],
    site: config.site ?? defaults.site,
    ignores: (path) => config.ignores(path) || defaults.ignores(path),
  };
}
