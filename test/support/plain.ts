import { TrackedSpan } from '../../server/src/base/span.ts';

/** Data as it reads at this moment: spans that go along with their text say where they are now. */
export function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof TrackedSpan) return value.toJSON();
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, plain(each)] as const));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)] as const));
}
