import type { Declaration, Workload } from '../model/declaration.ts';
import type { EmbeddedText } from '../yaml/embedded.ts';
import { embeddedFile } from './embedded-file.ts';
import type { ExtractOptions, Source } from './extraction.ts';
import { child, type Field } from './field.ts';
import { closingBrace, interpolate } from './interpolate.ts';
import { nativeFileOf } from './native-file.ts';

/**
 * The files of components that are written in a project itself: `content` of its `configs`, under the names they are mounted as,
 * with the project's variables filled in.
 * Sources: https://docs.docker.com/reference/compose-file/configs/, https://docs.docker.com/reference/compose-file/interpolation/
 */
export function writtenConfigs(
  configs: Iterable<Field>,
  workloads: readonly Workload[],
  scope: string,
  options: ExtractOptions,
): Declaration[] {
  return [...configs].flatMap((config) => {
    const content = child(config, 'content');
    const name = config.key?.value ?? '';
    if (content === undefined) return [];
    const mounts = workloads.flatMap((workload) => workload.mounts.filter(({ source }) => source === name));
    const names = mounts.map(({ target }) => target.slice(target.lastIndexOf('/') + 1));
    const key = names.find((each) => nativeFileOf(each) !== undefined) ?? names[0] ?? name;
    const fill = (text: EmbeddedText): EmbeddedText => filledIn(text, content.source);
    return embeddedFile(content, { name, scope, key, fill }, options)?.declarations ?? [];
  });
}

/** A part of a text, with the part that it stands for. */
interface Piece {
  readonly text: string;
  readonly from: number;
  readonly length: number;
}

/** `$$`, or what a variable can look like; the names of Spring's own placeholders have dots. */
const start = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?=[}:?+-]))/g;

/** What stays unknown is `${NAME}`, whatever its clause says. */
function filledIn(embedded: EmbeddedText, { variables }: Source): EmbeddedText {
  const { text } = embedded;
  if (!text.includes('$')) return embedded;
  const pieces: Piece[] = [];
  let at = 0;
  const add = (replacement: string, from: number, to: number): void => {
    if (from > at) pieces.push({ text: text.slice(at, from), from: at, length: from - at });
    pieces.push({ text: replacement, from, length: to - from });
    at = to;
  };
  for (const match of text.matchAll(start)) {
    const [written, plain, braced] = match;
    if (match.index < at) continue;
    const end = braced === undefined ? match.index + written.length : closingBrace(text, match.index + 1) + 1;
    if (end <= match.index) break;
    const name = plain ?? braced;
    const value = name === undefined ? '$' : interpolate(text.slice(match.index, end), { variables }).value;
    add(value ?? `\${${name}}`, match.index, end);
  }
  add('', text.length, text.length);
  return { text: pieces.map((piece) => piece.text).join(''), toSource: placesOf(pieces, embedded) };
}

/** The beginning and the end of a value that was filled in are those of its variable. */
function placesOf(pieces: readonly Piece[], { toSource }: EmbeddedText): EmbeddedText['toSource'] {
  return (offset) => {
    let rest = offset;
    for (const { text, from, length } of pieces) {
      if (rest < text.length) {
        const isLast = rest === text.length - 1 && rest > 0;
        return toSource(text.length === length ? from + rest : isLast ? from + length - 1 : from);
      }
      rest -= text.length;
    }
    const last = pieces.at(-1);
    return toSource(last === undefined ? offset : last.from + last.length);
  };
}
