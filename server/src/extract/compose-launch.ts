import type { Anchor } from '../model/anchor.ts';
import type { ComposeLaunch } from '../model/view.ts';
import type { Source } from './extraction.ts';

/**
 * Which compose files the commands of a text start together: `docker compose -f base.yml -f prod.yml up`, also in comments, and
 * `COMPOSE_FILE=base.yml:prod.yml`. A command with a variable or an optional part among its files says nothing that is known.
 * Source: https://docs.docker.com/reference/cli/docker/compose/
 */
export function composeLaunchesIn(source: Source): readonly ComposeLaunch[] {
  const { text } = source;
  if (!text.includes('compose') && !text.includes('COMPOSE_FILE')) return [];
  return [...commandsIn(source), ...variablesIn(source)];
}

/** Podman and nerdctl take the same options. */
const command = /\b(?:docker|podman|nerdctl)(?:-compose|[ \t]+compose)(?:\.exe)?(?=[ \t\\])/g;
const longestCommand = 2_000;

function commandsIn(source: Source): ComposeLaunch[] {
  // Within a JSON text quotes are escaped.
  const text = source.path.endsWith('.json') ? source.text.replaceAll('\\"', ' "') : source.text;
  return [...text.matchAll(command)].flatMap((match) => {
    const start = match.index + match[0].length;
    const options = optionsOf(words(text.slice(start, start + longestCommand)));
    if (options === undefined || !isTelling(options)) return [];
    const from = folderBefore(text, match.index);
    return [{ ...options, ...(from !== undefined && { from }), at: anchorAt(source, match.index, match[0].length) }];
  });
}

type Options = Omit<ComposeLaunch, 'at' | 'from'>;

/** One file alone is what its name says already, unless its variables come from elsewhere. */
function isTelling({ files, envFiles }: Options): boolean {
  return files.length > 1 || (files.length === 1 && envFiles.length > 0);
}

/** A line that goes on below, also in a comment, is one. */
const continued = /[ \t]*\\\r?\n[ \t]*(?:#|REM|::)?[ \t]*/y;
const word = /[ \t]*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s"'`;|&)\\]+))/y;

function* words(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    continued.lastIndex = at;
    if (continued.test(text)) at = continued.lastIndex;
    word.lastIndex = at;
    const match = word.exec(text);
    if (match === null) return;
    yield match[1] ?? match[2] ?? match[3] ?? '';
    at = word.lastIndex;
  }
}

const shortNames: Readonly<Record<string, string>> = { '-f': '--file', '-p': '--project-name' };
/** Options in front of the subcommand that stand alone. */
const flags: ReadonlySet<string> = new Set([
  '--compatibility',
  '--dry-run',
  '--all-resources',
  '--verbose',
  '--no-ansi',
]);

/** Undefined where a part of it cannot be known. */
function optionsOf(given: Iterable<string>): Options | undefined {
  const values: Record<string, string[]> = {
    '--file': [],
    '--env-file': [],
    '--profile': [],
    '--project-directory': [],
  };
  let open: string | undefined;
  for (const each of given) {
    if (open !== undefined) {
      values[open]?.push(each);
      open = undefined;
      continue;
    }
    if (/^[[<{]/.test(each)) return undefined;
    if (!each.startsWith('-')) {
      if (each.startsWith('$')) return undefined;
      break;
    }
    const equals = each.indexOf('=');
    const name = equals < 0 ? each : each.slice(0, equals);
    const option = shortNames[name] ?? name;
    if (equals >= 0) values[option]?.push(each.slice(equals + 1));
    else if (!flags.has(option)) open = option;
  }
  const [files = [], envFiles = [], profiles = [], directories = []] = Object.values(values);
  const directory = directories.at(-1);
  const paths = [...files, ...envFiles, ...(directory === undefined ? [] : [directory])];
  if (paths.some((path) => !isPlain(path))) return undefined;
  return { files, envFiles, profiles: profiles.filter(isPlain), ...(directory !== undefined && { directory }) };
}

/** Without variables, patterns, placeholders and the standard input. */
function isPlain(path: string): boolean {
  return path !== '' && path !== '-' && !/[$*?<>{}()[\]%]/.test(path);
}

/** The folder of the last `cd` before a command in its line. */
function folderBefore(text: string, at: number): string | undefined {
  const line = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - longestCommand), at);
  const folder = /.*\bcd[ \t]+["']?([^\s"'&;|]+)["']?[ \t]*(?:&&|;)/.exec(line)?.[1];
  return folder !== undefined && isPlain(folder) ? folder : undefined;
}

/** As the shell, Make, Taskfile and workflow files set it; in a `.env` it is read where variables are. */
const variable = /(?:^|[\s;"'])(COMPOSE_FILE)[ \t]*(?:[:?]?=|:[ \t])[ \t]*["']?([^\s"'#;&|`]+(?:;[^\s"'#;&|`]+)*)/gm;
const separator = /\bCOMPOSE_PATH_SEPARATOR[ \t]*(?:[:?]?=|:[ \t])[ \t]*["']?([^\s"'])/;

function variablesIn(source: Source): ComposeLaunch[] {
  const { text } = source;
  if (!text.includes('COMPOSE_FILE') || /(?:^|\/)[^/]*\.env[^/]*$/.test(source.path)) return [];
  const between = separator.exec(text)?.[1];
  return [...text.matchAll(variable)].flatMap((match) => {
    const [, name = '', list = ''] = match;
    const files = list.split(between ?? (list.includes(';') ? ';' : ':'));
    if (files.length < 2 || !files.every(isPlain)) return [];
    const at = anchorAt(source, match.index + match[0].indexOf(name), name.length);
    return [{ files, envFiles: [], profiles: [], at }];
  });
}

function anchorAt({ uri }: Source, start: number, length: number): Anchor {
  return { uri, path: [], part: 'value', value: { start, end: start + length } };
}
