import { atValue } from '../model/anchor.ts';
import type { Sourced } from '../model/declaration.ts';
import { declared, unknown } from '../model/fact.ts';
import type { Deployment } from '../model/part.ts';
import { recogniseImage } from './image.ts';
import type { ImageVerdict } from './image-verdict.ts';
import type { Lookup } from './lookup.ts';
import { versionOfImage } from './version.ts';

/** What a deployment's image says of it. Nothing where the image is another component's, or unknown. */
export type ImageFacts = Pick<
  Deployment,
  'image' | 'variant' | 'role' | 'topology' | 'version' | 'repository' | 'release'
>;

export function imageFacts(
  image: Sourced | undefined,
  component: string,
  lookup: Lookup,
  verdict: ImageVerdict = recogniseImage(image, lookup),
): ImageFacts {
  const known = lookup.components.get(component);
  if (image === undefined || known === undefined || verdict.kind !== 'server' || verdict.component !== component) {
    return { image, variant: undefined, role: undefined, topology: undefined, version: unknown() };
  }
  const { variant, role, topology, reference } = verdict;
  const { product, stated } = versionOfImage(reference, known);
  return {
    image,
    variant,
    role,
    topology,
    version: product === undefined ? unknown() : declared(product, atValue(image.at)),
    repository: reference.repository,
    ...(stated === undefined ? {} : { release: stated }),
  };
}
