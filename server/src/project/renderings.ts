import { isInside } from '../base/uri.ts';
import type { ChartRequest, Rendering } from '../resolve/rendering.ts';
import type { Part, Problem } from '../model/part.ts';
import type { ChartRenderer } from './host.ts';
import { withUnseen } from './unseen.ts';

/** More charts than these are not rendered at once. */
const mostKept = 500;

interface Entry {
  readonly request: ChartRequest;
  rendering: Rendering | undefined;
  /** Something of the chart was written since. */
  isStale: boolean;
}

/**
 * Charts as Helm renders them, where a host can run it. Resolvers ask for what is there; what is not is made afterwards, in
 * `render`, and everything that asked is made anew.
 */
export class Renderings {
  readonly #renderer: ChartRenderer | undefined;
  readonly #entries = new Map<string, Entry>();
  #running: Promise<boolean> | undefined;
  #unavailable: string | undefined;

  constructor(renderer: ChartRenderer | undefined) {
    this.#renderer = renderer;
  }

  /** That nothing can be rendered, where the user wants it. */
  get problems(): readonly Problem[] {
    return this.#unavailable === undefined ? [] : [{ code: 'helm-unavailable', args: { path: this.#unavailable } }];
  }

  /** Of one part; with what Helm would tell, where nobody runs it. */
  problemsOf(part: Part): readonly Problem[] {
    return this.#renderer === undefined ? withUnseen(part) : part.problems;
  }

  get(request: ChartRequest): Rendering | 'off' | 'pending' {
    if (this.#renderer === undefined) return 'off';
    const key = JSON.stringify(request);
    const known = this.#entries.get(key);
    if (known === undefined) this.#add(key, request);
    return known?.rendering ?? 'pending';
  }

  #add(key: string, request: ChartRequest): void {
    const [oldest] = this.#entries.keys();
    if (this.#entries.size >= mostKept && oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(key, { request, rendering: undefined, isStale: true });
  }

  /** Files were written. Charts may bring others from beside them, so those around count too. */
  written(uri: string): void {
    for (const entry of this.#entries.values()) {
      const around = entry.request.chart.slice(0, entry.request.chart.lastIndexOf('/'));
      if (isInside(around, uri)) entry.isStale = true;
    }
  }

  /** Renders what was asked for; true where something is another one now. */
  render(): Promise<boolean> {
    this.#running ??= this.#renderAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #renderAll(): Promise<boolean> {
    let isChanged = false;
    for (const entry of [...this.#entries.values()].filter(({ isStale }) => isStale)) {
      entry.isStale = false;
      const rendering = await this.#renderOne(entry.request);
      if (sameRendering(rendering, entry.rendering)) continue;
      entry.rendering = rendering;
      isChanged = true;
    }
    return isChanged;
  }

  async #renderOne(request: ChartRequest): Promise<Rendering> {
    if (this.#unavailable !== undefined) return { failure: 'unavailable', detail: this.#unavailable };
    const rendering = (await this.#renderer?.render(request)) ?? { failure: 'unavailable', detail: '' };
    if ('failure' in rendering && rendering.failure === 'unavailable') this.#unavailable = rendering.detail;
    return rendering;
  }
}

function sameRendering(a: Rendering, b: Rendering | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
