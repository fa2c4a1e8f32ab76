/** A text with what its variables stand for. */
export interface Expanded {
  /** Undefined where a part is not known. */
  readonly value: string | undefined;
  /** With every unknown part as `${NAME}`. */
  readonly text: string;
  /** Variables whose values are in it, in order. */
  readonly used: readonly string[];
}

const reference = /\$(?:\{(\w+)(?:(:?-)([^{}]*)|([^{}]+))?\}|([A-Za-z_]\w*)|\(([^()]*)\)?)|`[^`]*`/g;

/**
 * What a POSIX shell makes of `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME-default}`. Everything else that it would find out,
 * as the output of a command, is unknown.
 * @param find the value of a variable; undefined where it is not known
 */
export function expandShell(text: string, find: (name: string) => string | undefined): Expanded {
  if (!/[$`]/.test(text)) return { value: text, text, used: [] };
  const used: string[] = [];
  let isKnown = true;
  const expanded = text.replace(
    reference,
    (_, braced?: string, operator?: string, instead?: string, other?: string, bare?: string): string => {
      const name = braced ?? bare;
      const found = name === undefined || other !== undefined ? undefined : find(name);
      if (found !== undefined && name !== undefined && !(operator === ':-' && found === '')) {
        used.push(name);
        return found;
      }
      if (operator !== undefined && instead !== undefined && !/[$`]/.test(instead)) return instead;
      isKnown = false;
      return `\${${name ?? 'command'}}`;
    },
  );
  return { value: isKnown ? expanded : undefined, text: expanded, used };
}
