import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Language, languages } from '../../../server/src/base/language.ts';
import { explain, resolveId } from '../../../server/src/describe/explain.ts';
import { pageMarkdown } from '../../../server/src/describe/page.ts';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { catalog, catalogOf } from '../../../server/src/knowledge/catalog.ts';
import { projectOf } from '../../support/review-files.ts';

const english = textsIn('en', catalog());

/** Outside code, where anything may stand. */
function prose(markdown: string): string {
  return markdown.replace(/^(```+)[\s\S]*?^\1$/gm, '').replace(/(`+).*?\1/g, '');
}

/** Rules about suppressions state nothing about a component. */
function isOfTheReview(id: string): boolean {
  return catalog().rule(id)?.category === 'review';
}

for (const language of languages) {
  test(`every page in ${language} is whole: one title, no placeholder left, sources with addresses at its end`, () => {
    const texts = textsIn(language, catalog());
    for (const id of catalog().ids) {
      const page = explain(id, texts);
      assert.ok(page, id);
      const markdown = pageMarkdown(page);
      const text = prose(markdown);
      assert.equal(text.match(/^# /gm)?.length, 1, `${id}: one title`);
      assert.doesNotMatch(text, /(?<!\$)\{[a-z][\w-]*\}|undefined|\[object/, id);
      assert.doesNotMatch(
        text,
        /\b(?:page|here|card|posture|need|purpose|category|severity)\.[a-z][\w-]+\b(?!\.)/,
        `${id}: a phrase is missing`,
      );
      if (!isOfTheReview(id))
        assert.match(
          markdown.split('\n## ').at(-1) ?? '',
          new RegExp(`^${texts.phrase('page.sources')}\n\n- \\[1\\] .+ https://`),
          `${id}: sources`,
        );
      if (language === 'zh-cn') assert.match(text, /\p{Script=Han}{4}/u, `${id}: Chinese`);
    }
  });
}

test('a page says what the workspace does with a component', async () => {
  const project = await projectOf({
    'compose.prod.yml':
      'services:\n  kafka:\n    image: apache/kafka:4.1.0\n    environment:\n      KAFKA_MIN_INSYNC_REPLICAS: 1\n    deploy: { replicas: 3 }\n',
    'orders/src/main/resources/application-prod.yml':
      'spring:\n  application:\n    name: orders\n  kafka:\n    bootstrap-servers: kafka:9092\n',
  });
  const page = explain('kafka', english, { project });
  assert.ok(page);
  const here = pageMarkdown(page)
    .split('\n## ')
    .find((part) => part.startsWith('In this workspace'));
  assert.ok(here);
  assert.match(here, /### `kafka`/);
  assert.match(here, /`KAFKA_MIN_INSYNC_REPLICAS` in `compose\.prod\.yml:5`/);
  assert.match(here, /- `orders` \(messaging\) — `orders\/src\/main\/resources\/application-prod\.yml:5`/);
});

test('a page of something that is not used here says so', async () => {
  const project = await projectOf({ 'README.yml': 'a: 1\n' });
  const page = explain('redis', english, { project });
  assert.ok(page);
  assert.match(pageMarkdown(page), /## In this workspace\n\nNothing of it was found here\./);
});

test('names, other cases and spellings of settings lead to an id', () => {
  assert.deepEqual(resolveId('Kafka', english), { id: 'kafka' });
  assert.deepEqual(resolveId('Apache Kafka', english), { id: 'kafka' });
  assert.deepEqual(resolveId('KAFKA/ACKS-NOT-ALL', english), { id: 'kafka/acks-not-all' });
  assert.deepEqual(resolveId('KAFKA_CFG_MIN_INSYNC_REPLICAS', english), { id: 'kafka:min.insync.replicas' });
});

test('an unknown id names near ones, or none', () => {
  const resolved = resolveId('zookeper', english);
  assert.ok('near' in resolved);
  assert.equal(resolved.near[0], 'zookeeper');
  assert.deepEqual(resolveId('qqqqqqqq', english), { near: [] });
});

test('several ids are compared', () => {
  const page = explain('kafka rocketmq', english);
  assert.equal(page?.id, 'kafka rocketmq');
  assert.equal(page?.kind, 'comparison');
  assert.equal(explain('kafka nothing', english), undefined);
});

test('there is no page for an unknown id', () => {
  assert.equal(explain('nothing', english), undefined);
});

test('a page says with which server, in which version and when it was verified', () => {
  const known = catalogOf({
    ...catalog().knowledge,
    verified: {
      'redis:save': [
        {
          check: 'redis-restart',
          server: 'redis',
          version: '7.0.15',
          date: '2026-11-21',
          text: { en: 'The key was gone.', 'zh-cn': '键已丢失。' },
        },
      ],
    },
  });
  const markdown = (id: string, language: Language): string => {
    const page = explain(id, textsIn(language, known));
    assert.ok(page, id);
    return pageMarkdown(page);
  };
  assert.match(
    markdown('redis:save', 'en'),
    /## Verified on a real server\n\n- The key was gone\. Verified with Redis 7\.0\.15, 2026-11-21\.\n/,
  );
  assert.match(
    markdown('redis:save', 'zh-cn'),
    /## 实测验证\n\n- 键已丢失。已用 Redis 7\.0\.15 实测（2026-11-21）。\n/,
  );
  assert.doesNotMatch(markdown('redis:dir', 'en'), /Verified/);
});
