import { SaxesParser } from 'saxes';
import { span, type Span } from '../base/span.ts';
import type { Slip } from './slip.ts';

/** An attribute of an element; the span is that of its value, without the quotes. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly valueSpan: Span;
}

/** An element of an XML document. Spans are offsets in the file. */
export interface Element {
  /** As written, with the prefix of its namespace. */
  readonly name: string;
  readonly attributes: readonly Attribute[];
  /** The name in the start tag. */
  readonly nameSpan: Span;
  /** From the start tag to the end tag; to the end of the file where there is none. */
  readonly span: Span;
  readonly children: readonly Element[];
  /** The text directly in it, without white space around it. */
  readonly text: string;
  /** That text as it is written; empty, behind the start tag, where there is none. */
  readonly textSpan: Span;
}

export interface XmlFile {
  /** Undefined where there is no element at all. */
  readonly root: Element | undefined;
  /** The first one only: what follows a slip in XML is mostly its consequence. */
  readonly problems: readonly Slip[];
}

interface Open {
  readonly name: string;
  readonly attributes: Attribute[];
  readonly nameSpan: Span;
  readonly start: number;
  readonly children: Element[];
  text: string;
  contentStart: number;
}

/** Reads an XML document. Never throws: an unclosed element ends with the file. Entities of a document type are not expanded. */
export function parseXml(text: string): XmlFile {
  const parser = new SaxesParser();
  const problems: Slip[] = [];
  const open: Open[] = [];
  let root: Element | undefined;
  const close = (end: number, contentEnd: number): void => {
    const last = open.pop();
    if (last === undefined) return;
    const element = closed(last, end, contentEnd, text);
    const parent = open.at(-1);
    if (parent === undefined) root ??= element;
    else parent.children.push(element);
  };
  parser.on('error', ({ message }) => {
    const at = Math.min(parser.position, text.length);
    if (problems.length === 0) problems.push({ detail: message.replace(/^\d+:\d+: /, ''), span: span(at, at) });
  });
  parser.on('opentagstart', ({ name }) => {
    const start = text.lastIndexOf(`<${name}`, parser.position);
    const nameSpan = span(start + 1, start + 1 + name.length);
    open.push({ name, attributes: [], nameSpan, start, children: [], text: '', contentStart: nameSpan.end });
  });
  parser.on('attribute', ({ name, value }) => {
    // Behind the closing quote.
    const end = parser.position - 1;
    const start = text.lastIndexOf(text.charAt(end), end - 1) + 1;
    open.at(-1)?.attributes.push({ name, value, valueSpan: span(start, end) });
  });
  parser.on('opentag', () => {
    const last = open.at(-1);
    if (last !== undefined) last.contentStart = parser.position;
  });
  const addText = (piece: string): void => {
    const last = open.at(-1);
    if (last !== undefined) last.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ isSelfClosing }) => {
    const end = parser.position;
    close(end, isSelfClosing ? end : Math.max(text.lastIndexOf('</', end - 1), open.at(-1)?.contentStart ?? 0));
  });
  parser.write(text).close();
  while (open.length > 0) close(text.length, text.length);
  return { root, problems };
}

function closed(
  { name, attributes, nameSpan, start, children, text, contentStart }: Open,
  end: number,
  contentEnd: number,
  file: string,
): Element {
  const content = children.length > 0 ? '' : file.slice(contentStart, contentEnd);
  const from = contentStart + (content.length - content.trimStart().length);
  const to = contentStart + content.trimEnd().length;
  return {
    name,
    attributes,
    nameSpan,
    span: span(start, end),
    children,
    text: text.trim(),
    textSpan: content.trim() === '' ? span(contentStart, contentStart) : span(from, to),
  };
}

export function childNamed(parent: Element | undefined, name: string): Element | undefined {
  return parent?.children.find((child) => child.name === name);
}

export function childrenNamed(parent: Element | undefined, name: string): readonly Element[] {
  return parent?.children.filter((child) => child.name === name) ?? [];
}
