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
import { answer } from './messages.ts';

/** Files that are read at the same time for one request. */
const parallel = 32;

/** Answers the server's questions about files through the editor, so that remote and virtual workspaces work alike. */
export function serveFiles(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(answer(client, listFiles, list), answer(client, readFiles, readAll));
}

async function list(params: ListParams, token: vscode.CancellationToken): Promise<string[]> {
  const include = new vscode.RelativePattern(vscode.Uri.parse(params.folder), params.include);
  const found = await vscode.workspace.findFiles(include, params.exclude, undefined, token);
  return found.map((uri) => uri.toString());
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
