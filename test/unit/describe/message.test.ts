import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterCard } from '../../../server/src/describe/card.ts';
import { explain } from '../../../server/src/describe/explain.ts';
import { linkedPage } from '../../../server/src/describe/markdown.ts';
import { message } from '../../../server/src/describe/message.ts';
import { pageMarkdown } from '../../../server/src/describe/page.ts';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { linkedWriting } from '../../../server/src/describe/writing.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import { markdown } from '../../../server/src/report/markdown.ts';
import { plain } from '../../../server/src/report/paint.ts';
import { checkText } from '../../../server/src/report/text.ts';
import { projectOf } from '../../support/review-files.ts';

const texts = textsIn('en', catalog());
const evil = '[run](command:evil)<img src=x>';

/** A workspace whose words try to be markup; the name of a service goes into messages. */
async function hostile(): ReturnType<typeof projectOf> {
  return projectOf({
    'compose.prod.yml': `services:\n  "${evil}":\n    image: apache/kafka:4.1.0\n    volumes: ["./x:/y"]\n`,
    'deploy/compose.prod.yml': 'services:\n  "red\\e[31m":\n    image: zookeeper:3.9.3\n',
  });
}

test('words of a workspace are no markup in cards, pages and summaries', async () => {
  const project = await hostile();
  const [cluster] = project.system().clusters;
  const page = explain('kafka', texts, { project });
  assert.ok(cluster !== undefined && page !== undefined);
  const said = project.review().findings.filter((finding) => message(finding, texts).includes(evil));
  assert.ok(said.length > 0, 'a message holds the name');
  const shown = [
    clusterCard(cluster, { project, texts, page: linkedPage, writing: linkedWriting(project) }),
    pageMarkdown(page),
    markdown(project, texts),
  ];
  for (const text of shown) {
    const outsideCode = text.replace(/(`+).*?\1/g, '');
    assert.doesNotMatch(outsideCode, /(?<!\\)\[run(?<!\\)\]\(command|<img/);
  }
});

test('words of a workspace send nothing to the terminal', async () => {
  const project = await hostile();
  assert.ok(
    project.review().findings.some((finding) => message(finding, texts).includes('\u001b')),
    'a message holds an escape',
  );
  const text = checkText(project, texts, { paint: plain, columns: 120, prefix: '', quiet: true });
  assert.equal(text.includes('\u001b'), false);
});
