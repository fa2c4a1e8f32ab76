import * as vscode from 'vscode';

/** "1 file", "2 files", in the display language: its texts know no plural forms of their own. */
export const counted = {
  files: (count: number): string => (count === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', count)),
  clusters: (count: number): string =>
    count === 1 ? vscode.l10n.t('1 cluster') : vscode.l10n.t('{0} clusters', count),
  findings: (count: number): string =>
    count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', count),
  errors: (count: number): string => (count === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', count)),
  warnings: (count: number): string =>
    count === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', count),
  infos: (count: number): string => (count === 1 ? vscode.l10n.t('1 note') : vscode.l10n.t('{0} notes', count)),
};
