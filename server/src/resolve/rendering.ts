/** A chart to be rendered as Helm itself does. */
export interface ChartRequest {
  /** URI of its folder. */
  readonly chart: string;
  /** A file of values as text; empty where only the chart's own count. */
  readonly values: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** What Helm printed, or why it did not: it is not there, takes too long or prints too much, or refuses the chart. */
export type Rendering =
  | { readonly text: string }
  | { readonly failure: 'unavailable' | 'too-long' | 'refused'; readonly detail: string };
