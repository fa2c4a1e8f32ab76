/**
 * Relaxed binding: the spellings of one property that Spring Boot takes for the same. Kebab-case, camelCase and
 * underscores agree, and an environment variable is the name in capitals with `_` for every separator.
 */

/** Dotted, lower case, without dashes, underscores and list indices: `spring.data.redis.sentinel.nodes`. */
export function canonicalName(name: string): string {
  if (/^[a-z0-9.]*$/.test(name)) return name;
  const dotted = name.includes('[') ? name.replace(/\[\d+\]/g, '').replace(/\[([^\]]*)\]/g, '.$1') : name;
  return dotted.replace(/[-_"']/g, '').toLowerCase();
}

/** Without any separator: what a property name and its environment variable have in common. */
export function flatName(name: string): string {
  return canonicalName(name).replaceAll('.', '');
}

/**
 * The same of an environment variable, whose list indices are numbers between underscores: `SPRING_KAFKA_BOOTSTRAP_SERVERS_0`,
 * `SPRING_DATA_REDIS_SENTINEL_NODES_0_`.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.typesafe-configuration-properties.relaxed-binding.environment-variables
 */
export function flatVariable(name: string): string {
  return flatName(/^[A-Z\d_]+$/.test(name) ? name.replace(/_\d+(?=_|$)/g, '') : name);
}

/** Words of a name, upper case: `ordersRedis.hostName` → ORDERS REDIS HOST NAME. A trailing number is left out. */
export function nameTokens(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((token) => token !== '' && !/^\d+$/.test(token))
    .map((token) => token.toUpperCase());
}

/**
 * A knowledge pattern (`a.*.b`, `a.b.**`, `**.a.b`) as a test over canonical names; undefined for an exact name. What a leading
 * `**.` stands for is the first group.
 */
export function namePattern(pattern: string): RegExp | undefined {
  if (!pattern.includes('*')) return undefined;
  let text = canonicalName(pattern);
  let head = '^';
  let tail = '$';
  if (text.startsWith('**.')) {
    head = '^(.+\\.)?';
    text = text.slice(3);
  }
  if (text.endsWith('.**')) {
    tail = '\\..+$';
    text = text.slice(0, -3);
  }
  const body = text
    .split('.')
    .map((segment) => (segment === '*' ? '[^.]+' : segment.split('*').map(escape).join('[^.]*')));
  return new RegExp(head + body.join('\\.') + tail);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
