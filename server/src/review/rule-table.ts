import { Derived } from '../base/derived.ts';
import type { Knowledge, Rule } from '../knowledge/types.ts';
import type { Check, Subject } from './check.ts';

/** The rules of a knowledge base, by the ways in which a review asks for them. */
export interface RuleTable {
  readonly byId: ReadonlyMap<string, Rule>;
  /** By component, and by what their check looks at. */
  readonly about: ReadonlyMap<string, Readonly<Record<Subject['kind'], readonly Rule[]>>>;
  /** Rules whose check is missing. */
  readonly unchecked: readonly Rule[];
  /** Ids of rules that others leave the word to. */
  readonly preferred: ReadonlySet<string>;
  /** Ids and aliases → id. */
  readonly names: ReadonlyMap<string, string>;
}

const tables = new Derived<Knowledge, RuleTable>();

/** Made once for a knowledge base and its checks. */
export function ruleTable(knowledge: Knowledge, checks: Readonly<Record<string, Check>>): RuleTable {
  const { rules } = knowledge;
  return tables.of(knowledge, [checks], () => ({
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    about: byComponent(rules, checks),
    unchecked: rules.filter((rule) => checks[rule.check] === undefined),
    preferred: new Set(rules.flatMap(preferredTo)),
    names: new Map(rules.flatMap((rule) => [rule.id, ...rule.aliases].map((name) => [name, rule.id] as const))),
  }));
}

/** Rules that say the same thing of a subject better: this one is silent where they speak. */
export function preferredTo(rule: Rule): readonly string[] {
  return (rule.params['yieldsTo'] as readonly string[] | undefined) ?? [];
}

function byComponent(rules: readonly Rule[], checks: Readonly<Record<string, Check>>): RuleTable['about'] {
  const found = new Map<string, Record<Subject['kind'], Rule[]>>();
  for (const rule of rules) {
    const on = checks[rule.check]?.on;
    if (on === undefined || on === 'suppression') continue;
    for (const component of rule.components) {
      const entry = found.get(component) ?? { cluster: [], client: [] };
      found.set(component, entry);
      if (on !== 'client') entry.cluster.push(rule);
      if (on !== 'cluster') entry.client.push(rule);
    }
  }
  return found;
}
