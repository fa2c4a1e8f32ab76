import picomatch from 'picomatch';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  listFiles,
  readFiles,
  type ListParams,
  type ReadParams,
  type ReadResult,
} from '../../server/src/lsp/protocol.ts';
import { base64 } from './base64.ts';
import { walk } from './walk.ts';
import { answer } from './messages.ts';

/** Files that are read at the same time for one request. */
const parallel = 32;

/** Answers the server's questions about files through the editor, so that remote and virtual workspaces work alike. */
export function serveFiles(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(answer(client, listFiles, list), answer(client, readFiles, readAll));
}

async function list({ folder, include, exclude }: ListParams, token: vscode.CancellationToken): Promise<string[]> {
  const root = vscode.Uri.parse(folder);
  const pattern = new vscode.RelativePattern(root, include);
  const found = await vscode.workspace.findFiles(pattern, exclude, undefined, token);
  const uris = found.length > 0 || searchable.has(root.scheme) ? found : await find(root, include, exclude, token);
  return uris.map((uri) => uri.toString());
}

/** Schemes the editor can search; in other workspaces a search finds nothing unless an extension provides it. */
const searchable = new Set(['file', 'vscode-remote']);

function find(
  root: vscode.Uri,
  include: string,
  exclude: string,
  token: vscode.CancellationToken,
): Promise<vscode.Uri[]> {
  const skipped = picomatch(exclude, { dot: true });
  return walk(root, {
    entries: async (folder) =>
      (await vscode.workspace.fs.readDirectory(folder)).map(([name, type]) => [name, kindOf(type)]),
    child: (folder, name) => vscode.Uri.joinPath(folder, name),
    wanted: picomatch(include, { dot: true }),
    skipped: (path) => skipped(`${path}any`),
    cancelled: () => token.isCancellationRequested,
  });
}

function kindOf(type: vscode.FileType): 'file' | 'folder' | 'other' {
  if (type === vscode.FileType.File) return 'file';
  return type === vscode.FileType.Directory ? 'folder' : 'other';
}

async function readAll(params: ReadParams, token: vscode.CancellationToken): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for (let start = 0; start < params.uris.length && !token.isCancellationRequested; start += parallel) {
    const batch = params.uris.slice(start, start + parallel);
    results.push(...(await Promise.all(batch.map((uri) => read(vscode.Uri.parse(uri), params.maxBytes)))));
  }
  return results;
}

async function read(uri: vscode.Uri, maxBytes: number): Promise<ReadResult> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) return { failure: 'too-large' };
    return { base64: base64(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    const missing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    return { failure: missing ? 'missing' : 'unreadable' };
  }
}
