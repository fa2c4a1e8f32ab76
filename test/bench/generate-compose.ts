import type { Random } from './random.ts';

/** A service of a compose file, two spaces deep; one in three runs or uses a component. */
export function composeService(n: number, random: Random): string {
  const kind = random.below(9);
  if (kind === 0) return kafka(n, random);
  if (kind === 1) return redis(n, random);
  if (kind === 2) return zookeeper(n);
  return application(n, random, kind === 3);
}

export function composeFile(size: number, random: Random): string {
  const known = random.chance(0.6);
  let text = '# Everything that runs on one machine.\nservices:\n';
  for (let n = 0; text.length < size; n++) text += known ? composeService(n, random) : application(n, random, false);
  return `${text}networks:\n  backend: {}\n`;
}

function kafka(n: number, random: Random): string {
  return `  kafka-${n}:
    image: apache/kafka:3.${random.below(9)}.0
    restart: unless-stopped
    ports:
      - "${9000 + (n % 900)}:9092"
    environment:
      KAFKA_NODE_ID: ${n + 1}
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka-${n}:9092
      KAFKA_CONTROLLER_QUORUM_VOTERS: ${n + 1}@kafka-${n}:9093
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: ${random.pick([1, 3])}
      KAFKA_MIN_INSYNC_REPLICAS: ${random.pick([1, 2])}
    volumes:
      - kafka-${n}:/var/lib/kafka/data

`;
}

function redis(n: number, random: Random): string {
  return `  redis-${n}:
    image: redis:${random.pick(['7.2', '7.4-alpine', '6.2'])}
    command: ["redis-server", "--appendonly", "${random.pick(['yes', 'no'])}", "--maxmemory", "512mb"]
    ports: ["${6000 + (n % 900)}:6379"]
    volumes:
      - redis-${n}:/data

`;
}

function zookeeper(n: number): string {
  return `  zookeeper-${n}:
    image: zookeeper:3.9.2
    hostname: zookeeper-${n}
    environment:
      ZOO_MY_ID: "${(n % 255) + 1}"
      ZOO_SERVERS: server.${(n % 255) + 1}=zookeeper-${n}:2888:3888;2181

`;
}

function application(n: number, random: Random, isClient: boolean): string {
  const addresses = isClient
    ? `      SPRING_DATA_REDIS_HOST: redis-${n}
      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka-${n}:9092
      SPRING_KAFKA_PRODUCER_ACKS: "${random.pick(['1', 'all'])}"
`
    : '';
  return `  service-${n}:
    image: registry.example.com/team/service-${n}:1.${random.below(20)}.${random.below(9)}
    build:
      context: ./service-${n}
      args: {PROFILE: production, REVISION: "${random.below(100_000)}"}
    ports:
      - ${8000 + (n % 1000)}:8080
    environment:
      JAVA_OPTS: -Xmx${random.pick([256, 512, 1024])}m -XX:+UseG1GC
      LOG_LEVEL: info
      DATABASE_URL: \${DATABASE_URL:-jdbc:postgresql://database:5432/service_${n}}
${addresses}    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:8080/health"]
      interval: 30s
    networks: [backend]

`;
}
