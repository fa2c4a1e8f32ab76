import { span, type Span } from '../base/span.ts';

/** One setting of a text file, with offsets into that text. */
export interface KeyValue {
  readonly name: string;
  /** Without quotes. */
  readonly value: string;
  readonly key: Span;
  readonly valueSpan: Span;
}

export interface Line {
  readonly text: string;
  readonly start: number;
}

export function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\r\n]+/g)].map((match) => ({ text: match[0], start: match.index }));
}

/**
 * `directive value…` lines as redis.conf and haproxy.cfg have them. A directive that is written under a common word
 * (`sentinel monitor …`, `option httpchk …`, `timeout server …`) is named with both words.
 */
export function directiveLines(text: string): KeyValue[] {
  return linesOf(text).flatMap((line) => {
    const match = /^(\s*)((?:(?:sentinel|option|timeout)\s+(?=[A-Za-z]))?[A-Za-z][\w-]*)(?:(\s+)(.*))?$/.exec(
      line.text,
    );
    if (match === null) return [];
    const [, lead = '', name = '', gap = '', rest = ''] = match;
    const start = line.start + lead.length;
    return [pair(name.replace(/\s+/g, ' '), start, rest, start + name.length + gap.length, undefined)];
  });
}

/** `name value…;` statements and `name value… {` blocks as nginx.conf has them, one a line. The blocks around one are not part of its name. */
export function statementLines(text: string): KeyValue[] {
  return linesOf(text).flatMap((line) => {
    const match = /^(\s*)([a-z][a-z0-9_]*)(?:(\s+)([^;{}]*))?[;{]/.exec(line.text);
    if (match === null) return [];
    const [, lead = '', name = '', gap = '', rest = ''] = match;
    const start = line.start + lead.length;
    return [pair(name, start, rest, start + name.length + gap.length, undefined)];
  });
}

/** `key = value` lines with `[section]` headers, as my.cnf has them. The section is not part of the name; names without a value are switches. */
export function iniLines(text: string): KeyValue[] {
  return linesOf(text).flatMap((line) => {
    const match = /^(\s*)([A-Za-z][\w.-]*)(?:(\s*=\s*)(.*))?$/.exec(line.text);
    if (match === null) return [];
    const [, lead = '', name = '', equals = '', rest = ''] = match;
    const start = line.start + lead.length;
    return [pair(name, start, rest, start + name.length + equals.length, /\s#/)];
  });
}

/**
 * `key = value` lines under `[section]` headers, where a key may be several words (`osd pool default size = 3`). Blanks and
 * dashes between the words are underscores; the section is not part of the name. `;` and `#` begin comments.
 */
export function phraseLines(text: string): KeyValue[] {
  return linesOf(text).flatMap((line) => {
    const match = /^(\s*)([A-Za-z][\w-]*(?:[ \t]+[\w-]+)*)([ \t]*=[ \t]*)(.*)$/.exec(line.text);
    if (match === null) return [];
    const [, lead = '', phrase = '', equals = '', rest = ''] = match;
    const start = line.start + lead.length;
    const name = phrase.replace(/[ \t-]+/g, '_');
    return [pair(name, start, rest, start + phrase.length + equals.length, /\s[#;]/, phrase.length)];
  });
}

/** A bare list, one address a line, as the cluster.conf of Nacos. Named `[0]`, `[1]` … */
export function addressLines(text: string): KeyValue[] {
  const addresses = linesOf(text).flatMap((line) => {
    const match = /^(\s*)([^\s#][^\s]*)/.exec(line.text);
    const lead = match?.[1];
    return match?.[2] === undefined || lead === undefined
      ? []
      : [{ value: match[2], at: span(line.start + lead.length, line.start + match[0].length) }];
  });
  return addresses.map(({ value, at }, index) => ({ name: `[${index}]`, value, key: at, valueSpan: at }));
}

/** @param comment what begins a comment behind an unquoted value */
export function pair(
  name: string,
  keyStart: number,
  rest: string,
  restStart: number,
  comment: RegExp | undefined,
  keyLength = name.length,
): KeyValue {
  const written = rest.trimStart();
  const start = restStart + rest.length - written.length;
  const quote = written[0];
  const close = quote === '"' || quote === "'" ? written.indexOf(quote, 1) : -1;
  const key = span(keyStart, keyStart + keyLength);
  if (close > 0) return { name, value: written.slice(1, close), key, valueSpan: span(start + 1, start + close) };
  // A quote that is not closed yet stands outside the value.
  const opening = quote === '"' || quote === "'" ? 1 : 0;
  const cut = comment?.exec(rest);
  const value = (cut ? rest.slice(0, cut.index) : rest).trim().slice(opening);
  return { name, value, key, valueSpan: span(start + opening, start + opening + value.length) };
}
