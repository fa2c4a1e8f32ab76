import type { Random } from './random.ts';

/** Values of a chart; one in three installs a component. */
export function valuesFile(size: number, random: Random): string {
  let text = `replicaCount: ${1 + random.below(3)}
image:
  repository: registry.example.com/team/app
  tag: "1.${random.below(30)}"
`;
  if (random.chance(0.35)) {
    const name = random.pick(['kafka', 'redis', 'zookeeper']);
    text += `${name}:
  enabled: true
  replicaCount: ${random.pick([1, 3])}
  persistence: {enabled: true, size: 8Gi}
`;
  }
  for (let n = 0; text.length < size; n++) {
    text += `# What part ${n} may take.
part${n}:
  enabled: ${random.chance(0.5)}
  resources:
    limits: {cpu: 500m, memory: ${random.below(2000)}Mi}
  nodeSelector: {}
  tolerations: []
  annotations:
    prometheus.io/port: "${9000 + random.below(900)}"
`;
  }
  return text;
}

/** Settings of a Spring application; two in three configure a client. */
export function springFile(size: number, random: Random): string {
  const name = `service-${random.below(1000)}`;
  let text = `server:
  port: ${8000 + random.below(1000)}
spring:
  application:
    name: ${name}
  datasource:
    url: jdbc:mysql://\${DB_HOST:localhost}:3306/${name}
    username: \${DB_USER}
`;
  if (random.chance(0.65)) text += springClient(random);
  for (let n = 0; text.length < size; n++) {
    text += `${name}-part${n}:
  retry-count: ${random.below(9)}
  timeout: ${random.below(900)}ms
  addresses:
    - http://peer-${random.below(100)}:8080/api
    - http://peer-${random.below(100)}:8080/api
  templates: {greeting: "Hello, {name}", closing: 'Yours'}
`;
  }
  return text;
}

function springClient(random: Random): string {
  return random.pick([
    `  kafka:
    bootstrap-servers: kafka-0:9092,kafka-1:9092
    producer:
      acks: ${random.pick(['1', 'all'])}
      retries: ${random.below(5)}
    consumer:
      group-id: orders
      enable-auto-commit: true
`,
    `  data:
    redis:
      host: redis
      port: 6379
      timeout: 2s
`,
    `  cloud:
    nacos:
      discovery:
        server-addr: nacos-0:8848,nacos-1:8848
      config:
        server-addr: nacos-0:8848
        file-extension: yaml
`,
  ]);
}

/** Pipelines, interfaces, settings of tools: YAML that concerns no component. */
export function otherFile(size: number, random: Random): string {
  let text = random.pick([
    'name: build\non: [push]\njobs:\n',
    'openapi: 3.0.3\npaths:\n',
    'site_name: Handbook\nnav:\n',
  ]);
  for (let n = 0; text.length < size; n++) {
    text += `  step-${n}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Step ${random.below(100)}
        run: |
          npm ci
          npm test -- --shard ${n}/4
`;
  }
  return text;
}
