import type { Property, ValuesFile } from '../model/declaration.ts';
import { embeddedFile } from './embedded-file.ts';
import { scalarIn, type Field } from './field.ts';
import type { NamedText } from './flatten.ts';
import { nativeFileOf } from './native-file.ts';

/** Keys of charts below which a component's own configuration file, or a part of it, is written as a text. */
const holders =
  /^(?:(?:common|extended|extra|override|master|replica)?configuration|(?:extra|custom|server|redis)?config|overrideconfiguration)$/i;

/** Words of the way to such a key, the nearest first, that say whose file it is. */
const owners: readonly { readonly word: RegExp; readonly file: string }[] = [
  { word: /sentinel/, file: 'sentinel.conf' },
  { word: /redis|keydb/, file: 'redis.conf' },
  { word: /valkey/, file: 'valkey.conf' },
  { word: /mysql|mariadb|percona/, file: 'my.cnf' },
  { word: /postgres/, file: 'postgresql.conf' },
  { word: /rabbitmq/, file: 'rabbitmq.conf' },
  { word: /kafka/, file: 'server.properties' },
  { word: /zookeeper/, file: 'zoo.cfg' },
  { word: /mongo/, file: 'mongod.conf' },
  { word: /haproxy/, file: 'haproxy.cfg' },
];

/** The configuration files of components that stand as texts among the values of a chart, each read in place. */
export function valuesFiles(texts: readonly NamedText[]): ValuesFile[] {
  return texts.flatMap(({ name, field }) => {
    const file = fileNameOf(name, field);
    const read = file === undefined ? undefined : embeddedFile(field, { name: '', scope: '', key: file }, {});
    if (read === undefined) return [];
    const isLoose = looseIn(field);
    return read.declarations.flatMap((each): ValuesFile[] =>
      each.kind !== 'properties' || each.dialect !== 'native'
        ? []
        : [{ path: name, fileName: each.fileName, properties: each.properties.flatMap((one) => known(one, isLoose)) }],
    );
  });
}

function fileNameOf(name: string, { source }: Field): string | undefined {
  const steps = name.split('.');
  const key = steps.at(-1) ?? '';
  // A file's own name has a dot: `redis.conf`.
  const own = `${steps.at(-2) ?? ''}.${key}`;
  if (nativeFileOf(own) !== undefined) return own;
  if (!holders.test(key)) return undefined;
  // In a component's own chart its folder says whose values these are.
  const way = [...source.path.split('/').slice(0, -1), ...steps.slice(0, -1)].reverse();
  for (const step of way) {
    const owner = owners.find(({ word }) => word.test(step.toLowerCase()));
    if (owner !== undefined) return owner.file;
  }
  return undefined;
}

/** What a template fills in is unknown, and what it may leave out says nothing. */
function known(property: Property, isLoose: (offset: number) => boolean): Property[] {
  if (isLoose(property.at.value?.start ?? 0)) return [];
  return property.raw.includes('{{') ? [{ ...property, value: undefined }] : [property];
}

const action = /\{\{-?\s*(if|range|with|define|block|end)\b[^{}]*\}\}/g;

/** Whether a place is between the actions of a template that the text holds. */
function looseIn(field: Field): (offset: number) => boolean {
  const span = scalarIn(field)?.span;
  const text = span === undefined ? '' : field.source.text.slice(span.start, span.end);
  if (span === undefined || !text.includes('{{')) return () => false;
  const ranges: { readonly start: number; readonly end: number }[] = [];
  let depth = 0;
  let start = 0;
  for (const match of text.matchAll(action)) {
    const isEnd = match[1] === 'end';
    if (!isEnd && depth === 0) start = span.start + match.index;
    depth = Math.max(0, depth + (isEnd ? -1 : 1));
    if (isEnd && depth === 0) ranges.push({ start, end: span.start + match.index });
  }
  if (depth > 0) ranges.push({ start, end: span.end });
  return (offset) => ranges.some((range) => offset >= range.start && offset < range.end);
}
