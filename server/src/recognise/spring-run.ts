import type { Overridden, Property, SpringRun, Variable } from '../model/declaration.ts';
import type { Option } from './command-line.ts';
import type { Config } from './config.ts';
import { flatName, flatVariable } from './relaxed-name.ts';

/** What a container says, each statement with the property of its application that it stands over. */
export interface StandingOver {
  readonly env: readonly Variable[];
  readonly options: readonly Option[];
  /** Properties that nothing stronger stands over. */
  readonly properties: readonly Property[];
}

/** One statement; several of one source under one key are the items of a list. */
interface Statement {
  readonly key: string;
  readonly over: (below: Overridden | undefined) => Held;
}

type Held =
  | { readonly kind: 'property'; readonly value: Property }
  | { readonly kind: 'variable'; readonly value: Variable }
  | { readonly kind: 'option'; readonly option: Option; readonly value: Overridden };

/**
 * Puts what a container says over the properties of the application it runs: variables over files, system properties over
 * variables, `spring.application.json` over those, arguments over these; over all of them a configuration centre that is asked
 * before the application's own files are read. A list replaces a list as a whole.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html
 */
export function standingOver(run: SpringRun | undefined, { env, options }: Config): StandingOver {
  if (run === undefined) return { env, options, properties: [] };
  const isArgument = ({ name }: Option): boolean => name.startsWith('--');
  const sources = [
    run.properties.map(ofProperty),
    env.map(ofVariable),
    options.filter((option) => !isArgument(option)).map(ofOption),
    run.json.map(ofProperty),
    options.filter(isArgument).map(ofOption),
    (run.above ?? []).map(ofProperty),
  ];
  const held = new Map<string, readonly Held[]>();
  for (const source of sources) {
    const said = new Map<string, Held[]>();
    for (const { key, over } of source) {
      const items = said.get(key) ?? [];
      items.push(over(named(held.get(key)?.[items.length])));
      said.set(key, items);
    }
    for (const [key, items] of said) held.set(key, items);
  }
  const all = [...held.values()].flat();
  return {
    env: all.flatMap((each) => (each.kind === 'variable' ? [each.value] : [])),
    options: all.flatMap((each) => (each.kind === 'option' ? [{ ...each.option, value: each.value }] : [])),
    properties: all.flatMap((each) => (each.kind === 'property' ? [each.value] : [])),
  };
}

function ofProperty(property: Property): Statement {
  return {
    key: flatName(property.name),
    over: (below) => ({ kind: 'property', value: below === undefined ? property : standingOn(property, below) }),
  };
}

/** Below the weakest statement of its own source. */
function standingOn<T extends Overridden>(property: T, below: Overridden): T {
  const { overrides } = property;
  return { ...property, overrides: overrides === undefined ? below : standingOn(overrides, below) };
}

function ofVariable(variable: Variable): Statement {
  return {
    key: flatVariable(variable.name),
    over: (below) => ({ kind: 'variable', value: below === undefined ? variable : { ...variable, overrides: below } }),
  };
}

function ofOption(option: Option): Statement {
  const { value } = option;
  return {
    key: flatName(option.name.replace(/^-D|^--?/, '')),
    over: (below) => ({ kind: 'option', option, value: below === undefined ? value : { ...value, overrides: below } }),
  };
}

/** What is stood over, under the name it goes by. */
function named(held: Held | undefined): Overridden | undefined {
  if (held === undefined) return undefined;
  return held.kind === 'option' ? { ...held.value, name: held.option.name } : held.value;
}
