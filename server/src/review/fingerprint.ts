import { Memo } from '../base/memo.ts';
import type { Path } from '../model/anchor.ts';

/** What a finding is about, without language, line numbers and order. */
export interface Identity {
  readonly rule: string;
  /** Path of the file in the workspace, with `/`. */
  readonly file: string;
  readonly path: Path;
  /** Component and name of the subject. */
  readonly subject: string;
  /** The report's own discriminator. */
  readonly about: string;
}

/** All that tells a finding from others. Positions in lists and the number of the document are left out, as an entry added before would move them. */
export function identityText({ rule, file, path, subject, about }: Identity): string {
  const keys = path.filter((element) => typeof element === 'string');
  return [rule, file, keys.join('\u0001'), subject, about].join('\u0000');
}

/**
 * Sixteen hexadecimal digits that stay the same across unrelated edits. Two findings of one identity get a running number,
 * `seen` counts them.
 * @param text see `identityText`
 */
export function fingerprint(text: string, seen: Map<string, number>): string {
  const count = (seen.get(text) ?? 0) + 1;
  seen.set(text, count);
  return hashes.get(count === 1 ? text : `${text}\u0000${count}`, hash);
}

/** Every review asks for the same ones. */
const hashes = new Memo<string>(20_000);

/** FNV-1a over UTF-16 code units, 64 bits in two halves: not for secrets, the same everywhere, also in a browser. */
function hash(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let i = 0; i < text.length; i++) {
    // Times 2^40 + 0x1b3, the prime; each product stays below 2^53.
    const mixed = (low ^ text.charCodeAt(i)) >>> 0;
    const product = mixed * 0x1b3;
    high = (high * 0x1b3 + mixed * 0x100 + Math.floor(product / 2 ** 32)) >>> 0;
    low = product >>> 0;
  }
  return hex(high) + hex(low);
}

function hex(half: number): string {
  return half.toString(16).padStart(8, '0');
}
