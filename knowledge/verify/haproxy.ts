import { ask, type Instance } from './http.ts';
import type { Lab, Running } from './lab.ts';

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
    '  timeout connect 5s',
    '  timeout client 30s',
    '  timeout server 30s',
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
  const answer = (path = '/'): Promise<string> => ask(port, path);
  await lab.until('HAProxy answers', async () => ((await answer('/ready')) === '' ? undefined : true), {
    about: running,
  });
  return { running, ask: answer };
}
