import { coerce, satisfies } from 'semver';
import { catalog } from '../../server/src/knowledge/catalog.ts';

/** A default the knowledge base states for one version of a server. */
export interface StatedDefault {
  /** `redis:appendfsync`. */
  readonly id: string;
  /** Names in the server's own file. */
  readonly names: readonly string[];
  readonly value: string;
}

/** What a component's settings default to in a version, images' own defaults apart. */
export function defaultsFor(component: string, version: string): readonly StatedDefault[] {
  // PostgreSQL counts with two numbers.
  const full = coerce(version)?.version ?? version;
  const settings = catalog().component(component)?.settings ?? [];
  return settings.flatMap(({ id, side, spellings, defaults }) => {
    const stated = defaults.find(({ image, versions }) => image === undefined && satisfies(full, versions));
    return side === 'server' && stated !== undefined && spellings.native !== undefined
      ? [{ id, names: spellings.native, value: stated.value }]
      : [];
  });
}

const units: Readonly<Record<string, number>> = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** Whether a value as it is written means what a server reports: `1mb` is 1048576. */
export function sameValue(stated: string, reported: string): boolean {
  return inBytes(stated) === inBytes(reported);
}

function inBytes(text: string): string {
  const [, number, unit] = /^(\d+)(kb|mb|gb)$/i.exec(text) ?? [];
  const factor = unit === undefined ? undefined : units[unit.toLowerCase()];
  return number === undefined || factor === undefined ? text : String(Number(number) * factor);
}
