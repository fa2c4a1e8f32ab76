/**
 * A name as Spring's relaxed binding compares it: case, hyphens and underscores say nothing, dots and indices do.
 * `maxPoolSize`, `max-pool-size` and `MAX_POOL_SIZE` are the same segment.
 */
export function relaxed(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}

/** A name without any separator: what properties, native names and variables have in common. */
export function flat(name: string): string {
  return name.replace(/[-_.[\]]/g, '').toLowerCase();
}
