import type { Knowledge } from '../knowledge/types.ts';
import { atKey, atValue, type Anchor } from '../model/anchor.ts';
import { declaredFacts, distinctPlaces, mayBeConfiguredElsewhere } from '../model/declared.ts';
import type { Fact } from '../model/fact.ts';
import type { Client } from '../model/part.ts';
import type { Cluster, Link } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';
import { inForce, settingIn } from '../review/fact-in-force.ts';
import type { Fix, Related } from '../review/finding.ts';

/**
 * Reports a written value that is in `in`, not in `notIn`, below `below` or above `above`; several settings of one rule are
 * one cause. Without any of these the setting's presence is reported. `unwritten`: where none of the settings is written, the
 * default of the first one is judged too, unless it may be set in a file that was not read. `fix` is the value to write
 * instead, `safe` that nothing else can change by it. `pairs` names settings of the other side whose places are shown beside
 * it (note `pair`).
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
    const written = writtenOf(subject, params.settings);
    const judged =
      written.length > 0 || params.unwritten !== true ? written : defaultOf(subject, params.settings, knowledge);
    const wrong = judged.filter(({ fact }) => isWrong(fact, params));
    const [first] = wrong;
    if (first === undefined) return;
    const places = distinctPlaces(wrong.map(({ fact }) => fact));
    const at = places[0] ?? subject.at;
    const fix = fixOf(places, params.fix, params.safe);
    report({
      // That it is written at all is the matter, so the name is marked.
      at: isPresenceOnly(params) ? atKey(at) : at,
      about: first.setting,
      args: { ...argsOf(first), ...(subject.kind === 'cluster' && { nodes: subject.nodes.value ?? '?' }) },
      related: [
        ...places.slice(1).map((place) => ({ at: place, note: 'also' })),
        ...pairsOf(subject, params.pairs ?? [], links),
      ],
      ...(fix !== undefined && { fix }),
    });
  },
});

interface Held {
  readonly setting: string;
  readonly fact: Fact;
}

function writtenOf(subject: Cluster | Client, settings: readonly string[]): readonly Held[] {
  return settings.flatMap((setting) => declaredFacts(subject, setting).map((fact) => ({ setting, fact })));
}

/** What holds where nothing is written, if it is known and not set where nobody looked. */
function defaultOf(subject: Cluster | Client, [setting]: readonly string[], knowledge: Knowledge): readonly Held[] {
  if (setting === undefined || isOpen(subject) || !isOwn(setting, subject, knowledge)) return [];
  const fact = inForce(subject, setting, knowledge);
  return fact.value === undefined ? [] : [{ setting, fact }];
}

function isOpen(subject: Cluster | Client): boolean {
  return subject.partial || (subject.kind === 'cluster' && subject.deployments.some(mayBeConfiguredElsewhere));
}

/** A setting of the server has no default at a client, and the other way round. */
function isOwn(id: string, subject: Cluster | Client, knowledge: Knowledge): boolean {
  return settingIn(knowledge, id)?.side === (subject.kind === 'cluster' ? 'server' : 'client');
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
  if (value === undefined) return false;
  const { in: bad, notIn: good, below = -Infinity, above = Infinity } = limits;
  const word = value.trim().toLowerCase();
  const among = (list: readonly string[]): boolean => list.some((each) => each.toLowerCase() === word);
  if (bad !== undefined && among(bad)) return true;
  if (good !== undefined && !among(good)) return true;
  const number = word === '' ? NaN : Number(word);
  return number < below || number > above;
}

function fixOf(places: readonly Anchor[], value: string | undefined, safe = false): Fix | undefined {
  if (value === undefined || places.length === 0) return undefined;
  const edits = places.map((place) => ({ kind: 'set' as const, at: atValue(place), value }));
  return { disposition: safe ? 'safe' : 'unsafe', edits };
}

function pairsOf(subject: Cluster | Client, settings: readonly string[], links: readonly Link[]): readonly Related[] {
  const others = links.map((link) => (subject.kind === 'cluster' ? link.client : link.cluster));
  const held = [...new Set(others)].flatMap((other) => (other === undefined ? [] : writtenOf(other, settings)));
  return held.flatMap((each) => each.fact.at.slice(0, 1).map((at) => ({ at, note: 'pair', args: argsOf(each) })));
}

function argsOf({ setting, fact }: Held): { readonly setting: string; readonly value: string } {
  return { setting: fact.spelling ?? setting.slice(setting.indexOf(':') + 1), value: fact.value ?? '?' };
}
