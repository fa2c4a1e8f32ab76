import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf, type FileKind } from '../../../server/src/extract/kind.ts';

const services = 'services:\n  cache:\n    image: redis:7\n';
const manifest = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: redis\n';
const spring = 'spring:\n  redis:\n    host: redis\n';

const cases: readonly (readonly [path: string, text: string, kind: FileKind])[] = [
  ['docker-compose.yml', services, 'compose'],
  ['compose.prod.yaml', 'volumes:\n  data:\n', 'compose'],
  ['docker-compose.yml', 'redis:\n  image: redis:2\n', 'compose'],
  ['deploy/infra.yml', `# infrastructure\n${services}`, 'compose'],
  ['deploy/infra.yml', 'x-env: &env\n  A: b\nservices:\n  # the broker\n  kafka:\n    environment: *env\n', 'compose'],
  ['deploy/infra.yml', 'services:\n  cache: {restart: always, image: "redis:7"}\n', 'compose'],
  ['deploy/infra.yml', 'services:\n  cache: {host: redis, port: 6379}\n', 'yaml'],
  ['ci/pipeline.yml', 'services:\n  - redis:7\nscript: make\n', 'yaml'],
  ['routes.yml', 'services:\n  payment:\n    url: http://payment\n', 'yaml'],
  ['.gitlab-ci.yml', services, 'none'],
  ['.github/workflows/build.yml', 'on: push\njobs: {}\n', 'none'],
  ['workflow.yml', 'on: push\njobs:\n  a:\n    services:\n      redis:\n        image: redis\n', 'none'],

  ['redis.yaml', manifest, 'kubernetes'],
  ['compose/redis.yaml', manifest, 'kubernetes'],
  ['application.yaml', manifest, 'kubernetes'],
  ['base/kustomization.yaml', 'resources: [a.yaml]\n', 'kustomize'],
  ['base/k.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', 'kustomize'],
  ['chart/templates/redis.yaml', `${manifest}spec:\n  replicas: {{ .Values.replicas }}\n`, 'helm-template'],
  ['chart/templates/redis.yaml', manifest, 'kubernetes'],
  ['chart/templates/all.yaml', '{{- if .Values.redis.enabled }}\nfoo: bar\n{{- end }}\n', 'helm-template'],
  ['chart/values.yaml', 'redis:\n  enabled: true\n', 'helm-values'],
  ['chart/values-prod.yaml', '# {{ .Release.Name }} is added\nreplicaCount: 3\n', 'helm-values'],
  ['chart/ci/sentinel-values.yaml', 'sentinel: {}\n', 'helm-values'],
  ['helm/values/redis.yaml', 'architecture: standalone\n', 'helm-values'],
  ['helm-values/prod/kafka.yaml', 'spring:\n  replicaCount: 3\n', 'helm-values'],
  ['values/redis.yaml', manifest, 'kubernetes'],
  ['chart/templates/values/redis.yaml', 'redis:\n  enabled: true\n', 'yaml'],
  ['src/default-values/redis.yml', 'redis:\n  enabled: true\n', 'yaml'],
  ['chart/Chart.yaml', 'apiVersion: v2\nname: shop\n', 'helm-chart'],
  ['chart/templates/_helpers.tpl', '{{ define "x" }}{{ end }}', 'none'],

  ['application.yml', 'server:\n  port: 80\n', 'spring-yaml'],
  ['bootstrap-dev.yaml', '', 'spring-yaml'],
  ['config/mall-admin-dev.yaml', spring, 'spring-yaml'],
  ['config/datasource.yml', 'spring.datasource.url: jdbc:mysql://db/x\n', 'spring-yaml'],
  ['edqs.yml', 'server:\n  port: "${HTTP_BIND_PORT:8080}"\n', 'spring-yaml'],
  ['loki.yml', 'server:\n  http_listen_port: 3100\n', 'yaml'],
  ['rules.yml', 'groups:\n  - name: redis\n', 'none'],
  ['openapi.yml', 'openapi: 3.0.0\n', 'none'],
  ['list.yml', '- redis\n- kafka\n', 'none'],

  ['application.properties', '', 'spring-properties'],
  ['config/orders.properties', 'spring.redis.host=redis\n', 'spring-properties'],
  ['dubbo-consumer.properties', 'dubbo.registry.address=nacos://nacos:8848\n', 'spring-properties'],
  ['consumer.properties', 'bootstrap.servers=kafka:9092\n', 'native'],
  ['consumer.properties', 'dubbo.application.name=consumer\n', 'spring-properties'],
  ['config.properties', 'bootstrap.servers=kafka:9092\n', 'properties'],
  ['log4j.properties', 'log4j.appender.kafka=x\n', 'none'],
  ['messages_zh.properties', 'title=redis\n', 'none'],
  ['i18n/zh_CN.properties', 'redis.host=Host\n', 'none'],
  ['i18n/messages_zh.yml', 'redis:\n  host: Host\nkafka:\n  topic: Topic\n', 'none'],
  ['src/messages_zh_CN.yml', 'redis:\n  host: Host\nkafka:\n  topic: Topic\n', 'none'],
  ['locales/en.yml', 'nacos:\n  server-addr: Registry\n', 'none'],
  ['config/message-prod.yml', 'redis:\n  host: cache\nkafka:\n  topic: orders\n', 'spring-yaml'],
  ['config/message.yml', 'spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n', 'spring-yaml'],
  ['lang/docker-compose.yml', 'services:\n  redis:\n    image: redis\n', 'compose'],
  ['gradle-wrapper.properties', 'distributionUrl=x\n', 'none'],

  ['.env', 'A=b\n', 'env'],
  ['docker/kafka.env', 'A=b\n', 'env'],
  ['.env.production', 'A=b\n', 'env'],
  ['http-client.env.json', '{}', 'none'],

  ['conf/zoo.cfg', '', 'native'],
  ['conf/zoo_sample.cfg', '', 'native'],
  ['redis.conf', '', 'native'],
  ['redis-6379.conf', '', 'native'],
  ['sentinel.conf', '', 'native'],
  ['config/kraft/server.properties', '', 'native'],
  ['registry.conf', '', 'native'],
  ['redisson-prod.yaml', '', 'native'],
  ['session.yaml', 'singleServerConfig:\n  address: redis://redis:6379\n', 'native'],
  ['nginx.conf', '', 'native'],
  ['haproxy.cfg', '', 'native'],
  ['prometheus.yml', 'global:\n  scrape_interval: 15s\nscrape_configs: []', 'native'],
  ['prometheus-rules.yml', 'groups:\n  - name: orders', 'none'],
  ['envoy.yaml', 'static_resources:\n  clusters: []', 'native'],
  ['kraft-log4j.properties', '', 'none'],
];

for (const [path, text, kind] of cases) {
  test(`${path} is ${kind}: ${JSON.stringify(text.slice(0, 40))}`, () => assert.equal(kindOf(path, text), kind));
}
