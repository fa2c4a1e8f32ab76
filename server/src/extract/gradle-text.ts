import { span, type Span } from '../base/span.ts';

/** A text of a script, with variables as `${name}`. */
export interface ScriptText {
  readonly text: string;
  /** Where its characters stand, relative to what it was read from; without quotes. */
  readonly span: Span;
}

const string = /(["'])((?:\\.|\$\{[^}]*\}|(?!\1)[^\\\n])*)\1/g;

/** The strings of a statement, in order. What follows one by `+` and a name belongs to it. */
export function stringsIn(statement: string): ScriptText[] {
  return Array.from(statement.matchAll(string), (match) => {
    const [whole, quote = '', body = ''] = match;
    const start = match.index + 1;
    const added = /^\s*\+\s*([\w.]+)/.exec(statement.slice(match.index + whole.length))?.[1];
    const text = quote === '"' ? withNames(body) : body;
    return {
      text: added === undefined ? text : `${text}\${${variableName(added)}}`,
      span: span(start, start + body.length),
    };
  });
}

/** `$kafkaVersion`, `${kafkaVersion}`, `${property("kafka.version")}` are all the variable of that name. */
function withNames(text: string): string {
  return text.replace(
    /\$\{([^}]*)\}|\$([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/g,
    (_, braced: string | undefined, plain: string | undefined) => `\${${variableName(braced ?? plain ?? '')}}`,
  );
}

/** The name a script's expression reads: `rootProject.ext.kafkaVersion`, `extra["kafka.version"]`, `libs.versions.kafka.get()`. */
export function variableName(expression: string): string {
  const bare = expression
    .trim()
    .replace(/\s+as\s+\w+\??$|!!$|\.toString\(\)$|\.get\(\)$/g, '')
    .replace(/^(?:(?:rootProject|project|parent)\.)+/, '');
  const quoted =
    /^(?:(?:ext|extra)(?:\[|\.get\()|(?:findP|p)roperty\(|providers\.gradleProperty\()\s*["']([^"']+)["']\s*[\])](?:\.get\(\))?$/.exec(
      bare,
    );
  return quoted?.[1] ?? bare.replace(/^(?:ext|extra)\./, '');
}

/** Whether an expression is nothing but a name. */
function isName(expression: string): boolean {
  return /^[A-Za-z_][\w.]*$/.test(variableName(expression));
}

/** What stands on the right of an assignment: a string, a name, or the entries of a map; undefined for what is computed. */
export function valueIn(expression: string): ScriptText | undefined {
  const trimmed = expression.trim();
  const from = expression.indexOf(trimmed);
  const [only] = stringsIn(trimmed);
  if (only !== undefined && /^(["']).*\1(?:\s*\+\s*[\w.]+)?$/s.test(trimmed)) {
    const simple = stringsIn(trimmed).length === 1;
    return simple ? { text: only.text, span: span(from + only.span.start, from + only.span.end) } : undefined;
  }
  return trimmed !== '' && isName(trimmed)
    ? { text: `\${${variableName(trimmed)}}`, span: span(from, from + trimmed.length) }
    : undefined;
}

/** Entries of a Groovy map (`[kafka: '3.6.0']`) or of Kotlin's `mapOf("kafka" to "3.6.0")`. */
export function entriesIn(expression: string): readonly { readonly name: string; readonly value: ScriptText }[] {
  if (!/^\s*(?:\[|mapOf\s*\(|mutableMapOf\s*\()/.test(expression)) return [];
  const entry = /(?:["']([\w.-]+)["']|([\w-]+))\s*(?::|\bto\b)\s*(["'](?:\\.|[^"'\\\n])*["']|[A-Za-z_][\w.]*)/g;
  return [...expression.matchAll(entry)].flatMap((match) => {
    const [whole, quoted, plain, value = ''] = match;
    const found = valueIn(value);
    const offset = match.index + whole.length - value.length;
    const name = quoted ?? plain;
    if (found === undefined || name === undefined) return [];
    return [{ name, value: { text: found.text, span: span(offset + found.span.start, offset + found.span.end) } }];
  });
}
