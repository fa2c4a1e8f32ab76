import { connect, type Socket } from 'node:net';
import type { Lab, Running } from './lab.ts';

export interface MemcachedNode {
  readonly port: number;
  readonly running: Running;
  /** Sends a command of the text protocol and gives the answer up to its last word. */
  readonly call: (command: string, data?: string) => Promise<string>;
}

/** Starts a server on loopback and waits until it answers. */
export async function startMemcached(lab: Lab, args: readonly string[] = [], port?: number): Promise<MemcachedNode> {
  const own = port ?? (await lab.port());
  const root = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const running = lab.start(lab.server.program, ['-l', '127.0.0.1', '-p', String(own), ...root, ...args]);
  const socket = await lab.until(
    `Memcached answers on port ${own}`,
    () =>
      new Promise<Socket | undefined>((resolve) => {
        const one = connect({ host: '127.0.0.1', port: own });
        one.once('connect', () => resolve(one));
        one.once('error', () => resolve(undefined));
      }),
    { about: running },
  );
  socket.on('error', () => socket.destroy());
  lab.onClose(() => socket.destroy());
  return { port: own, running, call: (command, data) => request(socket, command, data) };
}

/** An answer ends with one of these words at the end of a line. */
const last = /(?:^|\r\n)(?:END|STORED|NOT_STORED|DELETED|NOT_FOUND|OK|ERROR|(?:CLIENT|SERVER)_ERROR [^\r]*)\r\n$/;

function request(socket: Socket, command: string, data?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      socket.off('data', onData).off('close', onClose);
      end();
    };
    const onData = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      if (last.test(answer)) finish(() => resolve(answer.trim()));
    };
    const onClose = (): void => finish(() => reject(new Error('connection closed')));
    const timer = setTimeout(() => finish(() => reject(new Error('no answer in 20 s'))), 20_000);
    socket.on('data', onData).on('close', onClose);
    socket.write(data === undefined ? `${command}\r\n` : `${command} ${data.length}\r\n${data}\r\n`);
  });
}

/** The value of a key; undefined for a miss. */
export async function valueOf(node: MemcachedNode, key: string): Promise<string | undefined> {
  // `VALUE key flags bytes`, the value, `END`; a miss is `END` alone.
  return (await node.call(`get ${key}`)).split('\r\n').at(-2);
}
