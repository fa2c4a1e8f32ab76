import type { Component, Knowledge } from './types.ts';

/**
 * One pattern of words of which every text that the recognisers could find something in holds at least one. A text that
 * it does not match names no component and need not be parsed. It says nothing the other way round.
 */
export function keywordPattern({ components }: Pick<Knowledge, 'components'>): RegExp {
  const words = new Set(components.flatMap((component) => [...wordsOf(component)]).map((word) => word.toLowerCase()));
  return new RegExp(
    [...withoutLonger(words)]
      .sort()
      .map((word) => source(word))
      .join('|'),
    'i',
  );
}

function* wordsOf({ id, server, client }: Component): Generator<string> {
  const anchors = [id, ...client.words, ...client.schemes].map((word) => word.toLowerCase()).filter((word) => word.length >= 3);
  for (const repository of [...server.images, ...server.imageNames]) yield repository.slice(repository.lastIndexOf('/') + 1);
  for (const variable of server.env) yield variable.replace(/_?\*$/, '');
  yield* server.commands;
  yield* server.files;
  for (const prefix of server.properties) yield tellingSegment(prefix, anchors);
  for (const { key } of server.charts) yield tellingSegment(key, anchors);
  for (const { kind, when } of [...server.resources, ...client.resources]) yield* tellingValues(when?.values, groupOf(kind), anchors);
  yield* client.words;
  for (const scheme of client.schemes) yield `${scheme}:`;
  for (const { name, values } of client.properties) yield* tellingValues(values, tellingSegment(name, anchors), anchors);
  for (const { name, values } of client.env) yield* tellingValues(values, name, anchors);
}

/** The segment of a dotted name that says most: one that holds the component's name, else the longest. */
function tellingSegment(name: string, anchors: readonly string[]): string {
  const segments = name.split('.').filter((segment) => !/^\*+$/.test(segment));
  const named = segments.find((segment) => anchors.some((anchor) => segment.toLowerCase().includes(anchor)));
  return named ?? segments.reduce((longest, segment) => (segment.length > longest.length ? segment : longest), '');
}

/** Where only some values count and each names the component, the text must hold one of them; else the other word. */
function tellingValues(values: readonly string[] | undefined, otherwise: string, anchors: readonly string[]): readonly string[] {
  const telling = values?.every((value) => anchors.some((anchor) => value.toLowerCase().includes(anchor))) ?? false;
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
