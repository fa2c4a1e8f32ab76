import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { pageUris } from './page-uris.ts';
import {
  commands,
  configurationSection,
  openPlace,
  type InitializationOptions,
} from '../../server/src/lsp/protocol.ts';

/** Languages a reviewed file can be in; the second half belongs to widespread extensions. */
const languages = [
  'yaml',
  'properties',
  'dockercompose',
  'dotenv',
  'helm',
  'java-properties',
  'spring-boot-properties',
  'spring-boot-properties-yaml',
];

/** Configuration files of the components themselves, whatever language the editor takes them for. */
const ownFiles =
  '**/{*.cfg,*.conf,*.cnf,*definitions.json,*-site.xml,*ehcache*.xml,tc-config*.xml,*activemq*.xml,broker*.xml,*consul*.hcl,*consul*.json,pd*.toml,tikv*.toml,tidb*.toml}';

/** Schemes of files proper. Others (`git`, `output`, …) are views that would repeat a file's findings. */
const wellKnownSchemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web'];

export function documentSelector(): { language?: string; scheme: string; pattern?: string }[] {
  const ofFolders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  const schemes = [...new Set([...wellKnownSchemes, ...ofFolders])];
  return schemes.flatMap((scheme) => [
    ...languages.map((language) => ({ language, scheme })),
    { pattern: ownFiles, scheme },
  ]);
}

export function clientOptions(): LanguageClientOptions {
  const initializationOptions = (): InitializationOptions => ({
    language: vscode.env.language,
    files: true,
    commands: true,
    trusted: vscode.workspace.isTrusted,
    pages: pageUris,
  });
  return {
    documentSelector: documentSelector(),
    diagnosticCollectionName: configurationSection,
    initializationOptions,
    markdown: { isTrusted: { enabledCommands: [...Object.values(commands), openPlace] }, supportHtml: false },
    progressOnInitialization: false,
    // Which files are watched the server says: it knows which it reads.
    synchronize: { configurationSection },
  };
}
