import type { Connection } from 'vscode-languageserver';
import { isInside } from '../base/uri.ts';
import { noConfig, readConfig, type ReviewConfig } from '../review/config.ts';
import { type Configuration, configurationSection } from './protocol.ts';

const defaults: Configuration = {
  enable: true,
  codeLens: true,
  inlayHints: { enabled: true },
  diagnostics: 'workspace',
  severity: {},
  environments: {},
  maxFileSize: 8192,
  helm: { render: 'off', path: '' },
  site: '',
};

/** The settings of every folder, as the editor resolves them for it. */
export interface Settings {
  /** Those that hold for a file: its folder's, else those of the window. */
  of(uri: string): Configuration;
  /** What severities and environments say, in the form of a configuration file. */
  readonly review: ReviewConfig;
  /** The largest of all folders, in bytes. */
  readonly maxBytes: number;
  /** Of the window; a folder has no say in it. */
  readonly helm: Configuration['helm'];
}

export const defaultSettings: Settings = {
  of: () => defaults,
  review: noConfig,
  maxBytes: defaults.maxFileSize * 1024,
  helm: defaults.helm,
};

/** Asks the client for the settings of the window and of each folder. */
export async function readSettings(connection: Connection, folders: readonly string[]): Promise<Settings> {
  const items = [
    { section: configurationSection },
    ...folders.map((scopeUri) => ({ scopeUri, section: configurationSection })),
  ];
  const answers: readonly unknown[] = await connection.workspace.getConfiguration(items);
  return settingsOf(answers, folders);
}

/** Settings as pushed by clients that cannot be asked. */
export function pushedSettings(settings: unknown): Settings {
  const own =
    typeof settings === 'object' && settings !== null && configurationSection in settings
      ? settings[configurationSection]
      : undefined;
  return settingsOf([own], []);
}

function settingsOf(answers: readonly unknown[], folders: readonly string[]): Settings {
  const all = answers.map(configurationOf);
  const [window = defaults, ...rest] = all;
  const ofFolder = (uri: string): Configuration | undefined =>
    rest[folders.findIndex((folder) => isInside(folder, uri))];
  return {
    of: (uri) => ofFolder(uri) ?? window,
    review: reviewConfigOf(rest.length > 0 ? rest : [window]),
    helm: window.helm,
    maxBytes: Math.max(...all.map(({ maxFileSize }) => maxFileSize)) * 1024,
  };
}

function configurationOf(value: unknown): Configuration {
  if (typeof value !== 'object' || value === null) return defaults;
  const { inlayHints, helm } = { ...defaults, ...value };
  return {
    ...defaults,
    ...value,
    inlayHints: { ...defaults.inlayHints, ...inlayHints },
    helm: { ...defaults.helm, ...helm },
  };
}

/** JSON is YAML, so the settings are read, and their mistakes found, as the configuration file is. */
function reviewConfigOf(configurations: readonly Configuration[]): ReviewConfig {
  const severity = Object.assign({}, ...configurations.map((one) => one.severity)) as Record<string, string>;
  const environments = Object.assign({}, ...configurations.map((one) => one.environments)) as Record<string, string>;
  const site = configurations.map((one) => one.site).find((address) => address !== '');
  if (Object.keys(severity).length + Object.keys(environments).length === 0 && site === undefined) return noConfig;
  return readConfig('settings:archlens', JSON.stringify({ severity, environments, site }));
}
