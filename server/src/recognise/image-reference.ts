/** A container image reference, split by the grammar of image names. Unknown parts keep their `${NAME}` text. */
export interface ImageReference {
  /** Registry host with port, where one is written. */
  readonly registry: string | undefined;
  /** Path without registry and without `library/`, lower case: `bitnami/kafka`, `redis`. */
  readonly repository: string;
  /** Last segment of the repository. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const variable = /\$\{[^{}]*\}|\{\{[^{}]*\}\}/g;

/** True where a text still holds a variable. */
export function hasVariable(text: string): boolean {
  return text.includes('${') || text.includes('{{');
}

/**
 * Reads `registry[:port]/path:tag@digest`. Undefined where the text names no image, or where the name itself is a
 * variable (`${KAFKA_IMAGE}`, `kafka${SUFFIX}`): a guess would invent a component.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const kept: string[] = [];
  const masked = text.trim().replace(variable, (whole) => `\ue000${kept.push(whole) - 1}\ue001`);
  const unmask = (part: string): string =>
    part.replace(/\ue000(\d+)\ue001/g, (_, index: string) => kept[Number(index)] ?? '');
  const [named = '', digest] = masked.split('@', 2);
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const path = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : unmask(named.slice(colon + 1));
  const segments = path.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1);
  if (last === undefined) return undefined;
  const name = nameOf(last);
  if (name === undefined) return undefined;
  const { registry, path: rest } = splitRegistry(segments);
  const repository = [...rest.slice(0, -1).map(unmask), name].join('/').toLowerCase();
  return {
    registry: registry === undefined ? undefined : unmask(registry),
    repository: repository.replace(/^library\//, ''),
    name: name.toLowerCase(),
    tag: tag === '' ? undefined : tag,
    digest,
  };
}

/** A first segment that is a host, or a variable; `${REGISTRY}acme` is a registry with its own slash before `acme`. */
function splitRegistry(segments: readonly string[]): {
  readonly registry: string | undefined;
  readonly path: readonly string[];
} {
  const [first = '', ...rest] = segments;
  if (rest.length === 0) return { registry: undefined, path: segments };
  const variables = /^(?:\ue000\d+\ue001)+/.exec(first)?.[0];
  if (variables === undefined)
    return isHost(first) ? { registry: first, path: rest } : { registry: undefined, path: segments };
  const organisation = first.slice(variables.length);
  return { registry: variables, path: organisation === '' ? rest : [organisation, ...rest] };
}

/** The name after leading variables: `${REGISTRY}kafka` is how a registry with its own slash is written. */
function nameOf(segment: string): string | undefined {
  const bare = segment.replace(/^(?:\ue000\d+\ue001)+/, '');
  return /^[A-Za-z0-9]+(?:(?:[._]|__|-+)[A-Za-z0-9]+)*$/.test(bare) ? bare : undefined;
}

function isHost(segment: string): boolean {
  return segment.includes('.') || segment.includes(':') || segment === 'localhost';
}
