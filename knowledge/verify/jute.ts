import { connect as connectSocket, type Socket } from 'node:net';

/** Answer to a request: 0, or the error code of the server (`-101` no node …), and its bytes. */
export interface ZooKeeperReply {
  readonly error: number;
  readonly body: Buffer;
}

export interface ZooKeeperClient {
  /** Creates a persistent node that everyone may use. */
  readonly create: (path: string, data: Buffer) => Promise<ZooKeeperReply>;
  readonly close: () => void;
}

const createOperation = 1;
const allPermissions = 31;

/** Opens a session on loopback. Fails where the server serves nobody: it closes the connection. */
export async function connectZooKeeper(port: number, timeout: number): Promise<ZooKeeperClient> {
  const socket = connectSocket({ host: '127.0.0.1', port });
  try {
    await exchange(socket, connectRequest(timeout), timeout);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  let requests = 0;
  return {
    close: () => socket.destroy(),
    create: async (path, data) => {
      const answer = await exchange(socket, createRequest(++requests, path, data), timeout);
      // xid, zxid, error, then what the operation returns.
      return { error: answer.readInt32BE(12), body: answer.subarray(16) };
    },
  };
}

/** One frame out, one frame in: its bytes without the length. */
function exchange(socket: Socket, frame: Buffer, timeout: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      socket.off('data', onData).off('error', onError).off('close', onClose);
      end();
    };
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4) return;
      const end = 4 + received.readInt32BE(0);
      if (received.length >= end) finish(() => resolve(received.subarray(4, end)));
    };
    const onError = (error: Error): void => finish(() => reject(error));
    const onClose = (): void => finish(() => reject(new Error('connection closed')));
    const timer = setTimeout(() => finish(() => reject(new Error(`no answer in ${timeout} ms`))), timeout);
    socket.on('data', onData).on('error', onError).on('close', onClose);
    socket.write(frame);
  });
}

/** Protocol version, last transaction seen, session timeout in ms, session, password. */
export function connectRequest(timeout: number): Buffer {
  return framed([int(0), long(0), int(timeout), long(0), bytes(Buffer.alloc(16))]);
}

/** Request number, operation, path, data, one access list entry for everyone, flags of a persistent node. */
export function createRequest(xid: number, path: string, data: Buffer): Buffer {
  const everyone = [int(1), int(allPermissions), text('world'), text('anyone')];
  return framed([int(xid), int(createOperation), text(path), bytes(data), ...everyone, int(0)]);
}

function framed(parts: readonly Buffer[]): Buffer {
  return bytes(Buffer.concat(parts));
}

function int(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function long(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64BE(BigInt(value));
  return buffer;
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([int(value.length), value]);
}

function text(value: string): Buffer {
  return bytes(Buffer.from(value));
}

/** Sends a four-letter word and gives all that comes back; empty where nobody answers. */
export function fourLetterWord(port: number, word: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connectSocket({ host: '127.0.0.1', port }, () => socket.write(word));
    socket.setTimeout(10_000, () => socket.destroy());
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(received));
  });
}
