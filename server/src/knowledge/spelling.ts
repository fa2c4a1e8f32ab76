/**
 * Comparison of names as Spring's relaxed binding does it: case, hyphens and underscores say nothing, dots and indices
 * do. `maxPoolSize`, `max-pool-size` and `MAX_POOL_SIZE` of one segment are the same.
 */
export function relaxed(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}

/** The environment variable that Spring reads for a property: dots become `_`, hyphens go, indices get `_` around them. */
export function springVariable(property: string): string {
  return property
    .replace(/\[(\d+)\]/g, '.$1')
    .replaceAll('-', '')
    .replaceAll('.', '_')
    .toUpperCase();
}

/** Whether an environment variable may spell the property, also with hyphens kept as `_` as many write it. */
export function isSpringVariable(variable: string, property: string): boolean {
  return flat(variable) === flat(property);
}

/** A name without any separator: what variables and properties have in common. */
export function flat(name: string): string {
  return name.replace(/[-_.[\]]/g, '').toLowerCase();
}

/**
 * The variable a convention gives for a native name: `KAFKA_CFG_` + `min.insync.replicas` → `KAFKA_CFG_MIN_INSYNC_REPLICAS`.
 * Camel case gets no separator (`tickTime` → `TICKTIME`); a component that has one spells it out.
 */
export function conventionalVariable(prefix: string, native: string): string {
  return prefix + native.replace(/[.-]/g, '_').toUpperCase();
}

/** The exact form of Apache Kafka's images: `_` is written `__` and `-` is written `___`. */
export function strictVariable(prefix: string, native: string): string {
  return prefix + native.replaceAll('_', '__').replaceAll('-', '___').replaceAll('.', '_').toUpperCase();
}

/**
 * Whether a property name is meant by a pattern of the knowledge base: `*` stands for one segment, a trailing `.**` for the
 * name itself and all below it, a leading `**.` for any segments or none. Compared by relaxed binding; indices are segments of their own and may
 * be missing at the end of the pattern (`nodes[0]` is meant by `nodes`).
 */
export function matchesPattern(name: string, pattern: string): boolean {
  return matchSegments(segments(name), 0, segments(pattern), 0);
}

function segments(name: string): string[] {
  return relaxed(name).replace(/\[/g, '.[').split('.');
}

function matchSegments(name: readonly string[], at: number, pattern: readonly string[], from: number): boolean {
  const wanted = pattern[from];
  if (wanted === undefined) return name.slice(at).every((segment) => segment.startsWith('['));
  if (wanted === '**') {
    if (from === pattern.length - 1) return true;
    for (let next = at; next <= name.length; next++) if (matchSegments(name, next, pattern, from + 1)) return true;
    return false;
  }
  const segment = name[at];
  if (segment === undefined) return false;
  return (wanted === '*' || wanted === segment) && matchSegments(name, at + 1, pattern, from + 1);
}
