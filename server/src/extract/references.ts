import { interpolate, type Resolved } from './interpolate.ts';

/**
 * A text in which a tool fills in `${NAME}` before the manifest is applied (envsubst, an OpenShift template), or the
 * application when it starts. Kubernetes itself leaves it alone.
 */
export function substituted(raw: string): Resolved {
  return raw.includes('${') ? interpolate(raw) : { value: raw };
}

/** `$(NAME)` of a Kubernetes command or variable, filled from the container's variables; `$$(NAME)` stays as text. */
export function resolveReferences(raw: string, variables: ReadonlyMap<string, string | undefined>): Resolved {
  if (!raw.includes('$(')) return { value: raw };
  let allKnown = true;
  const text = raw.replace(/(\$?)\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g, (whole, escape: string, name: string) => {
    if (escape !== '') return `$(${name})`;
    // A name that is no variable of the container is left as it is: in `sh -c` it is a command substitution.
    if (!variables.has(name)) return whole;
    const value = variables.get(name);
    if (value === undefined) allKnown = false;
    return value ?? `\${${name}}`;
  });
  if (allKnown) return { value: text };
  return /^\$\{[^{}]*\}$/.test(text) ? { value: undefined } : { value: undefined, pattern: text };
}
