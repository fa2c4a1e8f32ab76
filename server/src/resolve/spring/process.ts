import type { Lookup } from '../../extract/placeholder.ts';
import { expandShell } from '../../base/shell-variables.ts';
import type { Property, Sourced, Variable, Workload } from '../../model/declaration.ts';
import { javaOptionsIn } from '../../model/java-options.ts';
import { subAnchor } from '../../model/sub-anchor.ts';
import { jsonProperties } from './json.ts';
import type { Activation } from './profiles.ts';

/**
 * What a container says to the Spring application in it, strongest first: arguments, `spring.application.json`, system
 * properties, variables.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html
 */
export interface ProcessSources {
  readonly arguments: readonly Property[];
  readonly json: readonly Property[];
  readonly system: readonly Property[];
  readonly variables: readonly Property[];
}

/** What start scripts call the options of Java. */
const carrierName = /^JAVA_OPT(?:ION)?S$/;

export function processSources(workload: Workload): ProcessSources {
  const { env, words } = workload;
  const { weaker, stronger } = javaOptionsIn(workload, carrierName);
  const system = [...weaker, ...words, ...stronger].flatMap((text) =>
    assignments(text, /(?:^|\s)-D([\w.[\]-]+)=/g, env),
  );
  const given = words.flatMap((text) => assignments(text, /(?:^|\s)--([\w.[\]-]+)=/g, env));
  const variables = env.map((variable): Property => ({ ...variable, raw: variable.value ?? variable.raw }));
  const json = [given, system, variables]
    .map((source) => source.findLast(({ name }) => isJsonName(name)))
    .find((each) => each !== undefined);
  return { arguments: given, json: json === undefined ? [] : jsonProperties(json), system, variables };
}

function isJsonName(name: string): boolean {
  return name === 'spring.application.json' || name === 'SPRING_APPLICATION_JSON';
}

/**
 * Every `--name=value` of a word or a script, up to the next white space unless it is quoted or the word is one. A script has the
 * variables of the container filled in.
 */
function assignments(text: Sourced, start: RegExp, env: readonly Variable[]): readonly Property[] {
  const said = text.value ?? text.pattern ?? '';
  const isOne = said.startsWith('-') && !/\s-/.test(said);
  return [...said.matchAll(start)].flatMap((match): Property[] => {
    const rest = said.slice(match.index + match[0].length);
    const [, single, double, plain] = /^'([^']*)'|^"((?:[^"\\]|\\.)*)"|^(\S*)/.exec(rest) ?? [];
    const value = isOne && single === undefined && double === undefined ? rest : (single ?? double ?? plain ?? '');
    const from = said.length - rest.length + rest.indexOf(value);
    const at = subAnchor(text, from, value.length);
    const isLiteral = single !== undefined || isOne;
    return [{ name: match[1] ?? '', ...(isLiteral ? literal(text, value) : filledIn(value, env)), at }];
  });
}

/** What no shell looks at; what was filled in before leaves marks where it is not known. */
function literal({ value: whole }: Sourced, value: string): Pick<Property, 'value' | 'raw'> {
  return { value: whole === undefined && value.includes('${') ? undefined : value, raw: value };
}

function filledIn(text: string, env: readonly Variable[]): Pick<Property, 'value' | 'raw'> {
  const { value } = expandShell(text, (wanted) => env.findLast(({ name }) => name === wanted)?.value);
  return { value, raw: value ?? text };
}

/** Finds what a placeholder or a property names in these sources, relaxed; undefined where files decide. */
export function lookupIn(sources: ProcessSources): Lookup {
  const order = [sources.arguments, sources.json, sources.system].map(byFlatName);
  const exact = new Map(sources.variables.map((variable) => [variable.name, variable]));
  const relaxed = byFlatName(sources.variables);
  return (name) => {
    const key = flat(name);
    const stated = order.map((source) => source.get(key)).find((each) => each !== undefined);
    const found = stated ?? exact.get(name) ?? relaxed.get(key);
    return found?.value === undefined ? undefined : found;
  };
}

function byFlatName(properties: readonly Property[]): ReadonlyMap<string, Property> {
  return new Map(properties.map((property) => [flat(property.name), property]));
}

/** What a property and its variable have in common: `orders.max-size` and `ORDERS_MAXSIZE`. */
export function flat(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

/** Profiles that the process turns on. */
export function activation(sources: ProcessSources): Activation {
  const list = (name: string): readonly string[] =>
    listIn(sources, name).filter((profile) => /^[\w.-]+$/.test(profile));
  return { profiles: list('spring.profiles.active'), included: list('spring.profiles.include') };
}

/** A list as the strongest source says it: in one text with commas, or item by item (`…_0`, `…[0]`). */
export function listIn({ arguments: given, json, system, variables }: ProcessSources, name: string): readonly string[] {
  const key = flat(name);
  for (const source of [given, json, system, variables]) {
    const whole = source.findLast((each) => flat(each.name) === key)?.value;
    const items = source.filter(
      (each) => /(?:\[\d+\]|_\d+_?)$/.test(each.name) && flat(withoutIndex(each.name)) === key,
    );
    const texts = whole === undefined ? items.toSorted(byIndex).map(({ value }) => value ?? '') : whole.split(',');
    if (texts.length > 0) return texts.map((each) => each.trim()).filter((each) => each !== '');
  }
  return [];
}

function withoutIndex(name: string): string {
  return name.replace(/(?:\[\d+\]|_\d+_?)$/, '');
}

function byIndex(a: Property, b: Property): number {
  const index = ({ name }: Property): number => Number(/(\d+)\D*$/.exec(name)?.[1]);
  return index(a) - index(b);
}
