import type { Selector, Switch } from '../knowledge/recognition.ts';
import type { Sourced } from '../model/declaration.ts';
import { matchesValue } from './field-path.ts';
import type { Lookup } from './lookup.ts';
import { canonicalName, flatName, nameTokens } from './relaxed-name.ts';

/** A value with its name: a property, a variable, an argument. */
export type Named = Sourced & { readonly name: string };

/** A use whose state is asked. */
interface Governed {
  readonly component: string;
  readonly name: string;
  readonly purpose: string | undefined;
}

/** Tells whether a use is turned off by what else is said in the same place. */
export type Activity = (use: Governed) => boolean;

interface Choice {
  readonly tokens: readonly string[];
  readonly value: string;
}

const offValues = new Set(['false', 'no', 'off', '0', 'disabled']);
/** Names that can switch something. */
const switching = /(?:enabled?|selector|type|mode)(?:\[\d+\])?$/i;
const choosers = new Set(['TYPE', 'SELECTOR', 'MODE']);
/** A switch of these is no switch of a connection. */
const tooWide = new Set(['SPRING', 'SPRING CLOUD', 'MANAGEMENT', 'SERVER']);

/**
 * Reads the switches among the values that are in force together: `<prefix>.enabled: false`, a selector
 * (`queue.type: in-memory` beside `queue.kafka.…`), and those the knowledge base names.
 */
export function activityOf(named: readonly Named[], lookup: Lookup): Activity {
  const { prefixes, choices } = switchesIn(named);
  const byName = nameIndex(named);
  return (use) => {
    const tokens = nameTokens(use.name);
    if (prefixes.some((prefix) => startsWith(tokens, prefix))) return true;
    if (choices.some((choice) => choosesOther(choice, tokens, use.component, lookup))) return true;
    const component = lookup.components.get(use.component);
    if (component === undefined) return false;
    return (
      component.switches.some((each) => isOff(each, use, byName)) ||
      servesNothing(component.switches, use, byName) ||
      component.selectors.some((each) => selectsOther(each, use, byName))
    );
  };
}

interface Switches {
  /** Everything below these is off. */
  readonly prefixes: readonly (readonly string[])[];
  readonly choices: readonly Choice[];
}

function switchesIn(named: readonly Named[]): Switches {
  const prefixes: (readonly string[])[] = [];
  const choices: Choice[] = [];
  for (const { name, value } of named) {
    if (value === undefined || value === '' || !switching.test(name)) continue;
    const tokens = nameTokens(name);
    const last = tokens.at(-1) ?? '';
    const head = tokens.slice(0, -1);
    if (head.length === 0) continue;
    if (turnsOff(last, value) && !tooWide.has(head.join(' '))) prefixes.push(head);
    else if (choosers.has(last)) choices.push({ tokens: head, value });
  }
  return { prefixes, choices };
}

function turnsOff(last: string, value: string): boolean {
  if (last === 'SELECTOR') return value === '-' || value === 'none';
  return (last === 'ENABLED' || last === 'ENABLE') && offValues.has(value.toLowerCase());
}

function nameIndex(named: readonly Named[]): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const { name, value } of named) {
    if (value === undefined) continue;
    for (const key of [canonicalName(name), `env ${flatName(name)}`]) {
      const before = index.get(key);
      // A list is one value: items are looked at one by one below.
      index.set(key, before !== undefined && name.endsWith(']') ? `${before},${value}` : value);
    }
  }
  return index;
}

function valueOf(property: string, byName: ReadonlyMap<string, string>): string | undefined {
  return byName.get(canonicalName(property)) ?? byName.get(`env ${flatName(property)}`);
}

function isOff(each: Switch, use: Governed, byName: ReadonlyMap<string, string>): boolean {
  return (each.purpose === undefined || use.purpose === each.purpose) && turnsOffBelow(each, use, byName);
}

/** An address that several purposes share is used by none of them. */
function servesNothing(switches: readonly Switch[], use: Governed, byName: ReadonlyMap<string, string>): boolean {
  if (use.purpose !== undefined) return false;
  const sharing = switches.filter(({ purpose, prefix }) => purpose !== undefined && under(prefix, use.name));
  const off = new Set(sharing.filter((each) => turnsOffBelow(each, use, byName)).map(({ purpose }) => purpose));
  return off.size > 0 && sharing.every(({ purpose }) => off.has(purpose));
}

function turnsOffBelow(each: Switch, use: Governed, byName: ReadonlyMap<string, string>): boolean {
  const value = valueOf(each.property, byName);
  if (value === undefined || !under(each.prefix, use.name)) return false;
  if (each.unless !== undefined && (valueOf(each.unless, byName) ?? '') !== '') return false;
  return value.split(',').some((item) => each.off.some((off) => matchesValue(item, off)));
}

function selectsOther(each: Selector, use: Governed, byName: ReadonlyMap<string, string>): boolean {
  const value = valueOf(each.property, byName);
  if (value === undefined || value === '' || !under(each.prefix, use.name)) return false;
  return !value.split(',').some((item) => each.on.some((on) => matchesValue(item, on)));
}

function under(prefix: string | undefined, name: string): boolean {
  if (prefix === undefined) return true;
  const canonical = canonicalName(name);
  const head = canonicalName(prefix);
  return (
    canonical === head ||
    canonical.startsWith(`${head}.`) ||
    (!name.includes('.') && flatName(name).startsWith(flatName(prefix)))
  );
}

/** `storage.type: mysql` turns `storage.redis.…` off: the next word is the component, and the choice is another one. */
function choosesOther(choice: Choice, tokens: readonly string[], component: string, lookup: Lookup): boolean {
  if (!startsWith(tokens, choice.tokens)) return false;
  const next = tokens[choice.tokens.length] ?? '';
  if (lookup.words.get(next) !== component && next !== component.toUpperCase()) return false;
  return !nameTokens(choice.value).some(
    (token) => lookup.words.get(token) === component || token === component.toUpperCase(),
  );
}

function startsWith(tokens: readonly string[], head: readonly string[]): boolean {
  return head.length < tokens.length && head.every((token, index) => tokens[index] === token);
}
