import { join } from 'node:path';
import { ask, type Instance } from './http.ts';
import type { Lab, Running } from './lab.ts';

export interface Nginx {
  readonly running: Running;
  /** Name of the instance that answered, or the status of an error. */
  readonly ask: (path?: string, method?: string) => Promise<string>;
}

export interface NginxOptions {
  /** Lines of the `location` that passes requests on. */
  readonly location?: readonly string[];
  /** Lines of `http`. */
  readonly http?: readonly string[];
  /** Parameters of the `server` line of an instance. */
  readonly server?: (instance: Instance) => string;
}

/** Starts one worker that passes requests to a group of instances. */
export async function startNginx(
  lab: Lab,
  instances: readonly Instance[],
  { location = [], http = [], server = () => '' }: NginxOptions = {},
): Promise<Nginx> {
  const port = await lab.port();
  const folder = lab.folder();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const config = [
    'daemon off;',
    'master_process off;',
    `pid ${join(folder, 'pid')};`,
    'events { worker_connections 64; }',
    'http {',
    '  access_log off;',
    ...temporary.map((name) => `  ${name}_temp_path ${join(folder, name)};`),
    ...http.map((line) => `  ${line}`),
    '  upstream orders {',
    ...instances.map((one) => `    server 127.0.0.1:${one.port} ${server(one)};`),
    '  }',
    '  server {',
    `    listen 127.0.0.1:${port};`,
    '    location = /ready { return 200 ready; }',
    '    location / {',
    '      proxy_pass http://orders;',
    ...location.map((line) => `      ${line}`),
    '    }',
    '  }',
    '}',
    '',
  ];
  const running = lab.start(lab.server.program, [
    '-p',
    folder,
    '-e',
    'stderr',
    '-c',
    lab.file('nginx.conf', config.join('\n')),
  ]);
  await lab.until('nginx answers', async () => ((await ask(port, '/ready')) === 'ready' ? true : undefined), {
    about: running,
  });
  return { running, ask: (path = '/', method) => ask(port, path, method) };
}
