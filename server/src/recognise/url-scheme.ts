/** Words before the scheme that say how a driver is wrapped, not what it speaks to. */
const wrappers = new Set([
  'jdbc',
  'r2dbc',
  'r2dbcs',
  'pool',
  'proxy',
  'p6spy',
  'log4jdbc',
  'tc',
  'otel',
  'tracing',
  'opentracing',
  'aws-wrapper',
  'vertx-reactive',
]);

/** The scheme of an address, lower case, and where its authority begins. */
export interface UrlScheme {
  /** `mysql` of `jdbc:mysql:replication://…`, `mongodb+srv` of `mongodb+srv://…`. */
  readonly scheme: string;
  /** Index behind `://`. */
  readonly end: number;
}

/** Reads `scheme://`, and drivers' forms of it: `jdbc:mysql://`, `jdbc:p6spy:mysql://`, `r2dbc:pool:postgresql://`. */
export function urlSchemeOf(text: string): UrlScheme | undefined {
  const match = /^((?:[A-Za-z][A-Za-z0-9+.-]*:)+)(?:[0-9][\w.-]*:)?\/\//.exec(text);
  if (match === null) return undefined;
  const words = (match[1] ?? '').toLowerCase().split(':').slice(0, -1);
  const scheme = wrappers.has(words[0] ?? '') ? words.find((word) => !wrappers.has(word)) : words.at(-1);
  return scheme === undefined ? undefined : { scheme, end: match[0].length };
}

/** Who speaks a scheme: `postgresql+asyncpg` is `postgresql` where nobody has the whole. */
export function speakerOf(scheme: string, schemes: ReadonlyMap<string, string>): string | undefined {
  return schemes.get(scheme) ?? (scheme.includes('+') ? schemes.get(scheme.slice(0, scheme.indexOf('+'))) : undefined);
}
