import { child, textOf, type Field } from '../../../extract/field.ts';
import { parseExpression, type Expression } from './expression.ts';
import { functions } from './functions.ts';
import { isTrue, made, nothing, valueOf, type Value } from './value.ts';

/** What a template is rendered with. */
export interface Release {
  /** The chart's values, complete as far as files say; undefined where nobody can tell any of them. */
  readonly values: Field | undefined;
  /** `Chart.yaml`; undefined for a template that is part of none. */
  readonly metadata: Field | undefined;
  /** Texts of the other objects by their path: `Release.Name`, `Environment.Name`. */
  readonly known?: Readonly<Record<string, string>>;
  /** The actions of a named template, by what it is given; undefined where it cannot be told. */
  include(name: string, dot: Dot): Value | undefined;
}

/** What the dot stands for: the root object, a value, or something unknown. */
export type Dot = 'root' | Value | undefined;

/** The variables and the dot at a place of a template. */
export interface Scope {
  readonly dot: Dot;
  readonly variables: ReadonlyMap<string, Value | undefined>;
}

/** What the code of an action comes to; undefined where it cannot be told. */
export function evaluate(code: string, scope: Scope, release: Release): Value | undefined {
  const expression = parsed(code);
  return expression && valueIn(expression, scope, release);
}

const known = new Map<string, Expression | undefined>();
const mostKnown = 5_000;

function parsed(code: string): Expression | undefined {
  if (known.has(code)) return known.get(code);
  if (known.size >= mostKnown) known.clear();
  const expression = parseExpression(code);
  known.set(code, expression);
  return expression;
}

function valueIn(expression: Expression, scope: Scope, release: Release): Value | undefined {
  switch (expression.kind) {
    case 'literal':
      return made(expression.type, expression.text);
    case 'path':
      return pathIn(expression.head, expression.names, scope, release);
    case 'below': {
      const of = valueIn(expression.of, scope, release);
      return of && below(of, expression.names, '()');
    }
    case 'call':
      return called(expression.name, expression.args, scope, release);
  }
}

function pathIn(head: string, names: readonly string[], scope: Scope, release: Release): Value | undefined {
  const isVariable = head.length > 1 && head.startsWith('$');
  const start: Dot = head === '$' ? 'root' : isVariable ? scope.variables.get(head) : scope.dot;
  return start === 'root' ? ofRoot(names, release) : start && below(start, names, head);
}

function ofRoot(names: readonly string[], release: Release): Value | undefined {
  const [object, ...rest] = names;
  // The last two are helmfile's names for the same.
  if (object === 'Values' || object === 'StateValues') return valueBelow(release, rest);
  if (object === 'Environment' && rest[0] === 'Values') return valueBelow(release, rest.slice(1));
  const text = object === 'Chart' ? ofChart(rest, release) : release.known?.[names.join('.')];
  return text === undefined ? undefined : made('string', text);
}

function ofChart([name = '', ...rest]: readonly string[], { metadata }: Release): string | undefined {
  return rest.length > 0 ? undefined : textOf(child(metadata, name.charAt(0).toLowerCase() + name.slice(1)));
}

function valueBelow({ values }: Release, names: readonly string[]): Value | undefined {
  const all = values && valueOf(values, '.Values');
  return all && below(all, names, '.Values');
}

function below(start: Value, names: readonly string[], head: string): Value | undefined {
  if (names.length === 0) return start;
  // What stands below nothing is nothing; below a text Helm gives up.
  if (start.type === 'null') return nothing;
  if (start.type !== 'map') return undefined;
  let field = start.field;
  for (const name of names) field = child(field, name);
  return valueOf(field, `${head}.${names.join('.')}`);
}

function called(name: string, args: readonly Expression[], scope: Scope, release: Release): Value | undefined {
  const values = args.map((argument) => (isRootPath(argument, scope) ? undefined : valueIn(argument, scope, release)));
  if (name === 'include' || name === 'template') {
    const [called] = values;
    const [, given] = args;
    return called && release.include(called.text, given && isRootPath(given, scope) ? 'root' : values[1]);
  }
  if (name === 'and' || name === 'or') return decided(name, values);
  const all = values.filter((value) => value !== undefined);
  const compute = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return all.length === values.length ? compute?.(all) : undefined;
}

/** The root object itself, which is no value. */
function isRootPath(expression: Expression, { dot }: Scope): boolean {
  if (expression.kind !== 'path' || expression.names.length > 0) return false;
  return expression.head === '$' || (expression.head === '' && dot === 'root');
}

/** The first value that decides, or the last one. A value that is nothing makes `and` nothing, whatever the others are. */
function decided(name: 'and' | 'or', values: readonly (Value | undefined)[]): Value | undefined {
  if (name === 'and' && values.some((value) => value !== undefined && !isTrue(value)))
    return values.includes(undefined) ? made('boolean', 'false') : values.find((value) => value && !isTrue(value));
  for (const value of values) {
    if (value === undefined) return undefined;
    if (name === 'or' && isTrue(value)) return value;
  }
  return values.at(-1);
}
