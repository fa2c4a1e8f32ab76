import assert from 'node:assert/strict';
import { it } from 'node:test';
import { commandBytes, readReply, refusedWith, shown } from '../../../knowledge/verify/resp.ts';

function read(text: string): unknown {
  return readReply(Buffer.from(text), 0)?.reply;
}

it('a command is an array of bulk strings, counted in bytes', () => {
  assert.equal(commandBytes(['SET', '键', 1]), '*3\r\n$3\r\nSET\r\n$3\r\n键\r\n$1\r\n1\r\n');
});

it('reads every kind of reply', () => {
  assert.equal(read('+OK\r\n'), 'OK');
  assert.equal(read(':42\r\n'), 42);
  assert.equal(read('$-1\r\n'), null);
  assert.equal(read('$5\r\na\r\nb!\r\n'), 'a\r\nb!');
  assert.deepEqual(read('*2\r\n$3\r\nkey\r\n*1\r\n:1\r\n'), ['key', [1]]);
  assert.deepEqual(read('-NOREPLICAS Not enough good replicas to write.\r\n'), {
    error: 'NOREPLICAS Not enough good replicas to write.',
  });
});

it('waits for the rest of a reply that has not come whole', () => {
  for (const part of ['+O', '$5\r\nabc', '*2\r\n:1\r\n', '*2\r\n:1\r\n$2\r\nx'])
    assert.equal(read(part), undefined, part);
});

it('knows a refusal from an answer that only looks like one', () => {
  const refusal = { error: "OOM command not allowed when used memory > 'maxmemory'." };
  assert.ok(refusedWith(refusal, 'OOM'));
  assert.ok(!refusedWith(refusal, 'READONLY'));
  assert.ok(!refusedWith('OOM', 'OOM'));
  assert.ok(!refusedWith(null, 'OOM'));
});

it('says a reply in words', () => {
  assert.equal(shown(['slave', null, 6379, { error: 'ERR no' }]), '[slave, nil, 6379, (error) ERR no]');
});
