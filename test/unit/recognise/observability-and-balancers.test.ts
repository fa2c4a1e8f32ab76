import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCluster, systemOf } from '../../support/workspace.ts';

function clusters(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clusters.map(shownCluster);
}

function clients(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clients.map(({ component, state }) => `${component} ${state}`);
}

test('what watches and balances is known; its exporters, agents, interfaces and sidecars are tools', () => {
  const text = `services:
  prometheus:
    image: prom/prometheus:v3.5.0
  alertmanager:
    image: prom/alertmanager:v0.27.0
  node-exporter:
    image: quay.io/prometheus/node-exporter:v1.8.2
  oap:
    image: apache/skywalking-oap-server:10.3.0
  ui:
    image: apache/skywalking-ui:10.3.0
  zipkin:
    image: openzipkin/zipkin:3.4
  sidecar:
    image: docker.io/istio/proxyv2:1.27.0
  edge:
    image: haproxy:3.2-alpine
`;
  assert.deepEqual(clusters({ 'docker-compose.yml': text }), [
    'prometheus standalone 1 3.5.0: prometheus',
    'skywalking standalone 1 10.3.0: oap',
    'zipkin standalone 1 3.4: zipkin',
    'haproxy standalone 1 3.2: edge',
  ]);
});

test('their own files are known by what is in them', () => {
  assert.deepEqual(clusters({ 'conf/haproxy.cfg': 'backend orders\n  server a 10.0.0.1:80 check\n' }), [
    'haproxy unknown ? ?: haproxy.cfg',
  ]);
  assert.deepEqual(clusters({ 'conf/nginx.conf': 'http {\n  server {\n    listen 80;\n  }\n}\n' }), [
    'nginx unknown ? ?: nginx.conf',
  ]);
  assert.deepEqual(clusters({ 'monitoring/prometheus.yml': 'global:\n  scrape_interval: 15s\nscrape_configs: []\n' }), [
    'prometheus unknown ? ?: prometheus.yml',
  ]);
  assert.deepEqual(clusters({ 'monitoring/prometheus-rules.yml': 'groups:\n  - name: orders\n    rules: []\n' }), []);
});

test('an application that exposes metrics is no user of Prometheus; one that reports spans uses the collector', () => {
  const file = 'src/main/resources/application.yml';
  assert.deepEqual(clients({ [file]: 'management.endpoints.web.exposure.include: prometheus\n' }), []);
  assert.deepEqual(clients({ [file]: 'management.zipkin.tracing.endpoint: http://zipkin:9411/api/v2/spans\n' }), [
    'zipkin active',
  ]);
  const off = 'spring:\n  zipkin:\n    base-url: http://zipkin:9411\n    enabled: false\n';
  assert.deepEqual(clients({ [file]: off }), ['zipkin inactive']);
});

test('a collector that takes spans in the format of Zipkin is no user of Zipkin', () => {
  const text = `services:
  jaeger:
    image: jaegertracing/all-in-one:1.57
    environment: { COLLECTOR_ZIPKIN_HOST_PORT: ":9411", SPAN_STORAGE_TYPE: memory }
`;
  assert.deepEqual(clusters({ 'compose.yml': text }), ['jaeger standalone 1 1.57: jaeger']);
  assert.deepEqual(clients({ 'compose.yml': text }), []);
});
