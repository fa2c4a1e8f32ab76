import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import { github } from '../../../server/src/report/github.ts';
import { projectOf } from '../../support/review-files.ts';

test('one command per finding; what would end a property is escaped', async () => {
  const project = await projectOf({
    'a,b:c/100%/application-prod.yml':
      'spring:\n  kafka:\n    bootstrap-servers: a:1,b:1\n    producer:\n      acks: 1\n',
  });
  const text = github(project, textsIn('en', catalog()), 'deploy/');
  const [line = ''] = text.split('\n').filter((one) => one.includes('title=kafka/acks-not-all'));
  assert.match(
    line,
    /^::warning file=deploy\/a%2Cb%3Ac\/100%25\/application-prod\.yml,line=5,endLine=5,col=13,endColumn=14,title=kafka\/acks-not-all::\S/,
  );
});

test('without findings there is nothing', async () => {
  assert.equal(github(await projectOf({ 'a.yml': 'a: 1\n' }), textsIn('en', catalog()), ''), '');
});
