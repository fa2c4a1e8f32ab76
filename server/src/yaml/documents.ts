/** Where one document lies in a file, found without parsing it. */
export interface DocumentSlice {
  /** Position among the documents of the file. */
  readonly index: number;
  /** From the `---` line (or the comments and directives before it) to the next document. */
  readonly start: number;
  readonly end: number;
  /** What is between the markers: after `---`, before `...`. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

interface Marker {
  readonly offset: number;
  readonly kind: 'start' | 'end';
}

/**
 * Splits a YAML file at its `---` and `...` lines. A marker at column 0 ends a document wherever it stands, also inside
 * a block scalar or a quoted string. Comments and directives before a `---` belong to the document it opens.
 */
export function splitDocuments(text: string): DocumentSlice[] {
  const origin = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const slices: DocumentSlice[] = [];
  let start = origin;
  let bodyStart = origin;
  let open = false;
  const close = (bodyEnd: number, end: number): void => {
    slices.push({ index: slices.length, start, end, bodyStart, bodyEnd });
    start = end;
    bodyStart = end;
    open = false;
  };
  for (const marker of markers(text, origin)) {
    const hasContent = open || !isPrelude(text, bodyStart, marker.offset);
    if (marker.kind === 'end') {
      const next = endOfLine(text, marker.offset);
      if (hasContent) close(marker.offset, next);
      continue;
    }
    if (hasContent) close(marker.offset, marker.offset);
    bodyStart = marker.offset + 3;
    open = true;
  }
  if (open || !isPrelude(text, bodyStart, text.length)) close(text.length, text.length);
  return slices;
}

function markers(text: string, origin: number): Marker[] {
  const found: Marker[] = [];
  for (const [word, kind] of [['---', 'start'] as const, ['...', 'end'] as const]) {
    if (text.startsWith(word, origin) && isBreak(text.charCodeAt(origin + 3))) found.push({ offset: origin, kind });
    for (let at = text.indexOf(`\n${word}`, origin); at !== -1; at = text.indexOf(`\n${word}`, at + 1)) {
      if (isBreak(text.charCodeAt(at + 4))) found.push({ offset: at + 1, kind });
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/** A marker is followed by white space, the end of the line or the end of the file. */
function isBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 32 || code === 9 || Number.isNaN(code);
}

/** True where only blank lines, comments and directives stand. */
function isPrelude(text: string, start: number, end: number): boolean {
  for (let at = start; at < end;) {
    const stop = endOfLine(text, at);
    let first = at;
    while (first < stop && isSpace(text.charCodeAt(first))) first++;
    const code = text.charCodeAt(first);
    const directive = code === 37 && first === at;
    if (first < Math.min(stop, end) && code !== 35 && !directive) return false;
    at = stop;
  }
  return true;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** Offset after the line break that ends the line of `offset`. */
export function endOfLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at + 1;
}
