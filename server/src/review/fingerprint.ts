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

/**
 * Sixteen hexadecimal digits that stay the same across unrelated edits. Positions in lists and the number of the document
 * are left out, as an entry added before would move them. Two findings that are equal in all that remains get a running
 * number, `seen` counts them.
 */
export function fingerprint(identity: Identity, seen: Map<string, number>): string {
  const keys = identity.path.filter((element) => typeof element === 'string');
  const text = [identity.rule, identity.file, keys.join('\u0001'), identity.subject, identity.about].join('\u0000');
  const count = (seen.get(text) ?? 0) + 1;
  seen.set(text, count);
  return hash(count === 1 ? text : `${text}\u0000${count}`);
}

/** FNV-1a over UTF-16 code units, 64 bits: not for secrets, the same everywhere, also in a browser. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return value.toString(16).padStart(16, '0');
}
