import { connect as connectSocket, type Socket } from 'node:net';

/** What a broker sent: a method by its class and number, with the bytes of its arguments. */
interface Method {
  readonly name: string;
  readonly args: Buffer;
}

/** A broker's refusal in its own words. */
export class AmqpError extends Error {}

/** One channel of AMQP 0-9-1 with confirms on; every call rejects where the broker refuses or nothing comes in time. */
export interface AmqpChannel {
  readonly declare: (queue: string, options?: QueueOptions) => Promise<void>;
  /** Messages that wait in a queue. */
  readonly count: (queue: string) => Promise<number>;
  /** Publishes to a queue and waits for the confirm. */
  readonly publish: (queue: string, body: string, persistent: boolean) => Promise<void>;
  /** Takes a message away; undefined where there is none. */
  readonly take: (queue: string) => Promise<string | undefined>;
  /** Is given a message that stays the queue's until it is acknowledged; undefined where there is none. */
  readonly borrow: (queue: string) => Promise<Borrowed | undefined>;
  readonly close: () => void;
}

export interface Borrowed {
  readonly body: string;
  /** Whether somebody may have had it before. */
  readonly redelivered: boolean;
}

export interface QueueOptions {
  readonly durable?: boolean;
  readonly type?: 'classic' | 'quorum';
}

export interface AmqpAddress {
  readonly port: number;
  readonly host?: string;
  readonly timeout?: number;
}

/** Methods by what the specification calls them. */
const methods = {
  'connection.start': [10, 10],
  'connection.start-ok': [10, 11],
  'connection.tune': [10, 30],
  'connection.tune-ok': [10, 31],
  'connection.open': [10, 40],
  'connection.open-ok': [10, 41],
  'connection.close': [10, 50],
  'channel.open': [20, 10],
  'channel.open-ok': [20, 11],
  'channel.close': [20, 40],
  'queue.declare': [50, 10],
  'queue.declare-ok': [50, 11],
  'basic.publish': [60, 40],
  'basic.get': [60, 70],
  'basic.get-ok': [60, 71],
  'basic.get-empty': [60, 72],
  'basic.ack': [60, 80],
  'basic.nack': [60, 120],
  'confirm.select': [85, 10],
  'confirm.select-ok': [85, 11],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

type MethodName = keyof typeof methods;

const names = new Map<string, string>(Object.entries(methods).map(([name, [group, id]]) => [`${group}.${id}`, name]));

/** Connects as `guest`, whose password is its name, and opens a channel. */
export async function connectAmqp({ port, host = '127.0.0.1', timeout = 4000 }: AmqpAddress): Promise<AmqpChannel> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const one = connectSocket({ host, port });
    one.once('connect', () => resolve(one));
    one.once('error', reject);
  });
  const { send, sendContent, next } = talk(socket, timeout);
  try {
    socket.write(Buffer.from('AMQP\0\0\x09\x01', 'latin1'));
    await next('connection.start');
    // A client that says so is told why it is not let in.
    const capabilities = table({ authentication_failure_close: true });
    const properties = table({ capabilities });
    send(0, 'connection.start-ok', properties, short('PLAIN'), long('\0guest\0guest'), short('en_US'));
    await next('connection.tune');
    send(0, 'connection.tune-ok', Buffer.from([0, 8, 0, 2, 0, 0, 0, 0]));
    send(0, 'connection.open', short('/'), short(''), Buffer.of(0));
    await next('connection.open-ok');
    send(1, 'channel.open', short(''));
    await next('channel.open-ok');
    send(1, 'confirm.select', Buffer.of(0));
    await next('confirm.select-ok');
  } catch (error) {
    socket.destroy();
    throw error;
  }
  const declare = async (queue: string, flags: number, args: Buffer): Promise<Buffer> => {
    send(1, 'queue.declare', Buffer.from([0, 0]), short(queue), Buffer.of(flags), args);
    return (await next('queue.declare-ok')).args;
  };
  return {
    declare: async (queue, { durable = true, type = 'classic' } = {}) =>
      void (await declare(queue, durable ? 2 : 0, table({ 'x-queue-type': type }))),
    count: async (queue) => {
      const answer = await declare(queue, 1, table({}));
      return answer.readUInt32BE(1 + answer.readUInt8(0));
    },
    publish: async (queue, body, persistent) => {
      send(1, 'basic.publish', Buffer.from([0, 0]), short(''), short(queue), Buffer.of(0));
      sendContent(body, persistent);
      const { name } = await next('basic.ack', 'basic.nack');
      if (name === 'basic.nack') throw new AmqpError('nack');
    },
    take: async (queue) => {
      send(1, 'basic.get', Buffer.from([0, 0]), short(queue), Buffer.of(1));
      const { name } = await next('basic.get-ok', 'basic.get-empty');
      return name === 'basic.get-empty' ? undefined : (await next('body')).args.toString();
    },
    borrow: async (queue) => {
      send(1, 'basic.get', Buffer.from([0, 0]), short(queue), Buffer.of(0));
      const { name, args } = await next('basic.get-ok', 'basic.get-empty');
      // A delivery tag of eight bytes stands before it.
      const redelivered = name === 'basic.get-ok' && args.readUInt8(8) === 1;
      return name === 'basic.get-empty' ? undefined : { body: (await next('body')).args.toString(), redelivered };
    },
    close: () => socket.destroy(),
  };
}

interface Talk {
  readonly send: (channel: number, method: MethodName, ...args: readonly Buffer[]) => void;
  readonly sendContent: (body: string, persistent: boolean) => void;
  /** The next method that is one of these; others in between are passed over. */
  readonly next: (...wanted: readonly (MethodName | 'body')[]) => Promise<Method>;
}

function talk(socket: Socket, timeout: number): Talk {
  const arrived: Method[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let ended: Error | undefined;
  let wake = (): void => undefined;
  const end = (error: Error): void => {
    ended ??= error;
    wake();
  };
  socket.on('data', (chunk) => {
    const read = readFrames(Buffer.concat([rest, chunk]));
    rest = read.rest;
    arrived.push(...read.methods);
    wake();
  });
  socket.on('error', (error) => end(error));
  socket.on('close', () => end(new Error('connection closed')));
  return {
    send: (channel, method, ...args) => {
      const head = Buffer.alloc(4);
      head.writeUInt16BE(methods[method][0], 0);
      head.writeUInt16BE(methods[method][1], 2);
      socket.write(frame(1, channel, Buffer.concat([head, ...args])));
    },
    sendContent: (body, persistent) => {
      const head = Buffer.alloc(15);
      head.writeUInt16BE(60, 0);
      head.writeUInt32BE(Buffer.byteLength(body), 8);
      // Only the delivery mode is given.
      head.writeUInt16BE(0x1000, 12);
      head.writeUInt8(persistent ? 2 : 1, 14);
      socket.write(Buffer.concat([frame(2, 1, head), frame(3, 1, Buffer.from(body))]));
    },
    next: async (...wanted) => {
      const until = Date.now() + timeout;
      for (;;) {
        for (let method = arrived.shift(); method !== undefined; method = arrived.shift()) {
          if ((wanted as readonly string[]).includes(method.name)) return method;
          if (method.name === 'connection.close' || method.name === 'channel.close') throw refusal(method);
        }
        if (ended !== undefined) throw ended;
        const left = until - Date.now();
        if (left <= 0) throw new Error(`no ${wanted.join(' or ')} in ${timeout} ms`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
  };
}

function refusal({ args }: Method): AmqpError {
  const length = args.readUInt8(2);
  return new AmqpError(args.subarray(3, 3 + length).toString());
}

/** Splits bytes into frames; a content header is dropped, a body is given as a method called `body`. */
export function readFrames(bytes: Buffer): { readonly methods: readonly Method[]; readonly rest: Buffer } {
  const found: Method[] = [];
  let at = 0;
  while (bytes.length >= at + 7) {
    const end = at + 7 + bytes.readUInt32BE(at + 3);
    if (bytes.length <= end) break;
    const payload = bytes.subarray(at + 7, end);
    const kind = bytes.readUInt8(at);
    if (kind === 3) found.push({ name: 'body', args: payload });
    if (kind === 1) {
      const id = `${payload.readUInt16BE(0)}.${payload.readUInt16BE(2)}`;
      found.push({ name: names.get(id) ?? id, args: payload.subarray(4) });
    }
    at = end + 1;
  }
  return { methods: found, rest: bytes.subarray(at) };
}

function frame(kind: number, channel: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt8(kind, 0);
  head.writeUInt16BE(channel, 1);
  head.writeUInt32BE(payload.length, 3);
  return Buffer.concat([head, payload, Buffer.of(0xce)]);
}

function short(text: string): Buffer {
  return Buffer.concat([Buffer.of(Buffer.byteLength(text)), Buffer.from(text)]);
}

function long(text: string | Buffer): Buffer {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  return Buffer.concat([head, bytes]);
}

/** A field table; a value that is a table already is nested. */
export function table(fields: Readonly<Record<string, string | boolean | Buffer>>): Buffer {
  return long(
    Buffer.concat(
      Object.entries(fields).flatMap(([name, value]) => {
        if (typeof value === 'boolean') return [short(name), Buffer.from('t'), Buffer.of(Number(value))];
        return typeof value === 'string'
          ? [short(name), Buffer.from('S'), long(value)]
          : [short(name), Buffer.from('F'), value];
      }),
    ),
  );
}
