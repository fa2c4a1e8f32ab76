import { linesOf, pair, type KeyValue, type Line } from './key-value.ts';

const comment = /\s(#|\/\/)/;
/** A name in quotes or without, at the position. */
const nameAt = /("?)([\w.-]+)\1/y;
/** `{` behind a name, perhaps with the labels that blocks of HCL have. */
const openingAt = /\s*(?:[:=]\s*)?(?:"[^"]*"\s*)*\{/y;
const separatorAt = /\s*[=:]\s*/y;

/**
 * Nested blocks `name { key = "value" }`, over lines or in one, as Seata's registry.conf and file.conf and the files of Consul have
 * them, also those in JSON; by dotted name.
 */
export function blockLines(text: string): KeyValue[] {
  const reader: Reader = { found: [], open: [], inner: 0 };
  for (const line of linesOf(text)) {
    reader.inner = 0;
    for (let at = 0; at < line.text.length;) at = readAt(line, at, reader);
  }
  return reader.found;
}

interface Reader {
  readonly found: KeyValue[];
  /** Names of the blocks around. */
  readonly open: string[];
  /** Blocks that this line opened: only in these does a value end before the line does. */
  inner: number;
}

/** Reads what stands at a position; gives the next one. */
function readAt(line: Line, at: number, reader: Reader): number {
  const { text } = line;
  if (/^(?:#|\/\/)/.test(text.slice(at, at + 2))) return text.length;
  const named = matchAt(nameAt, text, at);
  if (named !== undefined) return readNamed(line, at, named, reader);
  if (text[at] === '{') {
    // The object that a file in JSON is.
    reader.open.push('');
    reader.inner++;
  } else if (text[at] === '}') {
    reader.open.pop();
    reader.inner--;
  }
  return at + 1;
}

function readNamed(line: Line, at: number, [whole, quote = '', name = '']: RegExpExecArray, reader: Reader): number {
  const { text } = line;
  const end = at + whole.length;
  const opening = matchAt(openingAt, text, end);
  if (opening !== undefined) {
    reader.open.push(name);
    reader.inner++;
    return end + opening[0].length;
  }
  const separator = matchAt(separatorAt, text, end);
  if (separator === undefined) return text.length;
  const start = end + separator[0].length;
  const value = text.slice(start, start + valueLength(text.slice(start), reader.inner > 0));
  const path = [...reader.open.filter((each) => each !== ''), name].join('.');
  const key = line.start + at + quote.length;
  reader.found.push(pair(path, key, value, line.start + start, comment, name.length));
  // A list of objects over several lines: what closes these closes no block.
  for (const brace of value.replace(/"[^"]*"/g, '').match(/[{}]/g) ?? []) {
    if (brace === '{') reader.open.push(`${name}[]`);
    else reader.open.pop();
  }
  return start + value.length;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** How far a value reaches: over its quotes or its list; without them to the end of the line, or of the block in this line. */
function valueLength(rest: string, isInner: boolean): number {
  const closed = /^(?:"[^"]*"|'[^']*'|\[[^\]]*\])/.exec(rest)?.[0].length;
  if (closed !== undefined) return closed;
  const end = isInner ? rest.search(/[,}]/) : rest.trimEnd().replace(/,$/, '').length;
  return end < 0 ? rest.length : end;
}
