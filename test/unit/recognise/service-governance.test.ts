import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf, shownClient } from '../../support/workspace.ts';

function spring(...lines: readonly string[]): readonly string[] {
  return partOf('orders/src/main/resources/application.properties', `${lines.join('\n')}\n`).clients.map(shownClient);
}

/** `component state line` of what a Spring file runs. */
function servers(...lines: readonly string[]): readonly string[] {
  const part = partOf('gateway/src/main/resources/application.yml', `${lines.join('\n')}\n`);
  return part.deployments.map(({ component, state }) => `${component} ${state}`);
}

test('Dubbo is used beside the registry its address leads to, whatever the registry is', () => {
  assert.deepEqual(spring('dubbo.registry.address=nacos://nacos:8848?username=nacos'), [
    'nacos registry: nacos:8848',
    'dubbo:',
  ]);
  assert.deepEqual(spring('dubbo.metadata-report.address=etcd3://etcd:2379'), ['dubbo:', 'etcd config: etcd:2379']);
  assert.deepEqual(spring('dubbo.registry.address=multicast://224.5.6.7:1234'), ['dubbo:']);
  assert.deepEqual(spring('dubbo.registry.address=N/A', 'dubbo.reference.pay.url=tri://pay:50051'), [
    'dubbo: pay:50051',
  ]);
  assert.deepEqual(spring('spring.application.name=dubbo-consumer'), []);
});

test('rules of Sentinel come from a centre of their own', () => {
  assert.deepEqual(
    spring(
      'spring.cloud.sentinel.transport.dashboard=sentinel:8858',
      'spring.cloud.sentinel.datasource.flow.nacos.server-addr=nacos:8848',
    ),
    ['sentinel: sentinel:8858', 'nacos config: nacos:8848'],
  );
});

test('Redis Sentinel is none of Alibaba’s', () => {
  assert.deepEqual(
    spring('spring.data.redis.sentinel.nodes=s1:26379,s2:26379', 'spring.data.redis.sentinel.master=m'),
    ['redis sentinel: s1:26379 s2:26379'],
  );
});

test('Feign says what breaks its circuits', () => {
  assert.deepEqual(spring('feign.sentinel.enabled=true'), ['sentinel:', 'openfeign:']);
  assert.deepEqual(spring('feign.hystrix.enabled=true'), ['hystrix:', 'openfeign:']);
  assert.deepEqual(spring('feign.hystrix.enabled=false'), ['hystrix off:']);
});

test('an application that holds routes is the gateway', () => {
  assert.deepEqual(
    servers(
      'spring:',
      '  cloud:',
      '    gateway:',
      '      routes:',
      '        - id: orders',
      '          uri: lb://orders',
    ),
    ['spring-cloud-gateway active'],
  );
  assert.deepEqual(servers('zuul:', '  routes:', '    orders: /orders/**'), ['zuul active']);
  assert.deepEqual(servers('spring:', '  application:', '    name: gateway'), []);
});

test('a gateway on the class path that is switched off is off', () => {
  const off = ['spring.cloud.gateway.server.webflux:', '  enabled: false', '  redis.enabled: false'];
  assert.deepEqual(servers(...off), ['spring-cloud-gateway inactive']);
  assert.deepEqual(servers(...off, 'spring.cloud.gateway.server.webmvc.routes[0].uri: http://orders'), [
    'spring-cloud-gateway active',
  ]);
});
