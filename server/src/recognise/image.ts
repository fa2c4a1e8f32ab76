import type { Sourced } from '../model/declaration.ts';
import { parseImageReference, type ImageReference } from './image-reference.ts';
import type { ImageVerdict } from './image-verdict.ts';
import { inTable, type Lookup } from './lookup.ts';

/** Tools are asked before names, so that `nacos/nacos-mysql` and `redis-exporter` are never taken for the server. */
export function recogniseImage(image: Sourced | undefined, lookup: Lookup): ImageVerdict {
  const text = image?.value ?? image?.pattern;
  return text === undefined ? none : lookup.seen.images.get(text, (whole) => verdictOn(whole, lookup));
}

const none: ImageVerdict = { kind: 'none' };

function verdictOn(text: string, lookup: Lookup): ImageVerdict {
  const written = parseImageReference(text);
  if (written === undefined) return none;
  const reference = unfolded(written, lookup);
  const exact = lookup.repositories.get(reference.repository);
  const tool = toolNamed(reference, exact !== undefined, lookup);
  if (tool !== undefined) return { kind: 'tool', component: tool, reference };
  const component = exact ?? lookup.imageNames.get(reference.name);
  if (component === undefined) return { kind: 'other', reference };
  const traits = lookup.components.get(component)?.server.traits;
  const {
    variant,
    role,
    topology,
    idle = false,
    several = false,
  } = traits?.[reference.repository] ?? traits?.[reference.name] ?? {};
  return { kind: 'server', component, reference, exact: exact !== undefined, variant, role, topology, idle, several };
}

function toolNamed({ repository, name }: ImageReference, isServer: boolean, lookup: Lookup): string | undefined {
  return inTable(lookup.tools, repository) ?? (isServer ? undefined : inTable(lookup.tools, name));
}

/** With the repository that a mirror without folders has put into one segment. */
function unfolded(reference: ImageReference, { flatRepositories, imageNames }: Lookup): ImageReference {
  const repository = imageNames.has(reference.name) ? undefined : flatRepositories.get(reference.name);
  if (repository === undefined) return reference;
  return { ...reference, repository, name: repository.slice(repository.lastIndexOf('/') + 1) };
}
