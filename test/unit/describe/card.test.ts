import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CardContext,
  clientCard,
  clusterCard,
  componentCard,
  ruleCard,
  settingCard,
  toolCard,
} from '../../../server/src/describe/card.ts';
import { linkedPage } from '../../../server/src/describe/markdown.ts';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { markdownWriting } from '../../../server/src/describe/writing.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import { chainsOf } from '../../../server/src/model/chain.ts';
import { projectOf } from '../../support/review-files.ts';

const files = {
  'deploy/compose.prod.yml': [
    'services:',
    '  kafka:',
    '    image: apache/kafka:4.1.0',
    '    deploy: { replicas: 3 }',
    '    environment:',
    '      KAFKA_MIN_INSYNC_REPLICAS: 2',
    '      KAFKA_DEFAULT_REPLICATION_FACTOR: 3',
    '  kafka-ui:',
    '    image: provectuslabs/kafka-ui',
    '',
  ].join('\n'),
  'orders/src/main/resources/application-prod.yml': [
    'spring:',
    '  application:',
    '    name: orders',
    '  kafka:',
    '    bootstrap-servers: kafka:9092',
    '    producer:',
    '      acks: 1',
    '',
  ].join('\n'),
};

async function context(language: 'en' | 'zh-cn' = 'en'): Promise<CardContext> {
  const project = await projectOf(files);
  return { project, texts: textsIn(language, catalog()), page: linkedPage, writing: markdownWriting(project) };
}

test('a cluster: what it is, how many losses it survives, who uses it', async () => {
  const around = await context();
  const [cluster] = around.project.system().clusters;
  assert.ok(cluster);
  const [head = ''] = clusterCard(cluster, around).split('\n\n');
  assert.match(
    head,
    /^\*\*Apache Kafka 4\.1\.0\*\* · .*3 nodes · survives 1 loss · prod · used by `orders` \(messaging\)$/,
  );
  assert.match(clusterCard(cluster, around), /\[Explain\]\(archlens:kafka\)$/);
});

test('a setting: its value, what that means, where it comes from, which cluster it meets', async () => {
  const around = await context();
  const client = around.project.system().clients.find(({ component }) => component === 'kafka');
  const setting = catalog().setting('kafka:acks');
  assert.ok(client !== undefined && setting !== undefined);
  const at = client.settings.get('kafka:acks')?.at(-1)?.at[0];
  assert.ok(at);
  const lines = settingCard(setting, around, { at, chains: chainsOf(client, setting.id), owner: client }).split(
    / {2}\n|\n\n/,
  );
  assert.equal(lines[0], '**Apache Kafka `acks` = `1`** · prod');
  assert.equal(lines[1], setting.values.find(({ value }) => value === '1')?.meaning.en);
  assert.equal(
    lines[2],
    'In force: `1` — `spring.kafka.producer.acks` in `orders/src/main/resources/application-prod.yml:7`',
  );
  assert.match(lines.join('\n'), /Here → `kafka` \(.*3 nodes\) `deploy\/compose\.prod\.yml:3`/);
  assert.match(
    lines.at(-1) ?? '',
    /^⚠ \[kafka\/acks-not-all\]\(archlens:kafka\/acks-not-all\) · \[Explain\]\(archlens:kafka:acks\) · \[Source\]\(https:/,
  );
});

test('a setting that is not written shows its default and the version it is of', async () => {
  const around = await context();
  const [cluster] = around.project.system().clusters;
  const setting = catalog().setting('kafka:unclean.leader.election.enable');
  assert.ok(cluster !== undefined && setting !== undefined);
  assert.match(
    settingCard(setting, around, { at: cluster.at, chains: [], owner: cluster }),
    /In force: `false` — default of Apache Kafka 4\.1\.0/,
  );
});

test('without an owner a setting is explained and nothing is claimed', async () => {
  const setting = catalog().setting('kafka:acks');
  assert.ok(setting);
  const text = settingCard(setting, await context());
  assert.match(text, /^\*\*Apache Kafka `acks`\*\*\n/);
  assert.doesNotMatch(text, /In force/);
});

test('a client, in Chinese', async () => {
  const around = await context('zh-cn');
  const client = around.project.system().clients.find(({ component }) => component === 'kafka');
  assert.ok(client);
  const text = clientCard(client, around);
  assert.match(text, /^\*\*Apache Kafka\*\* · `orders` · 消息 · 生产环境\n/);
  assert.match(text, /此处连接 → `kafka`（.*3 个节点）/);
});

test('a tool is no server', async () => {
  const around = await context();
  const [tool] = around.project.system().parts.flatMap(({ tools }) => tools);
  assert.ok(tool);
  assert.match(toolCard(tool, around), /is a tool around Apache Kafka, not its server\.$/);
});

test('a rule and a component by name', async () => {
  const around = await context();
  const rule = catalog().rule('kafka/acks-not-all');
  assert.ok(rule);
  assert.match(ruleCard(rule, around), /^\*\*`kafka\/acks-not-all`\*\* .* · durability · high confidence\n/);
  assert.match(componentCard('redis', around), /^\*\*Redis\*\*\n\n.+ {2}\n\[Explain\]\(archlens:redis\)$/);
});

/** The card of the first cluster of one file. */
async function cardOf(text: string, language: 'en' | 'zh-cn' = 'en'): Promise<string[]> {
  const project = await projectOf({ 'deploy/compose.prod.yml': text });
  const [cluster] = project.system().clusters;
  assert.ok(cluster);
  const around = { project, texts: textsIn(language, catalog()), page: linkedPage, writing: markdownWriting(project) };
  return clusterCard(cluster, around).split(/ {2}\n|\n\n/);
}

test('what is known in general stands where the settings tell no more: what it is, its shape, what is often missed', async () => {
  const lines = await cardOf('services:\n  db:\n    image: cockroachdb/cockroach:26.2\n');
  const cockroach = catalog().component('cockroachdb');
  assert.equal(lines[1], cockroach?.short.en);
  assert.equal(lines[2], `One node: ${cockroach?.topologies[0]?.survives.text.en}`);
  assert.equal(lines[3], `Often missed: ${cockroach?.pitfalls[0]?.text.en}`);
  assert.equal(lines.length, 5);
});

test('of several findings the gravest stands on the card', async () => {
  const lines = await cardOf('services:\n  nacos:\n    image: nacos/nacos-server:v2.3.0\n');
  const warnings = lines.filter((line) => line.startsWith('⚠'));
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /^⚠ \[nacos\/[\w-]+\]\(archlens:nacos\/[\w-]+\) — .+ \(and \d more\)$/);
  assert.ok(!lines.some((line) => line.startsWith('Often missed')));
});

test('every component has a card of at most a few lines, in both languages', async () => {
  for (const { id, server, short } of catalog().knowledge.components) {
    const [image] = server.images;
    if (image === undefined) continue;
    const project = await projectOf({ 'docker-compose.yml': `services:\n  one:\n    image: ${image}:latest\n` });
    const [cluster] = project.system().clusters;
    // An image of several programs says nothing without a command.
    if (cluster === undefined) continue;
    for (const language of ['en', 'zh-cn'] as const) {
      const around: CardContext = {
        project,
        texts: textsIn(language, catalog()),
        page: linkedPage,
        writing: markdownWriting(project),
      };
      const lines: readonly string[] = clusterCard(cluster, around).split(/ {2}\n|\n\n/);
      assert.ok(lines.length >= 4 && lines.length <= 7, `${id}: ${lines.join('\n')}`);
      assert.equal(lines[1], short[language]);
    }
  }
});

/** Who uses the Redis of a compose file with some services, beside applications that say `redis` as their host. */
async function users(services: readonly string[], language: 'en' | 'zh-cn' = 'en'): Promise<string> {
  const application = (name: string): string =>
    `spring:\n  application:\n    name: ${name}\n  data:\n    redis:\n      host: redis\n`;
  const project = await projectOf({
    'compose.yml': ['services:', '  redis:', '    image: redis:7.4', ...services, ''].join('\n'),
    'orders/src/main/resources/application.yml': application('orders-service'),
    'billing/src/main/resources/application.yml': application('billing'),
  });
  const around = { project, texts: textsIn(language, catalog()), page: linkedPage, writing: markdownWriting(project) };
  const cluster = project.system().clusters.find(({ component }) => component === 'redis');
  assert.ok(cluster);
  const [head = ''] = clusterCard(cluster, around).split('\n\n');
  return head.split(' · ').at(-1) ?? '';
}

test('a container and the application it runs are one user, under the name of the application', async () => {
  const service = (name: string, folder: string): string => `  ${name}:\n    build: ./${folder}`;
  const both = [service('api', 'orders'), service('billing', 'billing')];
  assert.equal(await users(both), 'used by `billing`, `orders-service` (`api`)');
  assert.equal(await users(both, 'zh-cn'), '使用者：`billing`、`orders-service`（`api`）');
  const twice = [service('api-1', 'orders'), service('api-2', 'orders')];
  assert.equal(await users(twice), 'used by `billing`, `orders-service`');
});

test('a container without files goes by its own name', async () => {
  const service = '  cart:\n    image: shop/cart\n    environment:\n      SPRING_DATA_REDIS_HOST: redis';
  assert.equal(await users([service]), 'used by `billing`, `cart`, `orders-service`');
});
