import type { Workload } from './declaration.ts';

/** What a copy was made from, and how many characters behind it the copy stands. */
export interface Origin<T> {
  readonly original: T;
  readonly delta: number;
}

const origins = new WeakMap<object, Origin<unknown>>();

/**
 * The same workload `delta` characters further on in its file. The copy remembers its original, so that what was concluded from
 * the one can be moved along instead of being concluded again. After an edit nobody looks at most parts of the other workloads,
 * so the larger ones are moved when somebody does.
 */
export function movedWorkload(original: Workload, delta: number): Workload {
  if (delta === 0) return original;
  const { env, envFiles, words, ports, mounts, dependsOn, ...rest } = original;
  const made: { -readonly [K in 'env' | 'envFiles' | 'words' | 'ports' | 'mounts' | 'dependsOn']?: Workload[K] } = {};
  const copy: Workload = {
    ...movedBy(rest, delta),
    get env() {
      return (made.env ??= movedBy(env, delta));
    },
    get envFiles() {
      return (made.envFiles ??= movedBy(envFiles, delta));
    },
    get words() {
      return (made.words ??= movedBy(words, delta));
    },
    get ports() {
      return (made.ports ??= movedBy(ports, delta));
    },
    get mounts() {
      return (made.mounts ??= movedBy(mounts, delta));
    },
    get dependsOn() {
      return (made.dependsOn ??= movedBy(dependsOn, delta));
    },
  };
  origins.set(copy, { original, delta });
  return copy;
}

export function originOf<T extends object>(value: T): Origin<T> {
  return (origins.get(value) as Origin<T> | undefined) ?? { original: value, delta: 0 };
}

/** A copy of plain data, with maps, in which every span is `delta` characters further on. */
export function movedBy<T>(value: T, delta: number): T {
  return delta === 0 ? value : (moved(value, delta) as T);
}

function moved(value: unknown, delta: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => moved(item, delta));
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [key, moved(item, delta)] as const));
  return movedObject(value as Readonly<Record<string, unknown>>, delta);
}

function movedObject(object: Readonly<Record<string, unknown>>, delta: number): unknown {
  const { start, end } = object;
  if (typeof start === 'number' && typeof end === 'number') return { start: start + delta, end: end + delta };
  const copy: Record<string, unknown> = {};
  // A path holds names and indices only and is shared.
  for (const key in object) copy[key] = key === 'path' ? object[key] : moved(object[key], delta);
  return copy;
}
