import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ruleUrl } from '../../../server/src/describe/rule-link.ts';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { diagnostics } from '../../../server/src/ide/diagnostics.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import { projectOf } from '../../support/review-files.ts';

const english = textsIn('en', catalog());
const rule = 'kafka/acks-not-all';
const pages = 'vscode://archlens.archlens/explain/';

test('the site of the team comes before the page in the editor, that before the source', () => {
  const site = 'https://docs.example.com/archlens/';
  assert.equal(ruleUrl(rule, english, { site, pages }), `https://docs.example.com/archlens/en/rules/${rule}.html`);
  assert.equal(
    ruleUrl(rule, textsIn('zh-cn', catalog()), { site }),
    `https://docs.example.com/archlens/zh-cn/rules/${rule}.html`,
  );
  assert.equal(ruleUrl(rule, english, { pages }), `vscode://archlens.archlens/explain/${rule}`);
  const source = catalog().source(catalog().rule(rule)?.sources[0] ?? '');
  assert.equal(ruleUrl(rule, english, {}), source?.url);
  assert.equal(ruleUrl('kafka/no-such-rule', english, { site, pages }), undefined);
});

const application = 'spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      acks: 1\n';

/** Addresses behind the codes of the findings in one file. */
async function addresses(files: Readonly<Record<string, string>>, options = {}): Promise<(string | undefined)[]> {
  const path = 'orders/src/main/resources/application-prod.yml';
  const project = await projectOf({ ...files, [path]: application });
  const uri = project.files().find((one) => one.uri.endsWith(path))?.uri ?? '';
  return diagnostics(project, uri, english, options)
    .filter(({ code }) => code === rule)
    .map(({ codeDescription }) => codeDescription?.href);
}

test('the code of a finding leads to the page of its rule', async () => {
  assert.deepEqual(await addresses({}, { pages }), [`vscode://archlens.archlens/explain/${rule}`]);
  const config = { '.archlens.yaml': 'site: https://docs.example.com\n' };
  assert.deepEqual(await addresses(config, { pages }), [`https://docs.example.com/en/rules/${rule}.html`]);
});
