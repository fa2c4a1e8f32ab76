import type { Mount } from '../model/declaration.ts';
import { anchorOf, child, isTrue, scalarIn, textOf, type Field } from './field.ts';
import { interpolate } from './interpolate.ts';

/** `data:/var/lib/x`, `./conf/redis.conf:/redis.conf:ro`, `/anonymous`, and the long form; undefined where no target can be read. */
export function mountOf(field: Field): Mount | undefined {
  return scalarIn(field) === undefined ? longForm(field) : shortForm(field);
}

/** An entry of `tmpfs:`. */
export function memoryMountOf(field: Field): Mount | undefined {
  const target = filled(field)?.split(':')[0];
  return target === undefined ? undefined : { target, kind: 'memory', at: anchorOf(field) };
}

/** The text with its defaults; a variable that stays unknown is kept as `${NAME}`, for a host path matters less than its target. */
function filled(field: Field | undefined): string | undefined {
  const raw = textOf(field);
  if (raw === undefined || field === undefined) return undefined;
  const { value, pattern } = interpolate(raw, field.source);
  return value ?? pattern ?? raw;
}

function shortForm(field: Field): Mount | undefined {
  const parts = divide(filled(field) ?? '');
  const at = anchorOf(field);
  const [first, second, options] = parts;
  if (first === undefined || first === '') return undefined;
  if (second === undefined) return { target: first, kind: 'volume', at };
  const readOnly = options?.split(',').includes('ro') === true;
  return { target: second, kind: isPath(first) ? 'bind' : 'volume', source: first, ...(readOnly && { readOnly }), at };
}

/** Splits at colons, but not after a drive letter (`C:\data:/data`) nor inside `${…}`. */
function divide(text: string): string[] {
  if (!text.includes('${') && !/^[A-Za-z]:[\\/]/.test(text)) return text.split(':');
  const parts: string[] = [];
  let current = '';
  for (const piece of text.match(/\$\{[^}]*\}|^[A-Za-z]:[\\/]|[^]/g) ?? []) {
    if (piece === ':') {
      parts.push(current);
      current = '';
    } else {
      current += piece;
    }
  }
  parts.push(current);
  return parts;
}

function isPath(source: string): boolean {
  return /^(\.|\/|~|\$|[A-Za-z]:[\\/])/.test(source);
}

const kinds: Readonly<Record<string, Mount['kind']>> = { volume: 'volume', bind: 'bind', tmpfs: 'memory' };

function longForm(field: Field): Mount | undefined {
  const target = filled(child(field, 'target'));
  if (target === undefined) return undefined;
  const source = filled(child(field, 'source'));
  const kind = kinds[textOf(child(field, 'type')) ?? 'volume'] ?? 'other';
  return {
    target,
    kind,
    ...(source !== undefined && { source }),
    ...(isTrue(child(field, 'read_only')) && { readOnly: true }),
    at: anchorOf(field),
  };
}
