import { decoded } from '../base/uri.ts';
import type { Setting } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Overridden, Sourced } from '../model/declaration.ts';
import type { Named } from './activity.ts';
import type { Lookup } from './lookup.ts';
import type { Spelt } from './settings.ts';
import { subAnchor } from '../model/sub-anchor.ts';
import { speakerOf, urlSchemeOf } from './url-scheme.ts';

/**
 * Settings that connection URLs spell beside their addresses: options (`?w=1&journal=false`), the path by the name `/`, and the
 * word of a driver before the addresses (`jdbc:mysql:replication://`) by the name `jdbc:mysql:*`.
 */
export function urlSpellings(named: readonly Named[], lookup: Lookup): Spelt[] {
  return named.flatMap((item) => {
    const component = componentOf(item, lookup);
    const table = component === undefined ? undefined : lookup.settings.url.get(component);
    return table === undefined ? [] : speltIn(item, table);
  });
}

function componentOf({ value, pattern, raw }: Sourced, lookup: Lookup): string | undefined {
  const text = value ?? pattern ?? raw;
  const scheme = text.includes('://') ? urlSchemeOf(text.trimStart())?.scheme : undefined;
  return scheme === undefined ? undefined : speakerOf(scheme, lookup.schemes);
}

function speltIn(item: Sourced, table: ReadonlyMap<string, readonly Setting[]>): Spelt[] {
  return optionsOf(item).flatMap((option): Spelt[] => {
    const settings = table.get(option.name.toLowerCase())?.filter((setting) => mayHold(setting, option));
    if (settings === undefined || settings.length === 0) return [];
    const overrides = weaker(option.name, item.overrides);
    const { value, raw, at, via, key } = option;
    return [
      {
        settings,
        spelling: option.name,
        value: { value, raw, at, ...(via && { via }), ...(overrides && { overrides }) },
        ...(key && { key }),
      },
    ];
  });
}

/** A path is a number where the setting is one: `redis://redis:6379/1`, and not the name that some drivers put there. */
function mayHold({ type }: Setting, { name, value }: Option): boolean {
  return name !== '/' || type !== 'integer' || /^\d+$/.test(value ?? '');
}

/** What the URLs that stand below say of the same option. */
function weaker(name: string, below: Overridden | undefined): Overridden | undefined {
  if (below === undefined) return undefined;
  const found = optionsOf(below).find((option) => option.name.toLowerCase() === name.toLowerCase());
  const overrides = weaker(name, below.overrides);
  if (found === undefined) return overrides;
  const { value, raw, at } = found;
  return { value, raw, at, name, ...(overrides && { overrides }) };
}

/** One option with its exact place in the file. */
interface Option extends Sourced {
  readonly name: string;
  /** The place of its name; absent where it has none. */
  readonly key?: Anchor;
}

/** Options whose place is known exactly: replacing more than an option would replace the URL. */
function optionsOf(item: Sourced): Option[] {
  const written = writtenIn(item);
  if (written === undefined) return [];
  const resolved = new Map(piecesOf(item.value ?? item.pattern ?? '').map((piece) => [piece.name, piece.text]));
  return piecesOf(written.raw).flatMap(({ name, text, start, nameStart }): Option[] => {
    const at = subAnchor(written, start, text.length);
    if (at === written.at) return [];
    const isFilled = text.includes('${');
    const value = isFilled ? resolved.get(name) : text;
    return [
      {
        name,
        raw: text,
        value: value === undefined || value.includes('${') || value.includes('{{') ? undefined : decoded(value),
        at,
        ...(nameStart !== undefined && { key: subAnchor(written, nameStart, name.length) }),
        ...(isFilled && item.via && { via: item.via }),
      },
    ];
  });
}

/** The text in which a URL is written, letter by letter: where the value is, or where what fills it in whole is. */
function writtenIn({ value, pattern, raw, at, via = [] }: Sourced): Sourced | undefined {
  if (urlSchemeOf(raw.trimStart()) !== undefined) return { value: raw, raw, at };
  const text = value ?? pattern;
  const origin = via.find((each) => each.value === text);
  if (text !== undefined && origin !== undefined) return { value: text, raw: text, at: origin.at };
  // The default of a placeholder that is the whole value.
  const start = text === undefined ? -1 : raw.indexOf(text);
  const place = start > 0 && text !== undefined ? subAnchor({ value: raw, raw, at }, start, text.length) : at;
  return place === at || text === undefined ? undefined : { value: text, raw: text, at: place };
}

interface Piece {
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly nameStart?: number;
}

function piecesOf(text: string): Piece[] {
  const lead = text.length - text.trimStart().length;
  const scheme = urlSchemeOf(text.slice(lead));
  if (scheme === undefined) return [];
  const begin = lead + scheme.end;
  // Of several URLs in a list the first one.
  const next = /[\s"']|,[a-z][\w+.:-]*:\/\//i.exec(text.slice(begin));
  const end = next === null ? text.length : begin + next.index;
  const query = queryStart(text, begin, end);
  return [
    ...driverWord(text.slice(lead, begin), lead),
    ...pathOf(text, begin, query),
    ...queryOf(text, query + 1, end),
  ];
}

/** `replication` of `jdbc:mysql:replication://`. */
function driverWord(head: string, lead: number): Piece[] {
  const match = /^((?:jdbc:)(?:mysql|mariadb):)([a-z][\w-]*):\/\/$/.exec(head);
  const [, before = '', word = ''] = match ?? [];
  return match === null ? [] : [{ name: `${before}*`, text: word, start: lead + before.length }];
}

/** The first `?` outside of placeholders; the end where there is none. */
function queryStart(text: string, begin: number, end: number): number {
  let depth = 0;
  for (let index = begin; index < end; index++) {
    const char = text[index];
    if (char === '{') depth++;
    else if (char === '}') depth = Math.max(0, depth - 1);
    else if (char === '?' && depth === 0) return index;
  }
  return end;
}

function pathOf(text: string, begin: number, end: number): Piece[] {
  const slash = text.indexOf('/', begin);
  return slash < 0 || slash + 1 >= end ? [] : [{ name: '/', text: text.slice(slash + 1, end), start: slash + 1 }];
}

function queryOf(text: string, begin: number, end: number): Piece[] {
  return Array.from(
    text.slice(begin, Math.max(begin, end)).matchAll(/([\w.-]+)=((?:\$\{[^}]*\}|[^&#])*)/g),
    (match) => {
      const [, name = '', value = ''] = match;
      const nameStart = begin + match.index;
      return { name, text: value, nameStart, start: nameStart + name.length + 1 };
    },
  );
}
