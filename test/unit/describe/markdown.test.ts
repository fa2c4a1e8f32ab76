import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, escaped, link, linkedPage, namedPage } from '../../../server/src/describe/markdown.ts';

test('workspace text cannot leave its code span', () => {
  assert.equal(code('acks'), '`acks`');
  assert.equal(code('a`b'), '`` a`b ``');
  assert.equal(code('a``b'), '``` a``b ```');
  assert.equal(code('one\n\n# two'), '`one # two`');
  assert.equal(code(''), '` `');
});

test('workspace text as words has no markup and no HTML', () => {
  assert.equal(escaped('<img src=x onerror=alert(1)>'), '&lt;img src=x onerror=alert\\(1\\)&gt;');
  assert.equal(escaped('[x](command:evil)'), '\\[x\\]\\(command:evil\\)');
  assert.equal(escaped('a\n# b'), 'a \\# b');
});

test('an address cannot end its link early', () => {
  assert.equal(link('page', 'https://example.org/a(b) c'), '[page](https://example.org/a%28b%29%20c)');
});

test('references to pages are links in editors and names in terminals', () => {
  assert.equal(linkedPage('kafka/acks-not-all', 'Explain'), '[Explain](archlens:kafka/acks-not-all)');
  assert.equal(namedPage('kafka', 'Apache Kafka'), 'Apache Kafka (`kafka`)');
  assert.equal(namedPage('kafka:acks', '`kafka:acks`'), '`kafka:acks`');
});
