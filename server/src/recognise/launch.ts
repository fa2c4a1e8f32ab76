import type { Workload } from '../model/declaration.ts';
import type { Config } from './config.ts';
import type { ImageVerdict } from './image-verdict.ts';

/** Start scripts that images have of their own. */
export function isRunner(program: string): boolean {
  return /^(?:run|start|entrypoint|docker-entrypoint|launch)(?:\.sh)?$/.test(program);
}

const configurationFile = /^\/[\w./-]+\.(?:conf|cnf|cfg|properties|ini)$/;

/** A script writes or chooses the configuration, or the command names a file that is in the image or on a volume. */
export function isSetUpUnseen({ mounts }: Workload, { command }: Config, startsServer: boolean): boolean {
  const { programs, words } = command;
  const isKnown = startsServer || programs.some(isRunner);
  if (!isKnown && programs.some((name) => name.endsWith('.sh'))) return true;
  const paths = words.map(({ value, pattern }) => (value ?? pattern ?? '').replace(/^--?[\w-]+=/, ''));
  const isBrought = (path: string): boolean =>
    mounts.some(
      ({ target, kind }) =>
        (kind === 'bind' || kind === 'config' || kind === 'secret') &&
        `${path}/`.startsWith(`${target.replace(/\/+$/, '')}/`),
    );
  return paths.some((path) => configurationFile.test(path) && !isBrought(path));
}

/** Images whose server reads no configuration file unless it is named. Source for Redis: https://redis.io/learn/create/docker */
const readsWhatIsNamed: ReadonlySet<string> = new Set(['redis', 'library/redis', 'valkey/valkey', 'coreos/etcd']);

/** Images whose server is configured by arguments and a file only. Source: https://hub.docker.com/_/redis */
const readsNoVariables: ReadonlySet<string> = new Set(['redis', 'valkey/valkey']);

/** Whether a file that nobody names is not read. */
export function looksForNoFile(workload: Workload, image: ImageVerdict): boolean {
  return isPlain(workload, image, readsWhatIsNamed);
}

/** Whether no environment variable reaches the server. */
export function handsOnNoVariables(workload: Workload, image: ImageVerdict): boolean {
  return isPlain(workload, image, readsNoVariables) && isOfHub(image);
}

/** Whether an image is one of these and the user's own words start it as it is: a script may name a file or take a variable. */
function isPlain({ words }: Workload, image: ImageVerdict, repositories: ReadonlySet<string>): boolean {
  return (
    image.kind === 'server' &&
    repositories.has(image.reference.repository) &&
    !words.some(({ value, raw }) => /\.sh\b|\$|\*/.test(value ?? raw))
  );
}

/** Under another registry the same name may be another image. */
function isOfHub(image: ImageVerdict): boolean {
  if (image.kind !== 'server') return false;
  const { registry } = image.reference;
  return registry === undefined || registry === 'docker.io';
}
