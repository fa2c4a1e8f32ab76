import type { Component, Knowledge } from './types.ts';

/**
 * One pattern of words of which every text that the recognisers could find something in holds at least one. A text that
 * it does not match names no component and need not be parsed. It says nothing the other way round.
 */
export function keywordPattern({ components }: Pick<Knowledge, 'components'>): RegExp {
  const words = new Set(
    components.flatMap((component) => [...fixedWords(component)]).map((word) => word.toLowerCase()),
  );
  const dotted = components.flatMap((component) => [...dottedNames(component)]).sort((a, b) => a.length - b.length);
  for (const segments of dotted) {
    if (!segments.some((segment) => isCovered(segment, words))) words.add(longest(segments));
  }
  return new RegExp(
    [...withoutLonger(words)]
      .sort()
      .map((word) => source(word))
      .join('|'),
    'i',
  );
}

/** Words of which the text must hold this very one. */
function* fixedWords(component: Component): Generator<string> {
  const { server, client } = component;
  const anchors = anchorsOf(component);
  for (const repository of [...server.images, ...server.imageNames]) yield telling(repository);
  for (const variable of server.env) yield variable.replace(/_?\*$/, '');
  yield* server.commands;
  yield* server.files;
  for (const { kind, when } of [...server.resources, ...client.resources])
    yield* tellingValues(when?.values, groupOf(kind), anchors);
  yield* client.words;
  for (const scheme of client.schemes) yield `${scheme}:`;
  for (const { values } of client.properties) yield* tellingValues(values, '', anchors);
  for (const { name, values } of client.env) yield* tellingValues(values, name, anchors);
}

/** The last segment of a repository; the whole where that is too short to tell anything apart: `pingcap/pd`. */
function telling(repository: string): string {
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  return last.length < 3 ? repository : last;
}

/** Names of which the text must hold every segment; one that holds the component's name stands for all. */
function* dottedNames(component: Component): Generator<readonly string[]> {
  const { server, client } = component;
  const anchors = anchorsOf(component);
  const others = client.properties.filter(({ values }) => tellingValues(values, '', anchors).includes(''));
  for (const name of [...server.properties, ...server.charts.map(({ key }) => key), ...others.map((one) => one.name)]) {
    const segments = name
      .toLowerCase()
      .split('.')
      .filter((segment) => !/^\*+$/.test(segment));
    const named = segments.find((segment) => anchors.some((anchor) => holdsAnchor(segment, anchor)));
    yield named === undefined ? segments : [named];
  }
}

function anchorsOf({ id, client }: Component): readonly string[] {
  return [id, ...client.words, ...client.schemes].map((word) => word.toLowerCase());
}

function holdsAnchor(text: string, anchor: string): boolean {
  return anchor.length < 3 ? text === anchor : text.includes(anchor);
}

function isCovered(segment: string, words: ReadonlySet<string>): boolean {
  return [...words].some((word) => word !== '' && segment.includes(word));
}

/** Words that stand in so many files that they tell nothing apart. */
const everyday = new Set([
  'address',
  'config',
  'connect',
  'enabled',
  'host',
  'hosts',
  'instance',
  'list',
  'master',
  'metadata',
  'server',
  'servers',
  'spring',
  'url',
]);

function longest(segments: readonly string[]): string {
  const telling = segments.filter((segment) => !everyday.has(segment));
  return (telling.length > 0 ? telling : segments).reduce(
    (best, segment) => (segment.length > best.length ? segment : best),
    '',
  );
}

/** Where only some values count and each names the component, the text must hold one of them; else the other word. */
function tellingValues(
  values: readonly string[] | undefined,
  otherwise: string,
  anchors: readonly string[],
): readonly string[] {
  const telling = values?.every((value) => anchors.some((anchor) => holdsAnchor(value.toLowerCase(), anchor))) ?? false;
  return values !== undefined && telling ? values.map((value) => value.replaceAll('*', '')) : [otherwise];
}

function groupOf(kind: string): string {
  return kind.slice(0, kind.indexOf('/'));
}

/** A word that holds another adds nothing. */
function withoutLonger(words: ReadonlySet<string>): Set<string> {
  const kept: string[] = [];
  for (const word of [...words].filter((one) => one !== '').sort((a, b) => a.length - b.length)) {
    if (!kept.some((shorter) => word.includes(shorter))) kept.push(word);
  }
  return new Set(kept);
}

/** Separators may be written in any way Spring accepts: `file-extension`, `fileExtension`, `FILE_EXTENSION`. */
function source(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[-_]/g, '[-_]?');
}
