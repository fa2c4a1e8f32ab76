import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { it } from 'node:test';
import { AmqpError, connectAmqp, readFrames, table } from '../../../knowledge/verify/amqp.ts';

it('arguments of a queue are a table of typed fields', () => {
  assert.equal(
    table({ 'x-queue-type': 'quorum', flag: true }).toString('hex'),
    [
      '0000001f', // bytes that follow
      `0c${Buffer.from('x-queue-type').toString('hex')}`,
      '53', // a long string
      `00000006${Buffer.from('quorum').toString('hex')}`,
      `04${Buffer.from('flag').toString('hex')}`,
      '7401', // true
    ].join(''),
  );
});

const connectionStart = '0100000000000400' + '0a000a' + 'ce';
const basicAck = '01000100000004003c0050ce';

it('frames are read whole; what is not yet there is kept', () => {
  const bytes = Buffer.from(`${connectionStart}${basicAck}`, 'hex');
  const { methods, rest } = readFrames(bytes.subarray(0, 15));
  assert.deepEqual(
    methods.map(({ name }) => name),
    ['connection.start'],
  );
  const more = readFrames(Buffer.concat([rest, bytes.subarray(15)]));
  assert.deepEqual(
    more.methods.map(({ name }) => name),
    ['basic.ack'],
  );
  assert.equal(more.rest.length, 0);
});

it('a broker that does not let the client in is quoted', async () => {
  const words = 'ACCESS_REFUSED - no';
  const close = Buffer.concat([
    Buffer.from('000a0032', 'hex'),
    Buffer.from([0x01, 0x93, words.length]),
    Buffer.from(words),
    Buffer.alloc(4),
  ]);
  const head = Buffer.from([1, 0, 0, 0, 0, 0, close.length]);
  const server = createServer((socket) => {
    socket.once('data', () => socket.write(Buffer.from(connectionStart, 'hex')));
    setTimeout(() => socket.write(Buffer.concat([head, close, Buffer.of(0xce)])), 50);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await assert.rejects(
      connectAmqp({ port, timeout: 1000 }),
      (error) => error instanceof AmqpError && error.message === words,
    );
  } finally {
    server.close();
  }
});
