import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse as libraryParse } from 'yaml';
import { parseYaml } from '../../../server/src/yaml/parse.ts';
import { ParseCache } from '../../../server/src/yaml/parse-cache.ts';
import { at, entries, items, text } from '../../../server/src/yaml/query.ts';
import { plainValue, written } from './tree-support.ts';

const compose = `# the shop
x-common: &common
  restart: always
  environment: &env
    TZ: "Asia/Shanghai"

services:
  kafka-1: &broker
    <<: *common
    image: &kafka apache/kafka:3.9.0 # pinned
    command: >-
      bin/start.sh
      --override a=b
    environment:
      - KAFKA_NODE_ID=1
      - 'KAFKA_LISTENERS=PLAINTEXT://:9092,CONTROLLER://:9093'
    ports: ["9092:9092", 9093:9093]
    healthcheck: {test: [CMD, "true"], retries: 3}
  # the second one
  kafka-2:
    <<: [*broker, *common]
    image: *kafka
    deploy:
      replicas: !override 2
      labels: !reset null
volumes:
  data:
`;

describe('a compose file', () => {
  const [document] = parseYaml(compose).documents;
  const root = document?.root;

  test('has no problems', () => assert.deepEqual(document?.problems, []));

  for (const [path, source] of [
    [['services', 'kafka-1', 'image'], 'apache/kafka:3.9.0'],
    [['services', 'kafka-1', 'environment', 1], "'KAFKA_LISTENERS=PLAINTEXT://:9092,CONTROLLER://:9093'"],
    [['services', 'kafka-1', 'ports'], '["9092:9092", 9093:9093]'],
    [['services', 'kafka-1', 'ports', 0], '"9092:9092"'],
    [['services', 'kafka-1', 'healthcheck'], '{test: [CMD, "true"], retries: 3}'],
    [['services', 'kafka-1', 'command'], '>-\n      bin/start.sh\n      --override a=b'],
    [
      ['services', 'kafka-1', 'environment'],
      "- KAFKA_NODE_ID=1\n      - 'KAFKA_LISTENERS=PLAINTEXT://:9092,CONTROLLER://:9093'",
    ],
    [['services', 'kafka-2', 'deploy', 'replicas'], '2'],
    [['services', 'kafka-2', 'deploy'], 'replicas: !override 2\n      labels: !reset null'],
    [['volumes', 'data'], ''],
  ] as const) {
    test(`${path.join('.')} is where it is written`, () => assert.equal(written(at(root, path), compose), source));
  }

  test('aliases and merges are followed', () => {
    assert.equal(text(at(root, ['services', 'kafka-2', 'image'])), 'apache/kafka:3.9.0');
    const keys = entries(at(root, ['services', 'kafka-2'])).map(({ key }) => key.value);
    assert.deepEqual(keys, ['image', 'deploy', 'command', 'environment', 'ports', 'healthcheck', 'restart']);
    assert.equal(items(at(root, ['services', 'kafka-2', 'environment'])).length, 2);
  });

  test('unknown tags stay on the node', () => {
    const replicas = at(root, ['services', 'kafka-2', 'deploy', 'replicas']);
    assert.equal(replicas?.tag, '!override');
    assert.equal(at(root, ['services', 'kafka-2', 'deploy', 'labels'])?.tag, '!reset');
  });

  test('anchors are named on their nodes', () => {
    assert.equal(at(root, ['services', 'kafka-1'])?.anchor, 'broker');
    assert.equal(at(root, ['services', 'kafka-1', 'image'])?.anchor, 'kafka');
  });
});

describe('scalars', () => {
  for (const [source, value, type, style] of [
    ['a: 1', '1', 'number', 'plain'],
    ['a: 1.5e3', '1.5e3', 'number', 'plain'],
    ['a: "1"', '1', 'string', 'double'],
    ["a: 'it''s'", "it's", 'string', 'single'],
    ['a: yes', 'yes', 'string', 'plain'],
    ['a: true', 'true', 'boolean', 'plain'],
    ['a: ~', '', 'null', 'plain'],
    ['a: null', '', 'null', 'plain'],
    ['a:', '', 'null', 'plain'],
    ['a: 09', '09', 'number', 'plain'],
    ['a: 8080:80', '8080:80', 'string', 'plain'],
    ['a: "x\\ty\\u4e2d"', 'x\ty中', 'string', 'double'],
    ['a: |\n  x\n   y\n\n', 'x\n y\n', 'string', 'literal'],
    ['a: >\n  x\n  y\n', 'x y\n', 'string', 'folded'],
    ['a: x\n  y', 'x y', 'string', 'plain'],
    ['a: x # y', 'x', 'string', 'plain'],
    ['a: x#y', 'x#y', 'string', 'plain'],
    ['a: !!str 5', '5', 'string', 'plain'],
    ['a: \ud800', '\ud800', 'string', 'plain'],
    ['a: @project.version@', '@project.version@', 'string', 'plain'],
    ['a: 中文', '中文', 'string', 'plain'],
  ] as const) {
    test(JSON.stringify(source), () => {
      const [document] = parseYaml(source).documents;
      const node = at(document?.root, ['a']);
      assert.deepEqual(document?.problems, []);
      assert.ok(node?.kind === 'scalar');
      assert.deepEqual({ value: node.value, type: node.type, style: node.style }, { value, type, style });
    });
  }
});

describe('documents of a file', () => {
  test('are counted over the file, with unwanted ones', () => {
    const source = 'kind: Service\n---\nkind: ConfigMap\n---\n# nothing\n';
    const parsed = parseYaml(source, {
      firstDocument: 3,
      wanted: ({ bodyStart, bodyEnd }) => source.slice(bodyStart, bodyEnd).includes('ConfigMap'),
    });
    assert.deepEqual(
      parsed.documents.map(({ index, root }) => [index, text(at(root, ['kind']))]),
      [
        [3, undefined],
        [4, 'ConfigMap'],
        [5, undefined],
      ],
    );
  });

  test('a broken one leaves the others alone', () => {
    const [first, second] = parseYaml('a: [1\n---\nb: 2\n').documents;
    assert.equal(first?.problems[0]?.code, 'syntax');
    assert.deepEqual([plainValue(second?.root), second?.problems], [{ b: '2' }, []]);
  });

  test('byte order mark and CRLF', () => {
    const source = '\ufeffa:\r\n  b: x\r\n  c: |\r\n    y\r\n    z\r\n';
    const [document] = parseYaml(source).documents;
    assert.deepEqual(plainValue(document?.root), { a: { b: 'x', c: 'y\nz\n' } });
    assert.equal(written(at(document?.root, ['a', 'b']), source), 'x');
  });
});

describe('problems', () => {
  const problems = (source: string): [string, string][] =>
    parseYaml(source).documents.flatMap((document) =>
      document.problems.map(({ code, span }) => [code, source.slice(span.start, span.end)] as [string, string]),
    );

  test('a key given twice: the later place, and the later value counts', () => {
    const source = 'a: 1\nb:\n  c: 1\n  c: 2\na: 3\n';
    assert.deepEqual(problems(source), [
      ['duplicate-key', 'c'],
      ['duplicate-key', 'a'],
    ]);
    const root = parseYaml(source).documents[0]?.root;
    assert.deepEqual([text(at(root, ['a'])), text(at(root, ['b', 'c']))], ['3', '2']);
  });

  test('an alias without its anchor', () => assert.deepEqual(problems('a: *x\nb: &x 1\n'), [['unknown-alias', '*x']]));
  test('unknown tags are no problem', () => assert.deepEqual(problems('a: !Ref b\nc: !vault |\n  x\n'), []));

  test('a file in no known encoding', () => {
    const parsed = parseYaml('a\0:\0 \0b\0');
    assert.deepEqual(
      [parsed.documents, parsed.problems.map(({ code, span }) => [code, span])],
      [[], [['syntax', { start: 1, end: 2 }]]],
    );
  });

  test('a file above the limit', () => {
    const parsed = parseYaml('a: 1\n', { limits: { size: 3 } });
    assert.deepEqual([parsed.documents, parsed.problems[0]?.code], [[], 'too-large']);
  });
});

describe('what a broken file still gives', () => {
  const value = (source: string): unknown => plainValue(parseYaml(source).documents[0]?.root);

  test('one broken service does not lose the others', () => {
    const source =
      'services:\n  a:\n    image: redis:7\n  b:\n    image: "kafka:3\n    ports: [1\n    replicas: 2\n  c:\n    image: nacos:2\n';
    assert.deepEqual(value(source), {
      services: {
        a: { image: 'redis:7' },
        b: { image: 'kafka:3', ports: ['1'], replicas: '2' },
        c: { image: 'nacos:2' },
      },
    });
  });

  test('a key that is being typed', () => {
    assert.deepEqual(value('services:\n  a:\n    ima\n    ports: [1]\n'), {
      services: { a: { ima: undefined, ports: ['1'] } },
    });
  });

  test('a second colon is part of the text', () => {
    assert.deepEqual(value('a: 1\nnote: redis: the cache # x\nb: 2\n'), { a: '1', note: 'redis: the cache', b: '2' });
  });

  test('a value that goes on at the column of its key, as other readers allow', () => {
    const source =
      'env:\n  - name: OPTS\n    value: "-Da=b \n    -Ddubbo.registry.address=nacos://nacos:8848"\n  - name: X\n    value: [a,\n    b] # c\n    other: 1\n';
    const [document] = parseYaml(source).documents;
    assert.deepEqual(plainValue(document?.root), {
      env: [
        { name: 'OPTS', value: '-Da=b -Ddubbo.registry.address=nacos://nacos:8848' },
        { name: 'X', value: ['a', 'b'], other: '1' },
      ],
    });
    assert.deepEqual(document?.problems, []);
    assert.equal(written(at(document?.root, ['env', 1, 'value', 1]), source), 'b');
  });

  test('a quote whose end was forgotten takes no entries with it', () => {
    const source = 'a:\n  b: "x\n  c: 1\n  d: "y"\n';
    assert.deepEqual(value(source), { a: { b: 'x', c: '1', d: 'y' } });
  });

  test('a tab as indentation: the place is named and the rest is read', () => {
    const source = 'services:\n  a:\n    image: redis\n\tports: [1]\n  b:\n    image: kafka\n';
    const [document] = parseYaml(source).documents;
    assert.deepEqual(plainValue(document?.root), { services: { a: { image: 'redis' }, b: { image: 'kafka' } } });
    assert.deepEqual(
      document?.problems.map(({ code, span }) => [code, span.start]),
      [['tab-indent', source.indexOf('\t')]],
    );
  });

  test('an entry that is indented too little stands beside the one above it, not in it', () => {
    const source =
      'services:\n  mysql:\n    image: mysql:8.4\n    command:\n      --a\n      --b\n   redis:\n    image: redis:7.4\n    ports:\n      - "6379:6379"\n  zk:\n    image: zookeeper:3.9\n';
    const [document] = parseYaml(source).documents;
    assert.deepEqual(plainValue(document?.root), {
      services: {
        mysql: { image: 'mysql:8.4', command: '--a --b' },
        redis: { image: 'redis:7.4', ports: ['6379:6379'] },
        zk: { image: 'zookeeper:3.9' },
      },
    });
    assert.deepEqual(
      document?.problems.map(({ code, span }) => [code, source.slice(span.start, span.end)]),
      [['wrong-indent', 'redis:']],
    );
  });

  test('a first line that is indented too much', () => {
    assert.deepEqual(value("  version: '3'\nservices:\n  redis:\n    image: redis:7.4\n"), {
      version: '3',
      services: { redis: { image: 'redis:7.4' } },
    });
  });

  test('an entry behind a list, indented less than the list and more than its key', () => {
    assert.deepEqual(value('a:\n  b:\n      - 1\n    c: 2\n  d: 3\n'), { a: { b: ['1'], c: '2', d: '3' } });
  });

  test('an entry that is indented too much stands beside the one above it', () => {
    const source =
      'a:\n  image: redis:7.4 # x\n     ports:\n      - "6379:6379"\n  command: redis-server\n    --save 60 1\n';
    const [document] = parseYaml(source).documents;
    assert.deepEqual(plainValue(document?.root), {
      a: { image: 'redis:7.4', ports: ['6379:6379'], command: 'redis-server --save 60 1' },
    });
    assert.equal(written(at(document?.root, ['a', 'ports']), source).trim(), '- "6379:6379"');
  });

  test('lines of a block scalar are no entries', () => {
    const source = 'a:\n  b: |\n     x: 1\n     y: 2\n  c: [1\n  d: 2\n   e: 3\n';
    assert.deepEqual(value(source), { a: { b: 'x: 1\ny: 2\n', c: ['1'], d: '2', e: '3' } });
  });

  test('a file that is indented with tabs throughout', () => {
    const source = 'services:\n\ta:\n\t\timage: redis\nvolumes:\n  x:\n';
    assert.deepEqual(value(source), { services: { a: { image: 'redis' } }, volumes: { x: null } });
  });

  test('every beginning of a file can be read', () => {
    const cache = new ParseCache();
    for (let end = 0; end <= compose.length; end++) {
      for (const { root, problems } of parseYaml(compose.slice(0, end), { cache }).documents) {
        for (const { span } of problems) assert.ok(span.start <= span.end && span.end <= end);
        written(root, compose);
      }
    }
  });
});

describe('readers agree', () => {
  test('with the library, on a document that is read in pieces', () => {
    const services = Array.from({ length: 120 }, (_, i) =>
      compose.slice(compose.indexOf('  kafka-2'), compose.indexOf('volumes')).replaceAll('kafka-2', `kafka-${i + 2}`),
    );
    const source =
      compose.slice(0, compose.indexOf('  # the second')) +
      services.join('') +
      compose.slice(compose.indexOf('volumes'));
    const [document] = parseYaml(source).documents;
    assert.deepEqual(document?.problems, []);
    assert.deepEqual(
      plainValue(document?.root, true),
      libraryParse(source, { merge: false, logLevel: 'silent', maxAliasCount: -1 }),
    );
    assert.equal(
      written(at(document?.root, ['services', 'kafka-100']), source).split('\n')[0],
      '<<: [*broker, *common]',
    );
  });
});
