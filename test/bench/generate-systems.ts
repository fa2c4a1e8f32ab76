/**
 * Files of many systems side by side, each with what makes files depend on each other: a compose project with an overlay and an
 * `.env`, three Spring applications with a profile each, a file of a configuration centre. Eleven files a system, by path.
 */
export function systemFiles(count: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let n = 0; Object.keys(files).length < count; n++) Object.assign(files, systemOf(n));
  return files;
}

function systemOf(n: number): Readonly<Record<string, string>> {
  const root = `system-${n}`;
  const applications = ['orders', 'billing', 'stock'].map((name) => `${name}-${n}`);
  return {
    [`${root}/.env`]: `KAFKA_TAG=3.9.${n % 3}\nISR=1\n`,
    [`${root}/compose.yml`]: composeOf(n, applications),
    [`${root}/compose.prod.yml`]: overlayOf(n),
    [`${root}/compose.override.yml`]: `services:\n  redis-${n}:\n    ports:\n      - "${6379 + (n % 900)}:6379"\n`,
    [`${root}/config/nacos/orders-${n}-prod.yaml`]: 'spring:\n  kafka:\n    producer:\n      retries: 3\n',
    ...Object.fromEntries(applications.flatMap((name) => applicationOf(root, name, n))),
  };
}

function composeOf(n: number, applications: readonly string[]): string {
  const services = applications.map(
    (name) => `  ${name}:\n    build: ./${name}\n    environment:\n      KAFKA_HOST: kafka-${n}\n`,
  );
  return [
    'services:',
    `  kafka-${n}:`,
    '    image: bitnami/kafka:${KAFKA_TAG:-3.9.0}',
    '    environment:',
    '      KAFKA_CFG_MIN_INSYNC_REPLICAS: ${ISR}',
    `  redis-${n}:`,
    '    image: redis:7.4',
    ...services,
  ].join('\n');
}

function overlayOf(n: number): string {
  return `services:\n  kafka-${n}:\n    deploy:\n      replicas: 3\n    environment:\n      KAFKA_CFG_MIN_INSYNC_REPLICAS: 2\n`;
}

function applicationOf(root: string, name: string, n: number): readonly (readonly [string, string])[] {
  const folder = `${root}/${name}/src/main/resources`;
  const nacos = name.startsWith('orders') ? '  cloud:\n    nacos:\n      config:\n        file-extension: yaml\n' : '';
  return [
    [
      `${folder}/application.yml`,
      `spring:\n  application:\n    name: ${name}\n${nacos}  kafka:\n    bootstrap-servers: \${KAFKA_HOST:localhost}:9092\n    producer:\n      acks: all\n  data:\n    redis:\n      host: redis-${n}\n`,
    ],
    [`${folder}/application-prod.yml`, 'spring:\n  kafka:\n    producer:\n      acks: 1\n'],
  ];
}
