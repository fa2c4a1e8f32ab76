import type { Sourced } from '../model/declaration.ts';
import type { Topology } from '../model/part.ts';
import { parseImageReference, type ImageReference } from './image-reference.ts';
import { inTable, type Lookup } from './lookup.ts';

/** What an image says of the container that runs it. */
export type ImageVerdict =
  | {
      readonly kind: 'server';
      readonly component: string;
      readonly reference: ImageReference;
      /** Named with its organisation in the knowledge base, not by its last segment under any organisation. */
      readonly exact: boolean;
      readonly variant: string | undefined;
      readonly role: string | undefined;
      readonly topology: Topology | undefined;
    }
  | { readonly kind: 'tool'; readonly component: string; readonly reference: ImageReference }
  /** A name nobody has described: an application, or a private build of a server. */
  | { readonly kind: 'other'; readonly reference: ImageReference }
  /** No image, or one that is a variable. */
  | { readonly kind: 'none' };

/** Tools are asked before names, so that `nacos/nacos-mysql` and `redis-exporter` are never taken for the server. */
export function recogniseImage(image: Sourced | undefined, lookup: Lookup): ImageVerdict {
  const text = image?.value ?? image?.pattern;
  const reference = text === undefined ? undefined : parseImageReference(text);
  if (reference === undefined) return { kind: 'none' };
  const exact = lookup.repositories.get(reference.repository);
  const tool = toolNamed(reference, exact !== undefined, lookup);
  if (tool !== undefined) return { kind: 'tool', component: tool, reference };
  const component = exact ?? lookup.imageNames.get(reference.name);
  if (component === undefined) return { kind: 'other', reference };
  const trait = lookup.components.get(component)?.server.traits?.[reference.name] ?? {};
  const { variant, role, topology } = trait;
  return { kind: 'server', component, reference, exact: exact !== undefined, variant, role, topology };
}

function toolNamed({ repository, name }: ImageReference, isServer: boolean, lookup: Lookup): string | undefined {
  return inTable(lookup.tools, repository) ?? (isServer ? undefined : inTable(lookup.tools, name));
}
