import { purposes, type Annotation, type Purpose } from '../model/part.ts';
import type { Anchor } from '../model/anchor.ts';
import { environments, type Environment } from '../model/environment.ts';
import { canonicalName } from './relaxed-name.ts';

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

/** What a comment declares of what stands below it. */
export interface Intent {
  readonly purpose?: Purpose;
  readonly environment?: Environment;
}

/** `# archlens: purpose=lock environment=prod`, by the first of the given places after each comment. */
export function declaredIntents(
  annotations: readonly Annotation[],
  places: readonly Anchor[],
): ReadonlyMap<Anchor, Intent> {
  const found = new Map<Anchor, Intent>();
  const sorted = [...places].sort((a, b) => startOf(a) - startOf(b));
  for (const annotation of annotations) {
    if (annotation.kind !== 'intent') continue;
    const place = sorted.find((each) => startOf(each) >= annotation.span.end);
    if (place === undefined) continue;
    const intent = intentOf(annotation);
    for (const each of sorted) if (startOf(each) === startOf(place)) found.set(each, intent);
  }
  return found;
}

/** Words that mean nothing here are left out; the comment then says less. */
function intentOf(annotation: Extract<Annotation, { kind: 'intent' }>): Intent {
  const purpose = purposes.find((each) => each === annotation.purpose);
  const environment = environments.find((each) => each === annotation.environment);
  return { ...(purpose === undefined ? {} : { purpose }), ...(environment === undefined ? {} : { environment }) };
}

function startOf(anchor: Anchor): number {
  return anchor.key?.start ?? anchor.value?.start ?? 0;
}
