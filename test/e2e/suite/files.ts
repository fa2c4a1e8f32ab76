import * as vscode from 'vscode';
import { expect } from './expect.ts';

/** URI of a file of the sample system. */
export function uriOf(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  expect(folder !== undefined, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(path)));
}

/** Position of the first `text` of a document, `offset` characters further. */
export function positionOf(document: vscode.TextDocument, text: string, offset = 0): vscode.Position {
  const index = document.getText().indexOf(text);
  expect(index >= 0, `"${text}" is not in ${document.uri.path}`);
  return document.positionAt(index + offset);
}

/** Findings of ArchLens in a file, whether it is open or not. */
export function findingsIn(path: string): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uriOf(path)).filter(({ source }) => source === 'archlens');
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
