import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockLines } from '../../../server/src/extract/block-lines.ts';
import {
  addressLines,
  directiveLines,
  iniLines,
  phraseLines,
  statementLines,
  type KeyValue,
} from '../../../server/src/extract/key-value.ts';

function pairs(text: string, read: (text: string) => KeyValue[]): string[] {
  return read(text).map(({ name, value, key, valueSpan }) => {
    assert.equal(text.slice(valueSpan.start, valueSpan.end), value);
    assert.ok(name.endsWith(text.slice(key.start, key.end)) || name.startsWith('['), `key of ${name}`);
    return `${name}=${value}`;
  });
}

test('redis.conf: directives with several words, quoted values', () => {
  const text =
    '# x\nport 6379\nsave 900 1\nsave ""\n  requirepass "a b"\nsentinel monitor mymaster 10.0.0.1 6379 2\nappendonly\n';
  assert.deepEqual(pairs(text, directiveLines), [
    'port=6379',
    'save=900 1',
    'save=',
    'requirepass=a b',
    'sentinel monitor=mymaster 10.0.0.1 6379 2',
    'appendonly=',
  ]);
});

test('haproxy.cfg: options and timeouts are named with both words', () => {
  const text =
    'defaults\n  timeout connect 5s\n  option redispatch\n  # retries 9\nbackend orders\n  balance leastconn\n  server a 10.0.0.1:80 check\ntimeout 0\n';
  assert.deepEqual(pairs(text, directiveLines), [
    'defaults=',
    'timeout connect=5s',
    'option redispatch=',
    'backend=orders',
    'balance=leastconn',
    'server=a 10.0.0.1:80 check',
    'timeout=0',
  ]);
});

test('nginx.conf: statements and blocks, one a line', () => {
  const text =
    'worker_processes auto;\nhttp {\n  upstream orders {\n    server 10.0.0.1:80 max_fails=3;\n  }\n  # proxy_pass http://old;\n  proxy_next_upstream error timeout; # default\n  location / { proxy_pass http://orders; }\n}\n';
  assert.deepEqual(pairs(text, statementLines), [
    'worker_processes=auto',
    'http=',
    'upstream=orders',
    'server=10.0.0.1:80 max_fails=3',
    'proxy_next_upstream=error timeout',
    'location=/',
  ]);
});

test('registry.conf: nested blocks, trailing comments, dotted names', () => {
  const text =
    'registry {\n  # type = "file"\n  type = "nacos"\n  nacos {\n    serverAddr = "h:8848" // here\n    weight = 1\n  }\n}\nservice.default.grouplist = "h:8091"\n';
  assert.deepEqual(pairs(text, blockLines), [
    'registry.type=nacos',
    'registry.nacos.serverAddr=h:8848',
    'registry.nacos.weight=1',
    'service.default.grouplist=h:8091',
  ]);
});

test('blocks in one line, with labels, and the same in JSON', () => {
  const hcl =
    'server = true\nretry_join = ["consul-1", "consul-2"]\nacl { enabled = true, default_policy = "deny" }\nservice "web" {\n  port = 80\n}\nports = { http = 8500 } # open\nbootstrap_expect = 3\n';
  assert.deepEqual(pairs(hcl, blockLines), [
    'server=true',
    'retry_join=["consul-1", "consul-2"]',
    'acl.enabled=true',
    'acl.default_policy=deny',
    'service.port=80',
    'ports.http=8500',
    'bootstrap_expect=3',
  ]);
  const json =
    '{\n  "server": true,\n  "acl": { "enabled": true },\n  "checks": [{\n    "id": "a"\n  }],\n  "bootstrap_expect": 3\n}\n';
  assert.deepEqual(pairs(json, blockLines), [
    'server=true',
    'acl.enabled=true',
    'checks=[{',
    'checks[].id=a',
    'bootstrap_expect=3',
  ]);
  assert.deepEqual(pairs('{"server":true,"acl":{"enabled":true},"bootstrap_expect":3}', blockLines), [
    'server=true',
    'acl.enabled=true',
    'bootstrap_expect=3',
  ]);
});

test('my.cnf: switches and values', () => {
  assert.deepEqual(pairs('[mysqld]\nserver-id = 1\nskip-name-resolve\nbinlog_format=row # x\n', iniLines), [
    'server-id=1',
    'skip-name-resolve=',
    'binlog_format=row',
  ]);
});

test('cluster.conf: one address a line', () => {
  assert.deepEqual(pairs('# ip:port\n10.0.0.1:8848\n\n10.0.0.2:8848\n', addressLines), [
    '[0]=10.0.0.1:8848',
    '[1]=10.0.0.2:8848',
  ]);
});

test('ceph.conf: keys of several words, sections, both comments', () => {
  const text =
    '[global]\n; x\nmon host = 10.0.0.1, 10.0.0.2\nosd_pool_default_size = 3 ; copies\n\tosd pool default min-size=2 # x\n[mon.a]\nhost = a\nfsid\n';
  const found = phraseLines(text);
  assert.deepEqual(
    found.map(({ name, value }) => `${name}=${value}`),
    ['mon_host=10.0.0.1, 10.0.0.2', 'osd_pool_default_size=3', 'osd_pool_default_min_size=2', 'host=a'],
  );
  assert.deepEqual(
    found.map(({ key, valueSpan }) => [text.slice(key.start, key.end), text.slice(valueSpan.start, valueSpan.end)]),
    [
      ['mon host', '10.0.0.1, 10.0.0.2'],
      ['osd_pool_default_size', '3'],
      ['osd pool default min-size', '2'],
      ['host', 'a'],
    ],
  );
});
