/** The parts of an image reference; `repository` is without a registry's host. */
export interface ImageName {
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Splits `registry:5000/bitnami/kafka:3.7@sha256:…`. The text must be resolved: no `${…}`. */
export function splitImage(reference: string): ImageName {
  const [name = '', digest] = reference.trim().split('@', 2);
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  const path = tagged ? name.slice(0, colon) : name;
  const [first = '', ...rest] = path.split('/');
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return { repository: hasHost ? rest.join('/') : path, tag: tagged ? name.slice(colon + 1) : undefined, digest };
}
