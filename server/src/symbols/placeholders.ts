import { span, type Span } from '../base/span.ts';

/** A name inside `${…}`, `$NAME` or `$(…)`, with its place in the file. */
export interface Placeholder {
  readonly name: string;
  readonly span: Span;
}

/** Compose's variables: `$NAME`, `${NAME…}`, nested ones as well; `$$` is a dollar. */
export function composePlaceholders(text: string, within: Span): Placeholder[] {
  return found(text, within, /(\$\$)|\$\{?([A-Za-z_]\w*)/g, 2);
}

/** Spring's placeholders: `${name}`, `${name:default}`, nested ones as well. */
export function springPlaceholders(text: string, within: Span): Placeholder[] {
  return found(text, within, /(\\)?\$\{([A-Za-z_][\w.[\]-]*)(?=[:}])/g, 2);
}

/** Variables in a command of Kubernetes: `$(NAME)`; `$$(NAME)` is text. */
export function kubernetesPlaceholders(text: string, within: Span): Placeholder[] {
  return found(text, within, /(\$\$)|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g, 2);
}

/** The first group of a pattern marks what only looks like a placeholder. */
function found(text: string, { start, end }: Span, pattern: RegExp, group: number): Placeholder[] {
  const slice = text.slice(start, end);
  if (!slice.includes('$')) return [];
  return [...slice.matchAll(pattern)].flatMap((match) => {
    const name = match[group];
    if (name === undefined || match[1] !== undefined) return [];
    const from = start + match.index + match[0].indexOf(name);
    return [{ name, span: span(from, from + name.length) }];
  });
}
