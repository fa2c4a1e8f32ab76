import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speakerOf, urlSchemeOf } from '../../../server/src/recognise/url-scheme.ts';

const schemeOf = (text: string): string | undefined => urlSchemeOf(text)?.scheme;

test('a scheme stands before `://`', () => {
  assert.equal(schemeOf('redis://cache:6379'), 'redis');
  assert.equal(schemeOf('MongoDB+SRV://cluster0.example.net'), 'mongodb+srv');
  assert.equal(schemeOf('cache:6379'), undefined);
  assert.equal(schemeOf('jdbc:h2:mem:orders;MODE=MYSQL'), undefined);
  assert.equal(schemeOf('jdbc:oracle:thin:@//db:1521/orders'), undefined);
});

test('what wraps a driver is no scheme', () => {
  assert.equal(schemeOf('jdbc:mysql://db:3306/orders'), 'mysql');
  assert.equal(schemeOf('jdbc:mysql:replication://db-1,db-2/orders'), 'mysql');
  assert.equal(schemeOf('jdbc:p6spy:postgresql://db/orders'), 'postgresql');
  assert.equal(schemeOf('jdbc:tc:postgresql:18:///orders'), 'postgresql');
  assert.equal(schemeOf('r2dbc:pool:mariadb://db/orders'), 'mariadb');
});

test('the authority begins behind it', () => {
  const text = 'jdbc:mysql://db:3306/orders';
  assert.equal(text.slice(urlSchemeOf(text)?.end), 'db:3306/orders');
});

test('a scheme with a driver behind a plus is spoken by who speaks its first part', () => {
  const schemes = new Map([
    ['postgresql', 'postgresql'],
    ['mongodb+srv', 'mongodb'],
  ]);
  assert.equal(speakerOf('postgresql+asyncpg', schemes), 'postgresql');
  assert.equal(speakerOf('mongodb+srv', schemes), 'mongodb');
  assert.equal(speakerOf('git+https', schemes), undefined);
});
