import { append } from '../base/group.ts';
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
    const options = optionsOf(separated(words(text.slice(start, start + longestCommand))));
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

/** Undefined where a path cannot be known. */
function optionsOf(given: Iterable<string>): Options | undefined {
  const values = valuesOf(given);
  const of = (name: string): readonly string[] => values.get(name) ?? [];
  const [files, envFiles, directories] = [of('--file'), of('--env-file'), of('--project-directory')];
  if (![...files, ...envFiles, ...directories].every(isPlain)) return undefined;
  const directory = directories.at(-1);
  return { files, envFiles, profiles: of('--profile').filter(isPlain), ...(directory !== undefined && { directory }) };
}

/** The values of the options in front of the subcommand; none where an optional part or a variable stands among them. */
function valuesOf(given: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  let open: string | undefined;
  for (const each of given) {
    if (open !== undefined) append(values, open, each);
    else if (/^[[<{$]/.test(each)) return new Map();
    else if (!each.startsWith('-')) break;
    const name: string = shortNames[each] ?? each;
    open = open === undefined && !flags.has(name) ? name : undefined;
  }
  return values;
}

/** `--file=a.yml` as two words. */
function* separated(given: Iterable<string>): Generator<string> {
  for (const each of given) {
    const [, name, value] = /^(--[\w-]+)=(.*)$/.exec(each) ?? [];
    if (name === undefined || value === undefined) yield each;
    else yield* [name, value];
  }
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
