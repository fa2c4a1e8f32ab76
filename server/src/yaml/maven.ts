/**
 * Maven's resource filtering replaces `@name@` when the application is built, so source files hold values that are no YAML:
 * a plain scalar cannot start with `@`. The sign is exchanged for a private-use character while the library reads.
 */
const stand = '\ue0a0';

/** Where a plain scalar can start: after a key, a list sign, a bracket, or at the start of a line. */
const unquoted = /(?<=^[ \t]*|[:\-[{,?][ \t]+|[[{,])@(?=[\w.-]+@)/gm;

/** Text of the same length the library can read; undefined where there is nothing to replace. */
export function protectMaven(text: string): string | undefined {
  if (!text.includes('@')) return undefined;
  const replaced = text.replace(unquoted, stand);
  return replaced === text ? undefined : replaced;
}

export function restoreMaven(value: string): string {
  return value.replaceAll(stand, '@');
}
