import { createServer, request as send, type Server as HttpServer } from 'node:http';
import type { Lab } from './lab.ts';

/** A server behind a balancer. */
export interface Instance {
  readonly name: string;
  readonly port: number;
  /** Requests it has had, health checks apart. */
  readonly requests: () => number;
  /** Stops listening, as a crash does. */
  readonly stop: () => Promise<void>;
}

export interface InstanceOptions {
  /** Milliseconds to an answer. */
  readonly delay?: number;
  /** Takes requests and ends the connection without an answer. */
  readonly drops?: boolean;
}

/** Starts an instance that answers with its name. */
export async function startInstance(
  lab: Lab,
  name: string,
  { delay = 0, drops = false }: InstanceOptions = {},
): Promise<Instance> {
  const port = await lab.port();
  let requests = 0;
  const server: HttpServer = createServer((request, response) => {
    if (request.method === 'OPTIONS') return void response.end();
    requests++;
    if (drops) return void request.socket.destroy();
    setTimeout(() => response.end(name), delay);
  });
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  lab.onClose(() => {
    server.closeAllConnections();
    server.close();
  });
  return { name, port, requests: () => requests, stop };
}

/** The body of an answer, the status of an error, `''` where there is no answer. */
export function ask(port: number, path: string, method = 'GET'): Promise<string> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path, method, agent: false, timeout: 30_000 };
    const sent = send(options, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => void (body += chunk.toString()));
      response.on('end', () => resolve(response.statusCode === 200 ? body : String(response.statusCode)));
      response.on('error', () => resolve(''));
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve(''));
    sent.end();
  });
}

/** How often each instance answered requests that were sent one after the other. */
export async function answers(
  balancer: { readonly ask: (path: string) => Promise<string> },
  paths: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const answer = await balancer.ask(path);
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return counts;
}

/** `a 4, b 2, 503 1`. */
export function shown(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([answer, count]) => `${answer} ${count}`)
    .join(', ');
}

/** Paths of as many orders. */
export function paths(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `/order/${i}`);
}
