import type { Lookup } from '../../extract/placeholder.ts';
import type { Property, Sourced, Workload } from '../../model/declaration.ts';
import type { Activation } from './application.ts';
import { jsonProperties } from './json.ts';
import { pieceOf } from './piece.ts';

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

/** Variables whose content the JVM or its start script takes as options. */
const optionCarriers = /^(?:JAVA_OPTS|JAVA_OPTIONS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS)$/;

export function processSources({ env, words }: Workload): ProcessSources {
  const carriers = env.filter(({ name }) => optionCarriers.test(name));
  const system = [...carriers, ...words].flatMap((text) => assignments(text, /(?:^|\s)-D([\w.[\]-]+)=/g));
  const given = words.flatMap((text) => assignments(text, /(?:^|\s)--([\w.[\]-]+)=/g));
  const variables = env.map((variable): Property => ({ ...variable, raw: variable.value ?? variable.raw }));
  const json = [given, system, variables]
    .map((source) => source.findLast(({ name }) => isJsonName(name)))
    .find((each) => each !== undefined);
  return { arguments: given, json: json === undefined ? [] : jsonProperties(json), system, variables };
}

function isJsonName(name: string): boolean {
  return name === 'spring.application.json' || name === 'SPRING_APPLICATION_JSON';
}

/** Every `--name=value` of a word or a script, up to the next white space unless it is quoted or the word is one. */
function assignments(text: Sourced, start: RegExp): readonly Property[] {
  const said = text.value ?? '';
  const isOne = said.startsWith('-') && !/\s-/.test(said);
  return [...said.matchAll(start)].flatMap((match): Property[] => {
    const rest = said.slice(match.index + match[0].length);
    const [, single, double, plain] = /^'([^']*)'|^"((?:[^"\\]|\\.)*)"|^(\S*)/.exec(rest) ?? [];
    const value = isOne && single === undefined && double === undefined ? rest : (single ?? double ?? plain ?? '');
    const from = said.length - rest.length + rest.indexOf(value);
    return [{ name: match[1] ?? '', value, raw: value, at: pieceOf(text, from, from + value.length) }];
  });
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
function flat(name: string): string {
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
