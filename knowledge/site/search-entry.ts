/** A page as `search-index.js` lists it. */
export interface SearchEntry {
  readonly title: string;
  /** In the language of the page. */
  readonly kind: string;
  /** Below the folder of the language. */
  readonly path: string;
  readonly names: readonly string[];
}
