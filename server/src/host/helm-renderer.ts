import { execFile, type ExecFileException } from 'node:child_process';
import { devNull, tmpdir } from 'node:os';
import { isAbsolute } from 'node:path';
import { filePath } from '../base/uri.ts';
import type { ChartRenderer } from '../project/host.ts';

type Request = Parameters<ChartRenderer['render']>[0];
type Answer = Awaited<ReturnType<ChartRenderer['render']>>;

export interface Limits {
  readonly milliseconds: number;
  /** Of what Helm prints. */
  readonly bytes: number;
}

const usual: Limits = { milliseconds: 20_000, bytes: 32 * 1024 * 1024 };

/**
 * Runs `helm template`, and nothing else: no shell, no plug-ins, no cluster, no update of dependencies. Values come on standard
 * input, so nothing is written to disk.
 * Source: https://helm.sh/docs/helm/helm_template/
 */
export class HelmRenderer implements ChartRenderer {
  readonly #path: string;
  readonly #limits: Limits;

  /** @param path of the program, or its name where it is found by the system's path */
  constructor(path: string, limits: Limits = usual) {
    this.#path = path === '' ? 'helm' : path;
    this.#limits = limits;
  }

  render(request: Request): Promise<Answer> {
    const unusable = { failure: 'unavailable' as const, detail: this.#path };
    // A path from somewhere could lead into the workspace.
    if (/[\\/]/.test(this.#path) && !isAbsolute(this.#path)) return Promise.resolve(unusable);
    if (!request.chart.startsWith('file:')) return Promise.resolve({ failure: 'refused', detail: request.chart });
    return new Promise((resolve) => {
      const child = execFile(
        this.#path,
        argumentsOf(request),
        {
          // Windows looks for programs in the working folder first, which must not be the workspace.
          cwd: tmpdir(),
          env: { ...process.env, HELM_NO_PLUGINS: '1', KUBECONFIG: devNull },
          maxBuffer: this.#limits.bytes,
          timeout: this.#limits.milliseconds,
          killSignal: 'SIGKILL',
          windowsHide: true,
        },
        (error, stdout, stderr) => resolve(error === null ? { text: stdout } : this.#failed(error, stderr)),
      );
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(request.values);
    });
  }

  #failed(error: ExecFileException, stderr: string): Answer {
    // Text for programs that could not be started, a number for those that ended.
    const code: unknown = error.code;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOEXEC')
      return { failure: 'unavailable', detail: this.#path };
    if (error.killed === true || code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
      return { failure: 'too-long', detail: `${this.#limits.milliseconds / 1000}` };
    return { failure: 'refused', detail: firstLine(stderr) };
  }
}

function argumentsOf({ chart, values, name, namespace }: Request): readonly string[] {
  const release = name !== undefined && /^[a-z0-9](?:[-.a-z0-9]{0,51}[a-z0-9])?$/.test(name) ? name : 'release-name';
  const where =
    namespace !== undefined && /^[a-z0-9][-a-z0-9]{0,62}$/.test(namespace) ? ['--namespace', namespace] : [];
  return ['template', release, filePath(chart), ...where, ...(values === '' ? [] : ['--values', '-'])];
}

function firstLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('WARNING'));
  return (lines[0] ?? '').replace(/^Error: /, '').slice(0, 300);
}
