import type { Problem } from '../model/part.ts';

/** A text of the same length that a reader gets through, and what had to be blanked for it. */
export interface Readable {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** Lone carriage returns become line feeds, and the marks a version control system leaves at a conflict become blank. */
export function readable(text: string): Readable {
  const lines = text.includes('\r') && /\r(?!\n)/.test(text) ? text.replace(/\r(?!\n)/g, '\n') : text;
  if (!isConflict(lines)) return { text: lines, problems: [] };
  const problems: Problem[] = [];
  const blanked = lines.replace(conflictMark, (mark: string, offset: number) => {
    if (mark.startsWith('<')) problems.push({ code: 'conflict', span: { start: offset, end: offset + mark.length } });
    return ' '.repeat(mark.length);
  });
  return { text: blanked, problems };
}

const conflictMark = /^(?:<{7}|\|{7}|>{7})(?: [^\r\n]*)?(?=\r?$)|^={7}(?=\r?$)/gm;

function isConflict(text: string): boolean {
  return (
    text.includes('<<<<<<<') &&
    /^<{7}(?: |\r?$)/m.test(text) &&
    /^={7}\r?$/m.test(text) &&
    /^>{7}(?: |\r?$)/m.test(text)
  );
}
