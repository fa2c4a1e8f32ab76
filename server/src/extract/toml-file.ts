import { parseToml } from '../syntax/toml.ts';
import type { KeyValue } from './key-value.ts';

/** Settings of a TOML file by dotted name; items of a list are `name[0]`. */
export function tomlSettings(text: string): KeyValue[] {
  return parseToml(text).scalars.map(({ path, key, value, span }) => {
    const isQuoted = /^["']/.test(text.slice(span.start, span.end));
    const valueSpan = isQuoted ? { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) } : span;
    return { name: path.reduce<string>(joined, ''), value, key, valueSpan };
  });
}

function joined(name: string, step: string | number): string {
  if (typeof step === 'number') return `${name}[${step}]`;
  return name === '' ? step : `${name}.${step}`;
}
