import { type CompletionItem, CompletionItemKind, MarkupKind, type Position } from 'vscode-languageserver-types';
import type { Localized } from '../base/language.ts';
import type { Span } from '../base/span.ts';
import type { Texts } from '../describe/texts.ts';
import type { Setting } from '../knowledge/types.ts';
import type { Mention } from '../model/part.ts';
import type { Project } from '../project/project.ts';
import { defaultFor } from '../review/fact-in-force.ts';
import { offsetAt, rangeOfSpan } from './range.ts';
import { clusterOf } from './target.ts';

/**
 * What is known of the values of the setting whose value stands at a position, each with its meaning. Nothing where the value
 * is no setting's, and nothing for a setting whose values are not known.
 */
export function completeValue(project: Project, uri: string, position: Position, texts: Texts): CompletionItem[] {
  const offset = offsetAt(project, uri, position);
  const text = project.file(uri)?.text;
  const part = project.part(uri);
  if (offset === undefined || text === undefined || part === undefined) return [];
  for (const mention of part.mentions) {
    const slot = slotOf(mention, offset, text);
    if (slot === undefined) continue;
    const owner = part.clients.find(({ id }) => id === mention.owner) ?? clusterOf(project, mention.owner);
    const setting = texts.catalog.setting(mention.setting);
    const range = rangeOfSpan(project, uri, slot.span);
    if (setting === undefined || range === undefined) return [];
    const usual = owner === undefined ? undefined : defaultFor(owner, setting);
    return choicesOf(setting).map((choice, index) => ({
      ...itemOf(choice, choice.value === usual, texts),
      sortText: String(index).padStart(3, '0'),
      textEdit: { range, newText: slot.written(choice.value) },
    }));
  }
  return [];
}

function itemOf({ value, meaning }: Choice, isDefault: boolean, texts: Texts): CompletionItem {
  return {
    label: value,
    kind: CompletionItemKind.EnumMember,
    filterText: value,
    ...(isDefault ? { detail: texts.phrase('card.default') } : {}),
    ...(meaning === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: texts.of(meaning) } }),
  };
}

/** Where a value is, and how one is written there. */
interface Slot {
  readonly span: Span;
  written(value: string): string;
}

/** The place of the value a mention speaks of, if the offset is in it. */
function slotOf({ at, states }: Mention, offset: number, text: string): Slot | undefined {
  const { key, value, sub, part, uri } = at;
  if (sub !== undefined) return states === undefined ? pieceSlot(sub, offset, text) : undefined;
  if (key === undefined || value === undefined) return undefined;
  if (part === 'key' || value.start < key.end) return emptyEntrySlot(key, offset, text);
  const old = text.slice(value.start, value.end);
  if (old.trim() === '') return emptySlot(key, offset, text, uri);
  // What spans lines or is filled in from outside is more than a value.
  if (offset < value.start || offset > value.end || /\n|\$\{|\{\{/.test(old)) return undefined;
  if (!/^["']/.test(old)) return { span: value, written: quoterFor(key, value.start, text, uri) };
  return quotedSlot(value, offset, old);
}

/** A piece of a value: an argument of a command, an option of a URL. */
function pieceSlot(span: Span, offset: number, text: string): Slot | undefined {
  const isWord = /^[\w.:-]*$/.test(text.slice(span.start, span.end));
  return isWord && offset >= span.start && offset <= span.end ? { span, written: (value) => value } : undefined;
}

/** Between the quotes, which stay. */
function quotedSlot({ start, end }: Span, offset: number, old: string): Slot | undefined {
  if (old.length < 2 || !old.endsWith(old.charAt(0)) || offset === start || offset === end) return undefined;
  return { span: { start: start + 1, end: end - 1 }, written: (value) => value };
}

/** `key:` and `KEY=` with nothing behind: the value goes where the cursor is. */
function emptySlot(key: Span, offset: number, text: string, uri: string): Slot | undefined {
  if (offset <= key.end) return undefined;
  const between = /^["']?[ \t]*([:=]?)[ \t]*$/.exec(text.slice(key.end, offset));
  if (between === null || !/^[ \t]*(?:[\r\n]|$|#)/.test(text.slice(offset))) return undefined;
  const written = quoterFor(key, offset, text, uri);
  const touches = between[1] === ':' && text.charAt(offset - 1) === ':';
  return { span: { start: offset, end: offset }, written: (one) => (touches ? ` ${written(one)}` : written(one)) };
}

/** `value:` with nothing behind, below a variable's name in a Kubernetes container. */
function emptyEntrySlot(name: Span, offset: number, text: string): Slot | undefined {
  const between = offset <= name.end ? '' : text.slice(name.end, offset);
  if (!/^["']?[ \t]*\r?\n[ \t]*value:[ \t]+$/.test(between) || !/^[ \t]*(?:[\r\n]|$)/.test(text.slice(offset)))
    return undefined;
  return { span: { start: offset, end: offset }, written: quoted };
}

/**
 * Variables are texts, so in a YAML mapping what YAML would take for a truth value or a number is quoted; elsewhere in YAML only
 * the words that YAML takes for truth values of another spelling.
 */
function quoterFor(key: Span, at: number, text: string, uri: string): (value: string) => string {
  const before = text.slice(key.end, at);
  if (!/\.ya?ml$/i.test(uri) || before.includes('=')) return (value) => value;
  const isVariable = /\n/.test(before) || /^[A-Z][A-Z0-9_]*$/.test(text.slice(key.start, key.end).replace(/["']/g, ''));
  return isVariable ? quoted : (value) => (/^(?:y|n|yes|no|on|off|null|~|)$/i.test(value) ? `"${value}"` : value);
}

function quoted(value: string): string {
  return /^(?:y|n|yes|no|on|off|true|false|null|~|[-+]?[\d.]+|)$/i.test(value) ? `"${value}"` : value;
}

interface Choice {
  readonly value: string;
  readonly meaning?: Localized;
}

const opposites: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  yes: 'no',
  no: 'yes',
  on: 'off',
  off: 'on',
};

/** The values the knowledge base explains, and of a truth value its opposite as well. */
function choicesOf({ type, values }: Setting): readonly Choice[] {
  if (type !== 'boolean') return values;
  const known = values.map(({ value }) => value);
  const others = known.flatMap((value) => opposites[value] ?? []).filter((value) => !known.includes(value));
  return known.length === 0
    ? [{ value: 'true' }, { value: 'false' }]
    : [...values, ...others.map((value) => ({ value }))];
}
