import { child, children, descend } from '../../../extract/field.ts';
import { isTrue, made, nothing, valueOf, type Value } from './value.ts';

type Known = readonly Value[];

/** What a function comes to for arguments that are all known; undefined where it cannot be told. */
type Function = (args: Known) => Value | undefined;

const truth = (is: boolean, ...of: Known): Value => made('boolean', String(is), ...of);

/** Says the same in another form. */
const same: Function = ([value]) => value;
const last: Function = (args) => args.at(-1);

/** On the text of the last argument. */
const onText =
  (change: (text: string, first: string, second: string) => string): Function =>
  (args) => {
    const value = args.at(-1);
    if (value === undefined || value.type === 'map' || value.type === 'list') return undefined;
    const [first, second] = args;
    const text = change(value.text, first?.text ?? '', second?.text ?? '');
    return text === value.text ? value : made('string', text, value);
  };

const quoted: Function = ([value]) => {
  if (value === undefined || value.type === 'map' || value.type === 'list') return undefined;
  return value.type === 'null' ? made('string', '') : value;
};

function equal(a: Value, b: Value): boolean | undefined {
  if ([a, b].some(({ type }) => type === 'map' || type === 'list')) return undefined;
  return a.text === b.text && (a.type === 'null') === (b.type === 'null');
}

const compared =
  (test: (difference: number) => boolean): Function =>
  ([a, b]) =>
    a?.type === 'number' && b?.type === 'number' ? truth(test(Number(a.text) - Number(b.text)), a, b) : undefined;

const computed =
  (compute: (a: number, b: number) => number): Function =>
  ([a, b, ...rest]) =>
    a?.type === 'number' && b?.type === 'number' && rest.length === 0
      ? made('number', String(compute(Number(a.text), Number(b.text))), a, b)
      : undefined;

/** `%s`, `%d` and `%v` only. */
const printf: Function = ([format, ...args]) => {
  if (format === undefined || args.some(({ type }) => type === 'map' || type === 'list' || type === 'null'))
    return undefined;
  const verbs = format.text.match(/%./g) ?? [];
  if (verbs.length !== args.length || verbs.some((verb) => !/%[sdv]/.test(verb))) return undefined;
  let next = 0;
  return made(
    'string',
    format.text.replace(/%./g, () => args[next++]?.text ?? ''),
    format,
    ...args,
  );
};

/** The entry of a map or the item of a list at each key in turn. */
const index: Function = ([start, ...keys]) => {
  let field = start?.field;
  for (const { text, type } of keys) field = type === 'number' ? children(field)[Number(text)] : child(field, text);
  return start === undefined ? undefined : valueOf(field, keys.map(({ text }) => `.${text}`).join(''));
};

/** Sprig's `get map key`; helmfile's `get "a.b" default map` takes a path, and the default where nothing stands there. */
const get: Function = (args) => {
  const map = args.at(-1);
  const [path, fallback] = args;
  if (args[0]?.type === 'map' || map?.type !== 'map' || path === undefined) return index(args);
  const found = valueOf(descend(map.field, ...path.text.split('.')), `.Values.${path.text}`);
  return found?.type === 'null' && args.length > 2 ? fallback : found;
};

/** Functions of templates whose result is certain. Sources: https://helm.sh/docs/chart_template_guide/function_list/ */
export const functions: Readonly<Record<string, Function>> = {
  quote: quoted,
  squote: quoted,
  toString: quoted,
  int: same,
  int64: same,
  float64: same,
  toYaml: same,
  indent: last,
  nindent: last,
  required: ([, value]) => (value !== undefined && value.type !== 'null' && value.text !== '' ? value : undefined),
  tpl: ([value]) => (value?.text.includes('{{') === true ? undefined : value),
  default: ([fallback, value]) => (value === undefined || !isTrue(value) ? fallback : value),
  coalesce: (args) => args.find(isTrue) ?? nothing,
  ternary: ([yes, no, test]) => (test?.type === 'boolean' ? (test.text === 'true' ? yes : no) : undefined),
  not: ([value]) => value && truth(!isTrue(value), value),
  empty: ([value]) => value && truth(!isTrue(value), value),
  eq: ([a, ...others]) => {
    if (a === undefined || others.length === 0) return undefined;
    const found = others.map((other) => equal(a, other));
    return found.includes(undefined) ? undefined : truth(found.includes(true), a, ...others);
  },
  ne: ([a, b]) => {
    const found = a && b && equal(a, b);
    return found === undefined || a === undefined || b === undefined ? undefined : truth(!found, a, b);
  },
  gt: compared((difference) => difference > 0),
  ge: compared((difference) => difference >= 0),
  lt: compared((difference) => difference < 0),
  le: compared((difference) => difference <= 0),
  add: computed((a, b) => a + b),
  sub: computed((a, b) => a - b),
  mul: computed((a, b) => a * b),
  printf,
  index,
  get,
  getOrNil: get,
  hasKey: ([map, key]) =>
    map?.type === 'map' && key !== undefined ? truth(child(map.field, key.text) !== undefined) : undefined,
  len: ([value]) =>
    value?.type === 'list' || value?.type === 'map' ? made('number', String(children(value.field).length)) : undefined,
  upper: onText((text) => text.toUpperCase()),
  lower: onText((text) => text.toLowerCase()),
  trim: onText((text) => text.trim()),
  trimSuffix: onText((text, suffix) => (suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text)),
  trimPrefix: onText((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trunc: onText((text, length) => (Number(length) >= 0 ? text.slice(0, Number(length)) : text.slice(Number(length)))),
  replace: onText((text, from, to) => (from === '' ? text : text.split(from).join(to))),
  contains: ([part, whole]) => part && whole && truth(whole.text.includes(part.text), part, whole),
  hasPrefix: ([part, whole]) => part && whole && truth(whole.text.startsWith(part.text), part, whole),
  hasSuffix: ([part, whole]) => part && whole && truth(whole.text.endsWith(part.text), part, whole),
};
