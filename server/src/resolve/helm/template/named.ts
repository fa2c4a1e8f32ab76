import { evaluate, type Dot, type Release, type Scope } from './evaluate.ts';
import { changingVariables, parseTemplate, type Branch, type TemplateNode } from './syntax.ts';
import { isTrue, made, nothing, type Value } from './value.ts';

/** A template with a name, and the file it is written in. */
export interface NamedTemplate {
  readonly text: string;
  readonly branch: Branch;
}

/** The templates a file defines, by name. Source: https://helm.sh/docs/chart_template_guide/named_templates/ */
export function namedTemplates(text: string): ReadonlyMap<string, NamedTemplate> {
  const found = new Map<string, NamedTemplate>();
  for (const node of parseTemplate(text) ?? []) {
    const [branch] = node.kind === 'block' ? node.branches : [];
    const name = /^["`]([^"`]+)["`]/.exec(branch?.code ?? '')?.[1];
    if (branch?.keyword === 'define' && name !== undefined) found.set(name, { text, branch });
  }
  return found;
}

const deepest = 20;

/** Calls named templates of a release, each other ones included. What one of them cannot tell makes the whole unknown. */
export function includer(
  templates: ReadonlyMap<string, NamedTemplate>,
  release: Omit<Release, 'include'>,
  depth = 0,
): Release['include'] {
  return (name, dot: Dot) => {
    const template = templates.get(name);
    if (template === undefined || dot === undefined || depth > deepest) return undefined;
    const inner: Release = { ...release, include: includer(templates, release, depth + 1) };
    return new Writer(template.text, inner).written(template.branch, { dot, variables: new Map() });
  };
}

/** Writes the text of a template. */
class Writer {
  readonly #text: string;
  readonly #release: Release;
  readonly #changing: ReadonlySet<string>;
  #scope: Scope = { dot: undefined, variables: new Map() };

  constructor(text: string, release: Release) {
    this.#text = text;
    this.#changing = changingVariables(text);
    this.#release = release;
  }

  written({ nodes, body }: Branch, scope: Scope): Value | undefined {
    this.#scope = scope;
    const pieces = this.#pieces(nodes, body.start, body.end);
    if (pieces === undefined) return undefined;
    const told = pieces.filter(({ text }) => text.trim() !== '');
    const [only] = told;
    if (told.length === 1 && only !== undefined)
      return only.field === undefined ? { ...only, text: only.text.trim() } : only;
    return made(
      'string',
      pieces
        .map(({ text }) => text)
        .join('')
        .trim(),
      ...told,
    );
  }

  /** Texts and values in order; undefined where one is not known. */
  #pieces(nodes: readonly TemplateNode[], start: number, end: number): readonly Value[] | undefined {
    const found: Value[] = [];
    let from = start;
    for (const node of nodes) {
      found.push(made('string', this.#between(from, node.span.start)));
      const pieces = node.kind === 'action' ? this.#action(node.code) : this.#block(node.branches);
      if (pieces === undefined) return undefined;
      found.push(...pieces);
      from = node.span.end;
    }
    return [...found, made('string', this.#between(from, end))];
  }

  /** The text between two actions, without the white space that they trim. */
  #between(start: number, end: number): string {
    const text = this.#text.slice(start, end);
    const left = this.#text.slice(0, start).endsWith('-}}') ? text.trimStart() : text;
    return this.#text.startsWith('{{-', end) ? left.trimEnd() : left;
  }

  #action(code: string): readonly Value[] | undefined {
    if (code === '' || code.startsWith('/*')) return [];
    const assigned = /^(\$\w+)\s*:?=\s*([\s\S]*)$/.exec(code);
    const value = evaluate(assigned?.[2] ?? code, this.#scope, this.#release);
    if (assigned === null)
      return value === undefined || value.type === 'map' || value.type === 'list' ? undefined : [value];
    const name = assigned[1] ?? '';
    const variables = new Map([...this.#scope.variables, [name, this.#changing.has(name) ? undefined : value]]);
    this.#scope = { ...this.#scope, variables };
    return [];
  }

  #block(branches: readonly Branch[]): readonly Value[] | undefined {
    for (const { keyword, code, nodes, body } of branches) {
      if (keyword !== 'if' && keyword !== 'with') return undefined;
      const value = code === undefined ? undefined : evaluate(code, this.#scope, this.#release);
      if (code !== undefined && value === undefined) return undefined;
      if (code !== undefined && !isTrue(value ?? nothing)) continue;
      const around = this.#scope;
      if (keyword === 'with' && code !== undefined) this.#scope = { ...around, dot: value };
      const pieces = this.#pieces(nodes, body.start, body.end);
      this.#scope = around;
      return pieces;
    }
    return [];
  }
}
