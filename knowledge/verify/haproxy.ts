import { createServer, get, type Server as HttpServer } from 'node:http';
import type { Lab, Running } from './lab.ts';

/** A server behind the balancer. */
export interface Instance {
  readonly name: string;
  readonly port: number;
  /** Requests it has had, health checks apart. */
  readonly requests: () => number;
  /** Stops listening, as a crash does. */
  readonly stop: () => Promise<void>;
}

/** Starts an instance that answers with its name, after `delay` milliseconds. */
export async function startInstance(lab: Lab, name: string, delay = 0): Promise<Instance> {
  const port = await lab.port();
  let requests = 0;
  const server: HttpServer = createServer((request, response) => {
    if (request.method === 'OPTIONS') return void response.end();
    requests++;
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

export interface Balancer {
  readonly running: Running;
  /** Name of the instance that answered, or the status of an error. */
  readonly ask: (path?: string) => Promise<string>;
}

/** Starts a balancer with the lines of a backend; `server` lines are made of the instances and their `options`. */
export async function startBalancer(
  lab: Lab,
  lines: readonly string[],
  instances: readonly Instance[],
  options: (instance: Instance) => string = () => '',
): Promise<Balancer> {
  const port = await lab.port();
  const config = [
    'defaults',
    '  mode http',
    '  timeout connect 1s',
    '  timeout client 10s',
    '  timeout server 10s',
    'frontend shop',
    `  bind 127.0.0.1:${port}`,
    '  default_backend orders',
    'backend orders',
    // A connection for each request: none of the answers may come over one that is still open.
    '  option http-server-close',
    ...lines.map((line) => `  ${line}`),
    ...instances.map((one) => `  server ${one.name} 127.0.0.1:${one.port} ${options(one)}`),
    '',
  ];
  const running = lab.start(lab.server.program, ['-db', '-f', lab.file('haproxy.cfg', config.join('\n'))]);
  const ask = (path = '/'): Promise<string> => request(port, path);
  await lab.until('HAProxy answers', async () => ((await ask('/ready')) === '' ? undefined : true), { about: running });
  return { running, ask };
}

function request(port: number, path: string): Promise<string> {
  return new Promise((resolve) => {
    const sent = get({ host: '127.0.0.1', port, path, agent: false, timeout: 12_000 }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => void (body += chunk.toString()));
      response.on('end', () => resolve(response.statusCode === 200 ? body : String(response.statusCode)));
      response.on('error', () => resolve(''));
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve(''));
  });
}
