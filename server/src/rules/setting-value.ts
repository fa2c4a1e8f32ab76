import type { Knowledge } from '../knowledge/types.ts';
import { atKey, atValue } from '../model/anchor.ts';
import { declaredFacts, distinctPlaces, mayBeConfiguredElsewhere } from '../model/declared.ts';
import type { Fact } from '../model/fact.ts';
import type { Client } from '../model/part.ts';
import type { Cluster, Link } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';
import type { Edit, Related } from '../review/finding.ts';

/**
 * Reports a written value that is in `in`, not in `notIn`, below `below` or above `above`; several settings of one rule are
 * one cause. Without any of these the setting's presence is reported. `fix` is the value to write instead. `unwritten`: where
 * none of the settings is written, the default of the first one is judged too, unless it may be set in a file that was not read.
 * `pairs` names settings of the other side whose places are shown beside it (note `pair`).
 */
export const check = defineCheck({
  on: 'any',
  params: {
    settings: 'strings',
    in: 'strings?',
    notIn: 'strings?',
    below: 'integer?',
    above: 'integer?',
    unwritten: 'boolean?',
    fix: 'string?',
    safe: 'boolean?',
    pairs: 'strings?',
  },
  run({ subject, params, links, knowledge, report }) {
    const facts = params.settings.flatMap((setting) => declaredFacts(subject, setting).map((fact) => ({ setting, fact })));
    const [main] = params.settings;
    const common = subject.kind === 'cluster' ? { nodes: subject.nodes.value ?? '?' } : {};
    if (facts.length === 0 && params.unwritten === true && main !== undefined && !isOpen(subject) && isOwn(main, subject, knowledge)) {
      const fact = inForce(subject, main, knowledge);
      if (fact.value === undefined || !isWrong(fact, params)) return;
      const args = { ...common, setting: nativeName(main), value: fact.value };
      report({ at: subject.at, about: main, args, related: pairsOf(subject, params.pairs ?? [], links) });
      return;
    }
    const wrong = facts.filter(({ fact }) => isWrong(fact, params));
    const first = wrong[0];
    const places = distinctPlaces(wrong.map(({ fact }) => fact));
    const at = places[0];
    if (first === undefined || at === undefined) return;
    const also: Related[] = places.slice(1).map((place) => ({ at: place, note: 'also' }));
    const edits: Edit[] = params.fix === undefined ? [] : places.map((place) => ({ kind: 'set', at: atValue(place), value: params.fix ?? '' }));
    report({
      // That it is written at all is the matter, so the name is marked.
      at: isPresenceOnly(params) ? atKey(at) : at,
      about: first.setting,
      args: { ...common, setting: first.fact.spelling ?? nativeName(first.setting), value: first.fact.value ?? '' },
      related: [...also, ...pairsOf(subject, params.pairs ?? [], links)],
      ...(edits.length > 0 && { fix: { disposition: params.safe === true ? 'safe' : 'unsafe', edits } }),
    });
  },
});

/** A setting of the server has no default at a client, and the other way round. */
function isOwn(id: string, subject: Cluster | Client, { components }: Knowledge): boolean {
  const setting = components.flatMap((component) => component.settings).find((each) => each.id === id);
  return setting?.side === (subject.kind === 'cluster' ? 'server' : 'client');
}

function isOpen(subject: Cluster | Client): boolean {
  return subject.partial || (subject.kind === 'cluster' && subject.deployments.some(mayBeConfiguredElsewhere));
}

interface Limits {
  readonly in?: readonly string[];
  readonly notIn?: readonly string[];
  readonly below?: number;
  readonly above?: number;
}

function isPresenceOnly({ in: bad, notIn: good, below, above }: Limits): boolean {
  return bad === undefined && good === undefined && below === undefined && above === undefined;
}

function isWrong({ value }: Fact, limits: Limits): boolean {
  if (isPresenceOnly(limits)) return true;
  const { in: bad, notIn: good, below, above } = limits;
  if (value === undefined) return false;
  const word = value.trim().toLowerCase();
  const among = (list: readonly string[]): boolean => list.some((each) => each.toLowerCase() === word);
  if (bad !== undefined && among(bad)) return true;
  if (good !== undefined && !among(good)) return true;
  const number = word === '' ? NaN : Number(word);
  return (below !== undefined && number < below) || (above !== undefined && number > above);
}

function pairsOf(subject: Cluster | Client, settings: readonly string[], links: readonly Link[]): Related[] {
  const others = links.flatMap((link): (Cluster | Client)[] => (subject.kind === 'cluster' ? [link.client] : link.cluster === undefined ? [] : [link.cluster]));
  const facts = [...new Set(others)].flatMap((other) => settings.flatMap((setting) => declaredFacts(other, setting).map((fact) => ({ setting, fact }))));
  return facts.flatMap(({ setting, fact }) =>
    fact.at.slice(0, 1).map((at) => ({ at, note: 'pair', args: { setting: fact.spelling ?? nativeName(setting), value: fact.value ?? '?' } })),
  );
}

function nativeName(setting: string): string {
  return setting.slice(setting.indexOf(':') + 1);
}
