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

test('what was not seen is a warning, what could not be followed a notice', async () => {
  const project = await projectOf({
    'broken/compose.yml': 'services:\n  redis:\n    image: "redis\n',
    'compose.yml': 'include: [gone.yml]\nservices:\n  app:\n    image: shop/app:1\n',
  });
  const commands = github(project, textsIn('zh-cn', catalog()), 'deploy/')
    .split('\n')
    .filter((line) => /title=(?:syntax|include-missing)::/.test(line));
  assert.equal(commands.length, 2);
  assert.match(commands[0] ?? '', /^::warning file=deploy\/broken\/compose\.yml,line=4,title=syntax::此处/);
  assert.match(commands[1] ?? '', /^::notice file=deploy\/compose\.yml,line=1,title=include-missing::工作区中没有/);
});
