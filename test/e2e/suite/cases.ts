import * as vscode from 'vscode';
import { eventually, expect } from './expect.ts';
import { findingsIn, open, positionOf, ruleOf, uriOf } from './files.ts';

const orders = 'order-service/src/main/resources/application-prod.yml';
const base = 'order-service/src/main/resources/application.yml';
const compose = 'deploy/compose/docker-compose.prod.yml';
const rule = 'kafka/acks-not-all';

/** In the order they run. Each leaves the editor as it found it, but for the tabs. */
export const cases: Readonly<Record<string, () => Promise<void>>> = {
  'findings of files that were never opened': async () => {
    await eventually(`a finding in ${orders}`, () => findingsIn(orders)[0]);
    const opened = vscode.workspace.textDocuments.map(({ uri }) => uri.path).filter((path) => path.endsWith('.yml'));
    expect(opened.length === 0, `these were opened: ${opened.join(', ')}`);
  },

  'a finding marks the exact value and links to its rule': async () => {
    const { document } = await open(orders);
    const finding = await acksFinding();
    expect(document.getText(finding.range) === '1', `the finding marks "${document.getText(finding.range)}"`);
    const target = typeof finding.code === 'object' ? finding.code.target.toString(true) : 'nothing';
    expect(
      target === `${vscode.env.uriScheme}://archlens.archlens/explain/${rule}`,
      `its rule is to be found at ${target}`,
    );
  },

  'the hover of a setting speaks the display language': async () => {
    const { document } = await open(orders);
    const text = await hover(document, positionOf(document, 'acks: 1', 6));
    expect(text.includes('Kafka'), `the hover does not name Kafka: ${text}`);
    expect(inDisplayLanguage(text), `the hover is not in ${vscode.env.language}: ${text}`);
  },

  'the hover of an overriding value leads to what it overrides': async () => {
    const { document } = await open(orders);
    const text = await hover(document, positionOf(document, 'acks: 1', 6));
    expect(/\(\S*application\.yml#L\d+ /.test(text), `the hover does not lead to application.yml: ${text}`);
  },

  'a place whose address cannot be a link is opened by a command': async () => {
    const { document } = await open(base);
    const line = positionOf(document, 'acks: all').line;
    await vscode.commands.executeCommand('archlens.openPlace', `${document.uri.toString()}#L${line + 1}`);
    const { activeTextEditor: editor } = vscode.window;
    expect(editor?.document.uri.toString() === document.uri.toString(), 'another file was opened');
    expect(editor.selection.active.line === line, `the cursor is in line ${editor.selection.active.line + 1}`);
  },

  'a line says by what it is overridden': async () => {
    const { document } = await open(base);
    const hints = await eventually('a hint', async () => {
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        whole,
      );
      return found.length > 0 ? found : undefined;
    });
    const line = positionOf(document, 'acks: all').line;
    const [hint] = hints.filter(({ position }) => position.line === line);
    const label = typeof hint?.label === 'object' ? hint.label.map(({ value }) => value).join('') : hint?.label;
    expect(label?.includes('application-prod.yml') === true, `the hint says: ${label}`);
  },

  'clusters are found by the name of their component': async () => {
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'kafka',
    );
    const names = found.map(({ name }) => name);
    expect(
      names.some((name) => name.includes('Apache Kafka')),
      `these were found: ${names.join(', ')}`,
    );
  },

  'the hover of an image names the component': async () => {
    const { document } = await open(compose);
    const text = await hover(document, positionOf(document, 'image: redis:8.2', 8));
    expect(/Redis/.test(text), `the hover does not name Redis: ${text}`);
  },

  'a message speaks the display language': async () => {
    const finding = await acksFinding();
    expect(inDisplayLanguage(finding.message), `not in ${vscode.env.language}: ${finding.message}`);
  },

  'a quick fix removes the finding, undo brings it back': async () => {
    const { document } = await open(orders);
    const fix = (await fixes(document)).find(({ isPreferred }) => isPreferred === true);
    expect(fix?.edit !== undefined, 'there is no preferred quick fix');
    await vscode.workspace.applyEdit(fix.edit);
    expect(/acks: (all|"all"|'all')/.test(document.getText()), `the fix wrote: ${document.getText()}`);
    await eventually('the finding goes', () => (acksFindings().length === 0 ? true : undefined));
    await vscode.commands.executeCommand('undo');
    await eventually('the finding comes back', () => acksFindings()[0]);
  },

  'a suppression with a reason removes the finding': async () => {
    const { document } = await open(orders);
    const before = document.getText();
    const suppression = (await fixes(document)).find(
      ({ edit, isPreferred }) => edit !== undefined && isPreferred !== true,
    )?.edit;
    expect(suppression !== undefined, 'there is no action that suppresses');
    await vscode.workspace.applyEdit(suppression);
    expect(
      /# archlens-disable-next-line kafka\/acks-not-all -- /.test(document.getText()),
      `it wrote: ${document.getText()}`,
    );
    await eventually('the finding goes', () => (acksFindings().length === 0 ? true : undefined));
    await vscode.commands.executeCommand('undo');
    expect(document.getText() === before, 'undo does not restore the file');
    await eventually('the finding comes back', () => acksFindings()[0]);
  },

  'an edit is judged at once': async () => {
    const { document } = await open(orders);
    const edit = new vscode.WorkspaceEdit();
    const line = document.lineAt(positionOf(document, 'acks: 1').line);
    edit.replace(document.uri, line.range, line.text.replace('1', 'all'));
    await vscode.workspace.applyEdit(edit);
    await eventually('the finding goes', () => (acksFindings().length === 0 ? true : undefined), 5);
    await vscode.commands.executeCommand('undo');
    await eventually('the finding comes back', () => acksFindings()[0], 5);
  },

  'lenses show what a component survives': async () => {
    const lenses = await eventually('a code lens', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uriOf(compose),
        50,
      );
      return found.length > 0 ? found : undefined;
    });
    const titles = lenses.map(({ command }) => command?.title ?? '');
    expect(
      titles.every((title) => title !== ''),
      'a lens has no title',
    );
    expect(titles.some(inDisplayLanguage), `lenses are not in ${vscode.env.language}: ${titles.join(' | ')}`);
  },

  'an endpoint leads to the service that serves it': async () => {
    const { document } = await open(orders);
    const at = positionOf(document, 'kafka-2:9092', 2);
    const found = await eventually('a definition', async () => {
      type Found = vscode.Location | vscode.LocationLink;
      const all = await vscode.commands.executeCommand<Found[]>('vscode.executeDefinitionProvider', document.uri, at);
      return all[0];
    });
    const target = 'targetUri' in found ? found.targetUri : found.uri;
    const range = 'targetRange' in found ? found.targetRange : found.range;
    const service = (await vscode.workspace.openTextDocument(target)).lineAt(range.start.line).text;
    expect(target.path.endsWith(compose) && service.includes('kafka-2'), `it leads to ${target.path}: ${service}`);
  },

  'a lens opens the page of its component': async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uriOf(compose),
      50,
    );
    const command = lenses.find(({ command: candidate }) => candidate?.command === 'archlens.explain')?.command;
    expect(command !== undefined, 'no lens explains');
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    await eventually('a page', () => pages()[0]);
    await vscode.window.tabGroups.close(pages());
  },

  'Explain This Component opens a page': async () => {
    const editor = await open(compose);
    const at = positionOf(editor.document, 'image: redis:8.2', 8);
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('archlens.explain');
    await eventually('the page about Redis', () => pages().find(({ label }) => label.includes('Redis')));
  },

  'Show Rule opens the page of a rule in the same tab': async () => {
    await vscode.commands.executeCommand('archlens.showRule', rule);
    await eventually('the page', () =>
      pages().length === 1 && !pages()[0]?.label.includes('Redis') ? true : undefined,
    );
  },

  'the link of a finding opens the page of its rule': async () => {
    await vscode.window.tabGroups.close(pages());
    const { code } = await acksFinding();
    expect(typeof code === 'object', 'the rule has no address');
    await vscode.commands.executeCommand('vscode.open', code.target);
    await eventually('the page', () => pages()[0]);
  },

  'Compare Components shows them side by side': async () => {
    await vscode.commands.executeCommand('archlens.compare', ['kafka', 'rocketmq']);
    await eventually('the comparison', () => pages().find(({ label }) => /Kafka.*RocketMQ/.test(label)));
    await vscode.commands.executeCommand('archlens.explain', { id: 'redis' });
    await eventually('another page in the same tab', () =>
      pages().find(({ label }) => label.includes('Redis') && pages().length === 1),
    );
  },

  'Open Knowledge Base lists the pages and opens the chosen one': async () => {
    await vscode.window.tabGroups.close(pages());
    const chosen = vscode.commands.executeCommand('archlens.openKnowledgeBase');
    const page = await eventually('a page', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return pages()[0];
    });
    await chosen;
    expect(page.label !== '', 'the page has no title');
  },

  'Review Workspace shows findings of all files': async () => {
    await vscode.commands.executeCommand('archlens.reviewWorkspace');
    const files = vscode.languages
      .getDiagnostics()
      .filter(([, found]) => found.some(({ source }) => source === 'archlens'));
    expect(files.length > 0, 'no file has findings');
  },

  'Restart Server brings the findings back': async () => {
    await vscode.commands.executeCommand('archlens.restart');
    await eventually('the finding', () => acksFindings()[0]);
  },

  'commands are in the display language': async () => {
    const extension = vscode.extensions.getExtension('archlens.archlens');
    expect(extension?.isActive === true, 'the extension is not active');
    // The editor does not translate the manifest of an extension it gets by HTTP without a gallery.
    if (extension.extensionUri.scheme === 'http') return;
    const [command] = extension.packageJSON.contributes.commands;
    const title = String(command.title.value ?? command.title);
    expect(inDisplayLanguage(title), `"${title}" is not in ${vscode.env.language}`);
  },
};

function acksFindings(): readonly vscode.Diagnostic[] {
  return findingsIn(orders).filter((finding) => ruleOf(finding) === rule);
}

function acksFinding(): Promise<vscode.Diagnostic> {
  return eventually(`${rule} in ${orders}`, () => acksFindings()[0]);
}

async function fixes(document: vscode.TextDocument): Promise<readonly vscode.CodeAction[]> {
  const { range } = await acksFinding();
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    'quickfix',
  );
}

async function hover(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  return eventually('a hover', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === 'string' ? part : part.value)),
    );
    return texts.length > 0 ? texts.join('\n') : undefined;
  });
}

function inDisplayLanguage(text: string): boolean {
  return vscode.env.language === 'zh-cn' ? /\p{Script=Han}/u.test(text) : !/\p{Script=Han}/u.test(text);
}

function pages(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('archlens.explain'),
  );
}
