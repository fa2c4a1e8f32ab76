import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathOf, systemOf } from '../support/workspace.ts';

/*
 * The many ways in which containers hand properties to an application. Oracles: Spring Boot's reference, "Accessing Command Line
 * Properties" and "Binding From Environment Variables"; the java command of the JDK (JDK_JAVA_OPTIONS) and the JDK's
 * troubleshooting guide (JAVA_TOOL_OPTIONS); Kubernetes, "Define a Command and Arguments for a Container"; POSIX, "Parameter
 * Expansion".
 */

const resources = 'orders/src/main/resources/application.yml';
const own =
  'spring:\n  application:\n    name: orders\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      acks: all\n';

/** `value spelling`, weakest first, and behind `via` what was filled in; what is not known as `?`. */
function chain(view: string, text: string, setting = 'kafka:acks'): readonly string[] {
  const found = systemOf({ [view]: text, [resources]: own }).clients.filter(
    ({ component, uri }) => component === 'kafka' && pathOf(uri) === view,
  );
  const [only] = found;
  assert.equal(found.length, 1);
  return (only?.settings.get(setting) ?? []).map(
    ({ value, spelling, via = [] }) => `${value ?? '?'} ${spelling}${via.map(({ name }) => ` via ${name}`).join('')}`,
  );
}

function compose(...lines: readonly string[]): readonly string[] {
  const service = ['services:', '  orders:', '    build: ./orders', ...lines.map((line) => `    ${line}`)];
  return chain('compose.yml', service.join('\n'));
}

function pod(...lines: readonly string[]): readonly string[] {
  const head =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: orders }\nspec:\n  containers:\n    - name: orders\n      image: shop/orders:1\n';
  return chain('pod.yaml', head + lines.map((line) => `      ${line}\n`).join(''));
}

const packed = 'all spring.kafka.producer.acks';
const property = '-Dspring.kafka.producer.acks';
const argument = '--spring.kafka.producer.acks';
const variable = 'SPRING_KAFKA_PRODUCER_ACKS';

describe('Accessing Command Line Properties', () => {
  for (const line of [
    `command: java -jar app.jar ${argument}=1`,
    `command: ["java", "-jar", "app.jar", "${argument}=1"]`,
    `command: ["${argument}=1"]`,
    `entrypoint: java -jar app.jar ${argument}="1"`,
    `command: sh -c "java $$JAVA_OPTS -jar app.jar ${argument}=1"`,
    `command: ["/bin/sh", "-c", "exec java -jar app.jar ${argument}='1' && true"]`,
  ])
    test(line, () => assert.deepEqual(compose(line), [packed, `1 ${argument}`]));

  test('a folded command', () => {
    assert.deepEqual(compose('command: >', '  java -Xmx1g', `  ${property}=1`, '  -jar app.jar'), [
      packed,
      `1 ${property}`,
    ]);
  });

  test('Kubernetes: a script in the arguments of a shell', () => {
    const lines = ['command: ["sh", "-c"]', 'args:', '  - |', '    java -jar app.jar \\', `      ${argument}=1`];
    assert.deepEqual(pod(...lines), [packed, `1 ${argument}`]);
  });
});

describe('options of Java in variables', () => {
  for (const name of ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS'])
    test(`${name}: always, and below those of the command line`, () => {
      const set = ['environment:', `  ${name}: -Xmx1g ${property}=2`];
      assert.deepEqual(compose(...set), [packed, `2 ${property}`]);
      assert.deepEqual(compose(`command: java ${property}=1 -jar app.jar`, ...set), [
        packed,
        `2 ${property}`,
        `1 ${property}`,
      ]);
    });

  test('JDK_JAVA_OPTIONS over JAVA_TOOL_OPTIONS, in whichever order they are written', () => {
    const [jdk, tool] = [`  JDK_JAVA_OPTIONS: ${property}=1`, `  JAVA_TOOL_OPTIONS: ${property}=2`];
    for (const lines of [
      [jdk, tool],
      [tool, jdk],
    ])
      assert.deepEqual(compose('environment:', ...lines), [packed, `2 ${property}`, `1 ${property}`]);
  });

  test('_JAVA_OPTIONS: above those of the command line', () => {
    assert.deepEqual(
      compose(`command: java ${property}=1 -jar app.jar`, 'environment:', `  _JAVA_OPTIONS: ${property}=2`),
      [packed, `1 ${property}`, `2 ${property}`],
    );
  });

  const set = ['environment:', `  JAVA_OPTS: ${property}=2`];

  test('JAVA_OPTS: where a start script may look at it, or the command does', () => {
    assert.deepEqual(compose(...set), [packed, `2 ${property}`]);
    assert.deepEqual(compose('command: sh -c "java $$JAVA_OPTS -jar app.jar"', ...set), [packed, `2 ${property}`]);
    assert.deepEqual(compose('entrypoint: ./start.sh', ...set), [packed, `2 ${property}`]);
  });

  test('JAVA_OPTS: in the place where a script names it', () => {
    const started = (line: string): readonly string[] => compose(`command: sh -c "${line}"`, ...set);
    assert.deepEqual(started(`java $$JAVA_OPTS ${property}=1 -jar app.jar`), [
      packed,
      `2 ${property}`,
      `1 ${property}`,
    ]);
    assert.deepEqual(started(`java ${property}=1 $$\{JAVA_OPTS} -jar app.jar`), [
      packed,
      `1 ${property}`,
      `2 ${property}`,
    ]);
  });

  test('JAVA_OPTS: nothing where Java is started without it', () => {
    assert.deepEqual(compose('command: ["java", "-jar", "app.jar"]', ...set), [packed]);
    assert.deepEqual(compose('command: sh -c "exec java -jar app.jar"', ...set), [packed]);
  });
});

describe('variables in scripts', () => {
  const acks = ['environment:', '  ACKS: "1"'];

  for (const written of ['$$ACKS', '$${ACKS}', '$${ACKS:-0}', '$${ACKS-0}'])
    test(`${written} from the variables of the container`, () => {
      assert.deepEqual(compose(`command: sh -c "java -jar app.jar ${argument}=${written}"`, ...acks), [
        packed,
        `1 ${argument} via ACKS`,
      ]);
    });

  test('a default where the variable is not there', () => {
    assert.deepEqual(compose(`command: sh -c "java -jar app.jar ${argument}=$\${ACKS:-0}"`), [packed, `0 ${argument}`]);
  });

  test('what only the shell will know is not known', () => {
    for (const written of ['$$ACKS', '$$(cat /acks)', '`cat /acks`'])
      assert.deepEqual(compose(`command: sh -c "java -jar app.jar ${argument}=${written}"`), [packed, `? ${argument}`]);
    assert.deepEqual(compose(`command: sh -c "ACKS=0; java -jar app.jar ${argument}=$$ACKS"`, ...acks), [
      packed,
      `? ${argument}`,
    ]);
  });

  test('in single quotes nothing is filled in', () => {
    assert.deepEqual(compose(`command: ["sh", "-c", "java -jar app.jar ${argument}='$$ACKS'"]`, ...acks), [
      packed,
      `$ACKS ${argument}`,
    ]);
  });

  test('a profile', () => {
    const text = [
      'services:',
      '  orders:',
      '    build: ./orders',
      '    command: sh -c "java -Dspring.profiles.active=$$STAGE -jar app.jar"',
      '    environment:',
      '      STAGE: prod',
    ].join('\n');
    const files = {
      'compose.yml': text,
      [resources]: own,
      'orders/src/main/resources/application-prod.yml': 'spring:\n  kafka:\n    producer:\n      acks: "0"\n',
    };
    const client = systemOf(files).clients.find(
      ({ uri, component }) => pathOf(uri) === 'compose.yml' && component === 'kafka',
    );
    assert.deepEqual(
      client?.settings.get('kafka:acks')?.map(({ value }) => value),
      ['all', '0'],
    );
    assert.equal(client?.environment, 'prod');
  });

  test('Kubernetes: $(NAME) in arguments', () => {
    const env = 'env: [{ name: ACKS, value: "1" }]';
    assert.deepEqual(pod(`args: ["${argument}=$(ACKS)"]`, env), [packed, `1 ${argument}`]);
    assert.deepEqual(pod('command: [sh, -c]', `args: ["java -jar app.jar ${argument}=$ACKS"]`, env), [
      packed,
      `1 ${argument} via ACKS`,
    ]);
  });
});

describe('Binding From Environment Variables', () => {
  test('dots become underscores, dashes go, in any case of the name', () => {
    assert.deepEqual(compose('environment:', `  ${variable}: "1"`), [packed, `1 ${variable}`]);
    assert.deepEqual(compose('environment:', '  - spring.kafka.producer.acks=1'), [
      packed,
      '1 spring.kafka.producer.acks',
    ]);
  });

  test('an index between underscores is one of a list or a map, and no other property', () => {
    const text = [
      'services:',
      '  orders:',
      '    build: ./orders',
      '    environment:',
      '      SPRING_KAFKA_BOOTSTRAP_SERVERS_0_: kafka-1:9092',
      '      SPRING_KAFKA_BOOTSTRAP_SERVERS_1_: kafka-2:9092',
      '      SPRING_DATASOURCE_0_URL: jdbc:mysql://mysql/orders',
    ].join('\n');
    const system = systemOf({ 'compose.yml': text, [resources]: own });
    const kafka = system.clients.find(({ uri, component }) => pathOf(uri) === 'compose.yml' && component === 'kafka');
    assert.deepEqual(
      kafka?.endpoints.map(({ host }) => host),
      ['kafka-1', 'kafka-2'],
    );
  });

  test('a variable that takes its value from the one who starts the project is not known', () => {
    assert.deepEqual(compose('environment:', `  - ${variable}`), [packed, `? ${variable}`]);
    assert.deepEqual(compose('environment:', `  ${variable}: \${ACKS}`), [packed, `? ${variable}`]);
  });
});
