import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problemMessage } from '../../server/src/describe/message.ts';
import { textsIn } from '../../server/src/describe/texts.ts';
import { catalog } from '../../server/src/knowledge/catalog.ts';
import { projectOf } from '../support/review-files.ts';

/*
 * What cannot be followed in the files of an application is said once, at its place, in the reader's language. Oracle: Spring
 * Boot's reference, "Importing Additional Data", "Optional Locations" and "Property Placeholders".
 */

const path = 'orders/src/main/resources/application.yml';

type Files = Readonly<Record<string, string>>;

/** `file:line text` of every note. */
async function notes(files: Files, language: 'en' | 'zh-cn' = 'en'): Promise<readonly string[]> {
  const project = await projectOf(files);
  const texts = textsIn(language, catalog());
  return Object.keys(files).flatMap((file) => {
    const uri = project.files().find((each) => project.path(each.uri) === file)?.uri ?? '';
    return project.problemsIn(uri).map((problem) => {
      const at = problem.span && { uri, path: [], part: 'value' as const, value: problem.span };
      const line = at === undefined ? undefined : project.range(at)?.start.line;
      return `${file}:${(line ?? -1) + 1} ${problemMessage(problem, texts)}`;
    });
  });
}

function yaml(...lines: readonly string[]): string {
  return ['spring:', '  application:', '    name: orders', ...lines, ''].join('\n');
}

describe('imports', () => {
  test('a file that is missing', async () => {
    const files = { [path]: yaml('  config:', '    import: [classpath:gone.yml, "optional:classpath:may-be.yml"]') };
    assert.deepEqual(await notes(files), [
      `${path}:5 There is no file gone.yml in the workspace; the application would not start without it.`,
    ]);
    assert.deepEqual(await notes(files, 'zh-cn'), [`${path}:5 工作区中没有文件 gone.yml；缺少它应用将无法启动。`]);
  });

  test('a circle', async () => {
    const files = {
      [path]: yaml('  config:', '    import: more.yml'),
      'orders/src/main/resources/more.yml':
        'spring:\n  config:\n    import: application.yml\n  kafka:\n    client-id: orders\n',
    };
    assert.deepEqual(await notes(files), [
      'orders/src/main/resources/more.yml:3 This import leads back to its own file (application.yml) and is left out.',
    ]);
    assert.deepEqual(await notes(files, 'zh-cn'), [
      'orders/src/main/resources/more.yml:3 该导入又指回自身所在文件（application.yml），已忽略。',
    ]);
  });

  test('a tree of values and a path of the machine are not looked for in the workspace', async () => {
    const files = { [path]: yaml('  config:', '    import: [configtree:/etc/config/, file:/etc/orders/extra.yml]') };
    assert.deepEqual(await notes(files), []);
  });
});

describe('placeholders', () => {
  test('a circle', async () => {
    const files = {
      [path]: yaml('  kafka:', '    client-id: ${orders.id}', 'orders:', '  id: ${spring.kafka.client-id}'),
    };
    assert.deepEqual(await notes(files), [
      `${path}:7 These properties name each other in a circle (orders.id → spring.kafka.client-id → orders.id), so their values are not known.`,
    ]);
    assert.deepEqual(await notes(files, 'zh-cn'), [
      `${path}:7 这些属性循环引用（orders.id → spring.kafka.client-id → orders.id），无法得知其值。`,
    ]);
  });

  const open = yaml('  kafka:', '    bootstrap-servers: ${orders.brokers}', '    client-id: ${ORDERS_ID}-${ORDERS_ID}');

  const started = {
    [path]: open,
    'compose.yml': 'services:\n  orders:\n    build: ./orders\n  kafka:\n    image: apache/kafka:4.1.0\n',
  };

  test('names that nobody says', async () => {
    assert.deepEqual(await notes(started), [
      `${path}:5 Nothing in the workspace says orders.brokers, and there is no default, so the value is not known.`,
      `${path}:6 Nothing in the workspace says ORDERS_ID, and there is no default, so the value is not known.`,
    ]);
    assert.deepEqual(
      (await notes(started, 'zh-cn'))[0],
      `${path}:5 工作区中没有定义 orders.brokers，此处也没有默认值，无法得知其值。`,
    );
  });

  test('nothing where a profile, a container or a file of variables says them', async () => {
    const compose = 'services:\n  orders:\n    build: ./orders\n    environment:\n      ORDERS_BROKERS: kafka:9092\n';
    const files: readonly Files[] = [
      {
        [path]: open,
        'orders/src/main/resources/application-prod.yml': 'orders:\n  brokers: kafka:9092\n',
        'deploy/orders.env': 'ORDERS_ID=7\n',
      },
      { [path]: open, 'compose.yml': `${compose}      ORDERS_ID: "7"\n` },
      { [path]: open, 'compose.yml': `${compose}    command: java -DORDERS_ID=7 -jar app.jar\n` },
    ];
    for (const each of files) assert.deepEqual(await notes(each), []);
  });

  test('nothing about variables where nobody is known to start it, or takes some that are not in the workspace', async () => {
    const property = [
      `${path}:5 Nothing in the workspace says orders.brokers, and there is no default, so the value is not known.`,
    ];
    assert.deepEqual(await notes({ [path]: open }), property);
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: orders }\nspec:\n  containers:\n    - name: orders\n      image: shop/orders:1\n      env: [{ name: KAFKA_HOST, value: kafka }]\n      envFrom: [{ secretRef: { name: orders } }]\n';
    assert.deepEqual(await notes({ [path]: open, 'pod.yaml': pod }), property);
  });

  test('nothing about defaults, what others give, a configuration centre, a build, and tests', async () => {
    const values = [
      '${orders.brokers:kafka:9092}',
      '${random.uuid}',
      '${user.home}',
      '${HOSTNAME}',
      '${version}',
      "'@orders.brokers@'",
      "'#{orders.brokers}'",
    ];
    for (const value of values)
      assert.deepEqual(await notes({ [path]: yaml('  kafka:', `    client-id: ${value}`) }), [], value);
    const central = yaml(
      '  cloud:',
      '    nacos:',
      '      config:',
      '        server-addr: nacos:8848',
      '  kafka:',
      '    client-id: ${orders.id}',
    );
    assert.deepEqual(await notes({ [path]: central }), []);
    assert.deepEqual(await notes({ 'orders/src/test/resources/application.yml': open }), []);
  });

  test('nothing about a file that only has the name of one of Spring’s', async () => {
    const other = 'cluster:\n  zookeeper:\n    hostPort: ${pod.metadata.name}:2181\n';
    assert.deepEqual(await notes({ [path]: other }), []);
  });
});
