import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { it } from 'node:test';
import { connectRequest, connectZooKeeper, createRequest, fourLetterWord } from '../../../knowledge/verify/jute.ts';

it('a session is asked for with timeout and an empty password', () => {
  const frame = connectRequest(5000);
  assert.equal(frame.length, 4 + 44);
  assert.equal(frame.readInt32BE(0), 44);
  assert.equal(frame.readInt32BE(16), 5000);
  assert.equal(frame.readInt32BE(28), 16);
});

it('a node is created for everyone', () => {
  const frame = createRequest(7, '/a', Buffer.from('x'));
  assert.equal(
    frame.toString('hex'),
    [
      '00000032', // bytes that follow
      '00000007', // xid
      '00000001', // create
      '000000022f61', // path
      '0000000178', // data
      '00000001', // one entry
      '0000001f', // all permissions
      '00000005776f726c64', // world
      '00000006616e796f6e65', // anyone
      '00000000', // persistent
    ].join(''),
  );
});

it('a server that serves nobody closes the connection, which is a failure and not an answer', async () => {
  const server = createServer((socket) => {
    socket.on('data', (bytes) =>
      bytes.toString() === 'srvr' ? socket.end('not currently serving') : socket.destroy(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await assert.rejects(connectZooKeeper(port, 2000), /closed|ECONNRESET/);
    assert.equal(await fourLetterWord(port, 'srvr'), 'not currently serving');
  } finally {
    server.close();
  }
  assert.equal(await fourLetterWord(port, 'srvr'), '');
});
