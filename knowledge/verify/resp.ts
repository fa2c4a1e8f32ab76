import { connect as connectSocket, type Socket } from 'node:net';

/** An answer of a Redis server; `error` holds the words of a refusal. */
export type Reply = string | number | null | readonly Reply[] | { readonly error: string };

/** A connection that sends one command at a time. */
export interface RedisClient {
  /** The answer; an error where the connection breaks or nothing comes in time. */
  readonly call: (...words: readonly (string | number)[]) => Promise<Reply>;
  /** Whether the connection is gone: Sentinel ends those of a replica it promotes. */
  readonly closed: () => boolean;
  readonly close: () => void;
}

export interface Address {
  readonly port: number;
  /** Address to come from. */
  readonly from?: string;
  readonly timeout?: number;
}

/** Connects on loopback. */
export async function connectRedis({ port, from, timeout = 20_000 }: Address): Promise<RedisClient> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const one = connectSocket({ host: '127.0.0.1', port, ...(from === undefined ? {} : { localAddress: from }) });
    one.once('connect', () => resolve(one));
    one.once('error', reject);
  });
  return {
    closed: () => socket.destroyed,
    close: () => socket.destroy(),
    call: (...words) => request(socket, words, timeout),
  };
}

function request(socket: Socket, words: readonly (string | number)[], timeout: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      socket.off('data', onData).off('error', onError).off('close', onClose);
      end();
    };
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const read = readReply(received, 0);
      if (read !== undefined) finish(() => resolve(read.reply));
    };
    const onError = (error: Error): void => finish(() => reject(error));
    const onClose = (): void => finish(() => reject(new Error('connection closed')));
    const timer = setTimeout(() => finish(() => reject(new Error(`no answer in ${timeout} ms`))), timeout);
    socket.on('data', onData).on('error', onError).on('close', onClose);
    socket.write(commandBytes(words));
  });
}

/** A command as an array of bulk strings. */
export function commandBytes(words: readonly (string | number)[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(String(word))}\r\n${word}\r\n`).join('')}`;
}

/** The reply that begins at an offset and where it ends; undefined while a part of it is missing. */
export function readReply(bytes: Buffer, at: number): { readonly reply: Reply; readonly end: number } | undefined {
  const stop = bytes.indexOf('\r\n', at);
  if (stop < 0) return undefined;
  const head = bytes.toString('utf8', at + 1, stop);
  const end = stop + 2;
  switch (String.fromCharCode(bytes[at] ?? 0)) {
    case '+':
      return { reply: head, end };
    case '-':
      return { reply: { error: head }, end };
    case ':':
      return { reply: Number(head), end };
    case '$':
      return readBulk(bytes, end, Number(head));
    case '*':
      return readArray(bytes, end, Number(head));
    default:
      return { reply: { error: `not a reply: ${head}` }, end: bytes.length };
  }
}

function readBulk(
  bytes: Buffer,
  at: number,
  length: number,
): { readonly reply: Reply; readonly end: number } | undefined {
  if (length < 0) return { reply: null, end: at };
  if (bytes.length < at + length + 2) return undefined;
  return { reply: bytes.toString('utf8', at, at + length), end: at + length + 2 };
}

function readArray(
  bytes: Buffer,
  at: number,
  count: number,
): { readonly reply: Reply; readonly end: number } | undefined {
  if (count < 0) return { reply: null, end: at };
  const items: Reply[] = [];
  let end = at;
  for (let i = 0; i < count; i++) {
    const item = readReply(bytes, end);
    if (item === undefined) return undefined;
    items.push(item.reply);
    end = item.end;
  }
  return { reply: items, end };
}

/** A reply in words, for the record. */
export function shown(reply: Reply): string {
  if (reply === null) return 'nil';
  if (isList(reply)) return `[${reply.map(shown).join(', ')}]`;
  return typeof reply === 'object' ? `(error) ${reply.error}` : String(reply);
}

/** Whether a reply is an array. */
export function isList(reply: Reply): reply is readonly Reply[] {
  return Array.isArray(reply);
}

/** Whether a reply is a refusal that begins with a word: `OOM`, `NOREPLICAS`, `READONLY`. */
export function refusedWith(reply: Reply, word: string): boolean {
  return typeof reply === 'object' && reply !== null && 'error' in reply && reply.error.startsWith(word);
}
