import type { Annotation, Purpose } from '../model/part.ts';
import type { Anchor } from '../model/anchor.ts';
import { canonicalName } from './relaxed-name.ts';

const purposes: readonly Purpose[] = [
  'registry',
  'config',
  'cache',
  'lock',
  'session',
  'messaging',
  'transaction',
  'storage',
  'search',
  'coordination',
];

/** Segments of a property's name that state the purpose outright. */
const segments: Readonly<Record<string, Purpose>> = {
  registry: 'registry',
  registries: 'registry',
  discovery: 'registry',
  configcenter: 'config',
  metadatareport: 'config',
  session: 'session',
  cache: 'cache',
  lock: 'lock',
};

/** The purpose a property's own name states; undefined where it says nothing. */
export function purposeOfName(name: string): Purpose | undefined {
  for (const segment of canonicalName(name).split('.')) {
    const purpose = segments[segment];
    if (purpose !== undefined) return purpose;
  }
  return undefined;
}

/** Purposes that comments declare (`# archlens: purpose=lock`), by the first of the given places after each comment. */
export function declaredPurposes(
  annotations: readonly Annotation[],
  places: readonly Anchor[],
): ReadonlyMap<Anchor, Purpose> {
  const found = new Map<Anchor, Purpose>();
  const sorted = [...places].sort((a, b) => startOf(a) - startOf(b));
  for (const annotation of annotations) {
    if (annotation.kind !== 'intent') continue;
    const purpose = purposes.find((each) => each === annotation.purpose);
    const place = sorted.find((each) => startOf(each) >= annotation.span.end);
    if (purpose === undefined || place === undefined) continue;
    for (const each of sorted) if (startOf(each) === startOf(place)) found.set(each, purpose);
  }
  return found;
}

function startOf(anchor: Anchor): number {
  return anchor.key?.start ?? anchor.value?.start ?? 0;
}
