import type { SourceKey } from '../knowledge/types.ts';
import { link } from './markdown.ts';
import type { Texts } from './texts.ts';

/** Numbers the sources of a page in the order in which they are first named. */
export class Citations {
  readonly #texts: Texts;
  readonly #keys: SourceKey[] = [];

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** A statement followed by the numbers of its sources. */
  cite(text: string, sources: readonly SourceKey[]): string {
    const marks = sources.map((key) => this.#mark(key)).join('');
    return marks === '' ? text : `${text} ${marks}`;
  }

  /** Makes sources part of the list without citing them in a sentence. */
  add(sources: readonly SourceKey[]): void {
    for (const key of sources) this.#mark(key);
  }

  /** One line per source: number, title, publisher, address. */
  list(): string[] {
    return this.#keys.flatMap((key, i) => {
      const source = this.#texts.catalog.source(key);
      return source === undefined ? [] : [`[${i + 1}] ${source.title} — ${source.publisher}. ${source.url}`];
    });
  }

  #mark(key: SourceKey): string {
    const source = this.#texts.catalog.source(key);
    if (source === undefined) return '';
    if (!this.#keys.includes(key)) this.#keys.push(key);
    return link(`\\[${this.#keys.indexOf(key) + 1}\\]`, source.url);
  }
}
