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
  const found: KeyValue[] = [];
  const open: string[] = [];
  for (const line of linesOf(text)) readLine(line, open, found);
  return found;
}

function readLine(line: Line, open: string[], found: KeyValue[]): void {
  const { text } = line;
  let at = 0;
  /** Blocks that this line opened: only in these does a value end before the line does. */
  let inner = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    if (/^(?:#|\/\/)/.test(rest)) return;
    if (text[at] === '}') {
      open.pop();
      inner--;
    }
    const name = matchAt(nameAt, text, at);
    const end = at + (name?.[0].length ?? 1);
    const opening = name === undefined ? undefined : matchAt(openingAt, text, end);
    const separator = name === undefined ? undefined : matchAt(separatorAt, text, end);
    if (name?.[2] !== undefined && opening !== undefined) {
      open.push(name[2]);
      inner++;
      at = end + opening[0].length;
    } else if (name?.[2] !== undefined && separator !== undefined) {
      const start = end + separator[0].length;
      const length = valueLength(text.slice(start), inner > 0);
      const key = line.start + at + (name[1]?.length ?? 0);
      const value = text.slice(start, start + length);
      const path = [...open, name[2]].join('.');
      found.push(pair(path, key, value, line.start + start, comment, name[2].length));
      // A list of objects over several lines: what closes these closes no block.
      for (const brace of value.replace(/"[^"]*"/g, '')) {
        if (brace === '{') open.push('');
        else if (brace === '}') open.pop();
      }
      at = start + length;
    } else if (name !== undefined) {
      return;
    } else {
      at++;
    }
  }
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
