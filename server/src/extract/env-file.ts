import { span, type Span } from '../base/span.ts';

/** One variable of an env file, with offsets into its text. Variables in the value are not filled in. */
export interface EnvEntry {
  readonly name: string;
  /** With escapes resolved, a dollar that stands for itself as `$$`; undefined for a name alone. */
  readonly value: string | undefined;
  /** As written, without the quotes around it. */
  readonly raw: string;
  readonly quote?: '"' | "'";
  readonly key: Span;
  readonly valueSpan: Span;
}

/**
 * Entries of an env file: `NAME=value`, `NAME: value`, `export`, quotes with escapes, values of several lines, and ` # comments`.
 * A quote that is not closed, as while a file is being written, stands outside its value.
 * Sources: https://github.com/compose-spec/compose-spec/blob/main/05-services.md (Env_file format),
 * https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/ (.env file syntax)
 */
export function envEntries(text: string): EnvEntry[] {
  const entries: EnvEntry[] = [];
  for (let at = 0; at < text.length;) {
    const entry = entryAt(text, at);
    if (entry !== undefined) entries.push(entry);
    at = lineEnd(text, Math.max(at, entry?.valueSpan.end ?? at)) + 1;
  }
  return entries;
}

/** As `format: raw` takes it: what stands behind the first `=` of a line, to its end. */
export function rawEnvEntries(text: string): EnvEntry[] {
  return [...text.matchAll(/^[ \t]*([^\s#=][^\s=]*)(?:(=)(.*?))?\r?$/gm)].map((match) => {
    const [, name = '', equals, value = ''] = match;
    const start = match.index + match[0].indexOf(name);
    const from = start + name.length + (equals === undefined ? 0 : 1);
    const known = equals === undefined ? undefined : value;
    return {
      name,
      value: known,
      raw: value,
      key: span(start, start + name.length),
      valueSpan: span(from, from + value.length),
    };
  });
}

const key = /[ \t]*(?:export[ \t]+)?([\w.[\]-]+)[ \t]*(?:([=:])[ \t]*|(?=\r?\n|\r?$))/y;

function entryAt(text: string, at: number): EnvEntry | undefined {
  key.lastIndex = at;
  const match = key.exec(text);
  if (match === null) return undefined;
  const [written, name = '', separator] = match;
  const start = at + written.indexOf(name, /^[ \t]*export[ \t]+/.exec(written)?.[0].length ?? 0);
  const named = { name, key: span(start, start + name.length) };
  const from = at + written.length;
  if (separator === undefined) return { ...named, value: undefined, raw: '', valueSpan: span(from, from) };
  return { ...named, ...(quotedAt(text, from) ?? unquotedAt(text, from)) };
}

type Value = Pick<EnvEntry, 'value' | 'raw' | 'quote' | 'valueSpan'>;

function quotedAt(text: string, from: number): Value | undefined {
  const quote = text[from];
  if (quote !== '"' && quote !== "'") return undefined;
  const end = closingQuote(text, from, quote);
  if (end === undefined) return undefined;
  const raw = text.slice(from + 1, end);
  const value = quote === '"' ? unescaped(raw) : raw.replaceAll("\\'", "'");
  return { value, raw, quote, valueSpan: span(from + 1, end) };
}

/** Another variable between the quotes means that the first one was not closed. */
function closingQuote(text: string, from: number, quote: string): number | undefined {
  let end = from;
  do end = text.indexOf(quote, end + 1);
  while (end > 0 && text[end - 1] === '\\' && text[end - 2] !== '\\');
  if (end < 0) return undefined;
  const inner = text.slice(from + 1, end);
  return inner.includes('\n') && /\n[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*=/.test(inner) ? undefined : end;
}

function unquotedAt(text: string, from: number): Value {
  const quote = text[from] === '"' || text[from] === "'" ? 1 : 0;
  const line = text.slice(from + quote, lineEnd(text, from));
  // Behind the separator a comment needs no further blank.
  const comment = line.startsWith('#') && /[ \t]/.test(text[from - 1] ?? '') ? 0 : line.indexOf(' #');
  const raw = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  return { value: raw, raw, valueSpan: span(from + quote, from + quote + raw.length) };
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  $: '$$',
};

/** Of double quotes. What has no meaning stays as it is written. */
function unescaped(raw: string): string {
  return raw.replace(
    /\\(?:([abfnrtv$"\\])|0([0-7]{1,3}))/g,
    (_, letter: string | undefined, octal: string | undefined) =>
      letter === undefined ? String.fromCharCode(Number.parseInt(octal ?? '0', 8)) : (escapes[letter] ?? letter),
  );
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
