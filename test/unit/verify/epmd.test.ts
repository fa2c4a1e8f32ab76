import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { it } from 'node:test';
import { isolate, reunite, startPortMappers } from '../../../knowledge/verify/epmd.ts';
import { createLab, type Lab } from '../../../knowledge/verify/lab.ts';

async function withLab(use: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = createLab({ name: 'rabbitmq', program: '/bin/sh', version: '3.10.8' });
  try {
    await use(lab);
  } finally {
    await lab.close();
  }
}

function open(lab: Lab, port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('error', () => socket.destroy());
  lab.onClose(() => socket.destroy());
  return new Promise((resolve) => void socket.once('connect', () => resolve(socket)));
}

/** Sends a request as a node does and gives the answer. */
async function ask(lab: Lab, port: number, body: Buffer): Promise<Buffer> {
  const socket = await open(lab, port);
  const head = Buffer.alloc(2);
  head.writeUInt16BE(body.length);
  socket.write(Buffer.concat([head, body]));
  return new Promise((resolve) => void socket.once('data', resolve));
}

/** A node of the distribution protocol 6, without extras. */
function registration(name: string, port: number): Buffer {
  const body = Buffer.alloc(13 + name.length);
  body.writeUInt8(120, 0);
  body.writeUInt16BE(port, 1);
  body.writeUInt8(77, 3);
  body.writeUInt16BE(6, 5);
  body.writeUInt16BE(5, 7);
  body.writeUInt16BE(name.length, 9);
  body.write(name, 11);
  return body;
}

const portOf = (name: string): Buffer => Buffer.from(`z${name}`);

it('a node is told of another by a port that can be cut off', () =>
  withLab(async (lab) => {
    const own = await lab.port();
    const echo = createServer((socket) => socket.on('data', (bytes) => socket.write(bytes)));
    await new Promise<void>((resolve) => void echo.listen(own, '127.0.0.1', resolve));
    lab.onClose(() => echo.close());
    const mappers = await startPortMappers(lab, ['rabbit1', 'rabbit2']);
    const [left, right] = mappers;
    if (left === undefined || right === undefined) return assert.fail('two mappers');
    const unknown = await ask(lab, left.port, portOf('rabbit2'));
    assert.deepEqual([...unknown], [119, 1]);
    const registered = await ask(lab, right.port, registration('rabbit2', own));
    assert.deepEqual([...registered.subarray(0, 2)], [118, 0]);
    assert.equal((await ask(lab, right.port, portOf('rabbit2'))).readUInt16BE(2), own);
    const way = (await ask(lab, left.port, portOf('rabbit2'))).readUInt16BE(2);
    assert.notEqual(way, own);
    const answers = async (): Promise<boolean> => {
      const socket = await open(lab, way);
      socket.write('x');
      return new Promise((resolve) => {
        socket.once('data', () => resolve(true));
        setTimeout(() => resolve(false), 200);
      });
    };
    assert.equal(await answers(), true);
    isolate(mappers, 'rabbit2');
    assert.equal(await answers(), false);
    reunite(mappers, 'rabbit2');
    assert.equal(await answers(), true);
  }));
