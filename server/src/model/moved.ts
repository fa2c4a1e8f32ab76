import type { Workload } from './declaration.ts';

/** What a copy was made from, and how many characters behind it the copy stands. */
export interface Origin<T> {
  readonly original: T;
  readonly delta: number;
}

const origins = new WeakMap<object, Origin<unknown>>();

type Large = 'env' | 'envFiles' | 'words' | 'ports' | 'mounts' | 'dependsOn' | 'spring';

/**
 * The same workload `delta` characters further on in its file. The copy remembers its original, so that what was concluded from
 * the one can be moved along instead of being concluded again. After an edit nobody looks at most parts of the other workloads,
 * so the larger ones are moved when somebody does.
 */
export function movedWorkload(original: Workload, delta: number): Workload {
  if (delta === 0) return original;
  const { env, envFiles, words, ports, mounts, dependsOn, spring, ...rest } = original;
  const { uri } = original.at;
  const made: { -readonly [K in Large]?: Workload[K] } = {};
  const copy: Workload = {
    ...movedBy(rest, delta, uri),
    get env() {
      return (made.env ??= movedBy(env, delta, uri));
    },
    get envFiles() {
      return (made.envFiles ??= movedBy(envFiles, delta, uri));
    },
    get words() {
      return (made.words ??= movedBy(words, delta, uri));
    },
    get ports() {
      return (made.ports ??= movedBy(ports, delta, uri));
    },
    get mounts() {
      return (made.mounts ??= movedBy(mounts, delta, uri));
    },
    get dependsOn() {
      return (made.dependsOn ??= movedBy(dependsOn, delta, uri));
    },
  };
  if (spring !== undefined)
    Object.defineProperty(copy, 'spring', {
      enumerable: true,
      get: () => (made.spring ??= movedBy(spring, delta, uri)),
    });
  origins.set(copy, { original, delta });
  return copy;
}

export function originOf<T extends object>(value: T): Origin<T> {
  return (origins.get(value) as Origin<T> | undefined) ?? { original: value, delta: 0 };
}

/**
 * Plain data, with maps, in which every span of a file is `delta` characters further on. What has no place in that file is not
 * copied: it stays the very same.
 */
export function movedBy<T>(value: T, delta: number, uri: string): T {
  return delta === 0 ? value : (moved(value, delta, uri) as T);
}

function moved(value: unknown, delta: number, uri: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return movedItems(value, delta, uri);
  if (value instanceof Map) {
    const items = [...value.values()];
    const copies = movedItems(items, delta, uri);
    return copies === items ? value : new Map([...value.keys()].map((key, index) => [key, copies[index]] as const));
  }
  return movedObject(value as Readonly<Record<string, unknown>>, delta, uri);
}

function movedItems(items: readonly unknown[], delta: number, uri: string): readonly unknown[] {
  let copies: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const copy = moved(items[index], delta, uri);
    if (copy !== items[index]) (copies ??= items.slice())[index] = copy;
  }
  return copies ?? items;
}

function movedObject(object: Readonly<Record<string, unknown>>, delta: number, uri: string): unknown {
  const { start, end } = object;
  if (typeof start === 'number' && typeof end === 'number') return { start: start + delta, end: end + delta };
  // The spans of an anchor are those of its file.
  if (typeof object['uri'] === 'string' && object['uri'] !== uri) return object;
  let copy: Record<string, unknown> | undefined;
  for (const key in object) {
    const before = object[key];
    // A path holds names and indices only and is shared.
    const after = key === 'path' ? before : moved(before, delta, uri);
    if (after !== before) (copy ??= { ...object })[key] = after;
  }
  return copy ?? object;
}
