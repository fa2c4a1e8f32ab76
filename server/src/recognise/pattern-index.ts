import { append } from '../base/group.ts';
import { namePattern } from './relaxed-name.ts';

/** What a pattern is found for, with what its leading `**.` stands for (`app.redisson.`), where it has one. */
export interface PatternMatch<T> {
  readonly item: T;
  readonly head: string | undefined;
}

interface Entry<T> {
  readonly order: number;
  readonly pattern: RegExp;
  readonly open: boolean;
  readonly item: T;
}

/** Patterns over canonical names, asked by their literal first or last segment so that most are never tried. */
export class PatternIndex<T> {
  readonly #byLast = new Map<string, Entry<T>[]>();
  readonly #byFirst = new Map<string, Entry<T>[]>();
  readonly #others: Entry<T>[] = [];
  #count = 0;

  /** Adds an item under a pattern as `namePattern` reads it. */
  add(name: string, item: T): void {
    const pattern = namePattern(name);
    if (pattern === undefined) throw new Error(`'${name}' is no pattern`);
    const entry: Entry<T> = { order: this.#count++, pattern, open: name.startsWith('**.'), item };
    const segments = name.replace(/[-_]/g, '').toLowerCase().split('.');
    const first = segments[0] ?? '*';
    const last = segments.at(-1) ?? '*';
    if (!last.includes('*')) append(this.#byLast, last, entry);
    else if (!first.includes('*')) append(this.#byFirst, first, entry);
    else this.#others.push(entry);
  }

  /** Every match of a canonical name, in the order in which the patterns were added. */
  find(canonical: string): PatternMatch<T>[] {
    const dot = canonical.indexOf('.');
    const first = this.#byFirst.get(dot < 0 ? canonical : canonical.slice(0, dot)) ?? [];
    const last = this.#byLast.get(canonical.slice(canonical.lastIndexOf('.') + 1)) ?? [];
    const found: (PatternMatch<T> & { readonly order: number })[] = [];
    for (const { order, pattern, open, item } of [...first, ...last, ...this.#others]) {
      const match = pattern.exec(canonical);
      if (match !== null) found.push({ order, item, head: open ? (match[1] ?? '') : undefined });
    }
    return found.length < 2 ? found : found.sort((a, b) => a.order - b.order);
  }
}
