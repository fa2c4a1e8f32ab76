import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import { markdown } from '../../../server/src/report/markdown.ts';
import { projectOf } from '../../support/review-files.ts';

const orders = {
  'orders/src/main/resources/application-prod.yml':
    'spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      acks: 1\n',
};

/** The line of the finding in the report. */
async function line(files: Readonly<Record<string, string>>): Promise<string> {
  const report = markdown(await projectOf({ ...orders, ...files }), textsIn('en', catalog()));
  return report.split('\n').find((one) => one.includes('kafka/acks-not-all')) ?? '';
}

test('a rule is named, and is a link where the team has published the pages', async () => {
  assert.match(await line({}), /application-prod\.yml:5` \*\*`kafka\/acks-not-all`\*\* — /);
  assert.match(
    await line({ '.archlens.yaml': 'site: https://docs.example.com\n' }),
    /\*\*\[`kafka\/acks-not-all`\]\(https:\/\/docs\.example\.com\/en\/rules\/kafka\/acks-not-all\.html\)\*\* — /,
  );
});
