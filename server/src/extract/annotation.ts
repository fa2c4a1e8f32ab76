import { span, type Span } from '../base/span.ts';
import { LineIndex } from '../base/line-index.ts';
import type { Annotation } from '../model/part.ts';
import type { Comment } from '../yaml/tree.ts';

/**
 * The user's voice in a file:
 * `# archlens-disable-next-line kafka/acks-not-all, redis/x until=2027-01-31 -- reason`, likewise `-line` and `-file`, and
 * `# archlens: purpose=lock needs=strong-consistency,fencing environment=prod`.
 * @param find gives the comments of the text; asked only where the text holds the word at all
 */
export function annotationsIn(text: string, find: (text: string) => readonly Comment[]): Annotation[] {
  if (!text.includes('archlens')) return [];
  const comments = find(text);
  const lines = new LineIndex(text);
  const found: Annotation[] = [];
  for (const comment of comments) {
    const body = /^[#!/]+\s*/.exec(comment.text)?.[0].length ?? 0;
    const written = comment.text.slice(body);
    const at = { text: written, start: comment.span.start + body, span: comment.span };
    const directive = /^archlens-disable-(next-line|line|file)(?=\s|$)/.exec(written);
    if (directive !== null) {
      const scope = directive[1] === 'file' ? 'file' : directive[1] === 'line' ? 'line' : 'next-line';
      const { rules, reason, until } = suppressionIn(written, directive[0].length, at.start);
      const line =
        scope === 'file'
          ? undefined
          : scope === 'line'
            ? lines.position(at.start).line
            : lineBelow(text, lines, at.start);
      found.push({ kind: 'suppression', scope, rules, reason, until, span: comment.span, line });
    } else if (/^archlens:(?=\s|$)/.test(written)) {
      found.push(intentIn(written, comment.span, lineMeant(text, lines, comment.span)));
    }
  }
  return found;
}

/** `archlens.dev/disable: "rule-a, rule-b -- reason"` in the metadata of a Kubernetes object. */
export function objectSuppression(value: string, at: Span, covers: Span): Annotation {
  const { rules, reason, until } = suppressionIn(value, 0, at.start);
  return { kind: 'suppression', scope: 'object', rules, reason, until, span: at, line: undefined, covers };
}

interface Suppression {
  readonly rules: { readonly id: string; readonly span: Span }[];
  readonly reason: string | undefined;
  readonly until: string | undefined;
}

/** @param offset of `text` in the file */
function suppressionIn(text: string, from: number, offset: number): Suppression {
  const divider = /\s--(?=\s|$)/.exec(text);
  const end = divider?.index ?? text.length;
  const reason = divider === null ? undefined : text.slice(divider.index + divider[0].length).trim() || undefined;
  const rules: { id: string; span: Span }[] = [];
  let until: string | undefined;
  for (const match of text.slice(from, end).matchAll(/[^\s,]+/g)) {
    const word = match[0];
    const start = offset + from + match.index;
    if (word.startsWith('until=')) until = word.slice('until='.length);
    else rules.push({ id: word, span: span(start, start + word.length) });
  }
  return { rules, reason, until };
}

function intentIn(text: string, at: Span, line: number): Annotation {
  const values = new Map<string, string>();
  for (const match of text.matchAll(/([a-z-]+)=([^\s]+)/g)) {
    if (match[1] !== undefined && match[2] !== undefined) values.set(match[1], match[2]);
  }
  const needs = (values.get('needs') ?? '').split(',').filter((need) => need !== '');
  return {
    kind: 'intent',
    purpose: values.get('purpose'),
    needs,
    environment: values.get('environment'),
    span: at,
    line,
  };
}

/** A comment behind something speaks of its own line, a comment alone of the next one. */
function lineMeant(text: string, lines: LineIndex, at: Span): number {
  const { line, character } = lines.position(at.start);
  const before = text.slice(at.start - character, at.start);
  return before.trim() === '' ? lineBelow(text, lines, at.start) : line;
}

/** The next line that is not itself a comment, so that several comments can stand above one line. */
function lineBelow(text: string, lines: LineIndex, offset: number): number {
  const own = lines.position(offset).line;
  for (let line = own + 1; line < lines.lines; line++) {
    const content = text.slice(lines.start(line), lines.start(line + 1)).trim();
    if (!/^[#!]/.test(content)) return line;
  }
  return own + 1;
}
