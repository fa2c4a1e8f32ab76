import type { Port } from '../model/declaration.ts';
import { anchorOf, child, scalarIn, textOf, type Field } from './field.ts';
import { interpolate } from './interpolate.ts';

/** A range longer than this is cut: nobody lists a thousand ports to say something about each. */
const longestRange = 32;

/**
 * Ports of a service: `"8080"`, `"9092:9092"`, `"127.0.0.1:6379:6379/tcp"`, ranges `"9000-9002:9000-9002"`, and the long form.
 * A port that is a variable without default is left out.
 */
export function portsOf(field: Field): Port[] {
  return scalarIn(field) === undefined ? longForm(field) : shortForm(field);
}

function longForm(field: Field): Port[] {
  const target = numbers(known(child(field, 'target')));
  const published = numbers(known(child(field, 'published')));
  const address = known(child(field, 'host_ip'));
  const [inside] = target ?? [];
  if (inside === undefined) return [];
  return [{ published: published?.[0], target: inside, ...(address && { address }), at: anchorOf(field) }];
}

function known(field: Field | undefined): string | undefined {
  const raw = textOf(field);
  return raw === undefined || field === undefined ? undefined : interpolate(raw, field.source).value;
}

function shortForm(field: Field): Port[] {
  const value = interpolate(textOf(field) ?? '', field.source).value?.replace(/\/(tcp|udp|sctp)$/, '');
  const match = value === undefined ? null : /^(?:(?:(\[[^\]]*\]|[^:]*):)?([\d-]*):)?(\d+(?:-\d+)?)$/.exec(value);
  if (match === null) return [];
  const [, address, outside, inside] = match;
  const targets = numbers(inside) ?? [];
  const published = numbers(outside) ?? [];
  const at = anchorOf(field);
  return targets.map((target, index) => ({ published: published[index], target, ...(address && { address }), at }));
}

/** `9000` or `9000-9002`. */
function numbers(text: string | undefined): number[] | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text ?? '');
  if (match === null) return undefined;
  const first = Number(match[1]);
  if (match[2] === undefined) return [first];
  const last = Number(match[2]);
  return Array.from({ length: Math.max(0, Math.min(last - first + 1, longestRange)) }, (_, index) => first + index);
}
