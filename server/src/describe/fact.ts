import type { Anchor } from '../model/anchor.ts';
import { chainsOf, type Chain } from '../model/chain.ts';
import type { Fact } from '../model/fact.ts';
import type { Origin } from '../model/origin.ts';
import type { Client } from '../model/part.ts';
import { shownFact } from '../model/secret.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { inForce } from '../review/fact-in-force.ts';
import { componentName, type Texts } from './texts.ts';
import { markdownWriting, type Writing } from './writing.ts';

/** `deploy/compose.yml:23`, as code. */
export function placeText(at: Anchor, project: Project): string {
  return markdownWriting(project).place(at);
}

/** A value with where it comes from: `1` — `SPRING_KAFKA_PRODUCER_ACKS` in `compose.prod.yml:23`. */
export function factText(
  fact: Fact<string | number>,
  subject: Cluster | Client,
  texts: Texts,
  writing: Writing,
): string {
  return stated(fact, subject, texts, writing);
}

/** The value in force of a setting, with what was filled in and what it overrides. */
export function inForceText(
  subject: Cluster | Client,
  setting: string,
  project: Project,
  texts: Texts,
  writing: Writing = markdownWriting(project),
): string {
  const fact = shownFact(setting, inForce(subject, setting, project.knowledge));
  const [chain] = chainsOf(subject, setting);
  return texts.clauses([stated(fact, subject, texts, writing), ...weakerTexts(chain?.facts ?? [], texts, writing)]);
}

/** A chain from its strongest statement to its weakest: `1` — `A` in x.yml:3, overrides y.yml:4 (`all`). */
export function chainText({ facts, subject }: Chain, texts: Texts, writing: Writing): string {
  const [first] = facts;
  const head = first === undefined ? [] : [stated(first, subject, texts, writing)];
  return texts.clauses([...head, ...weakerTexts(facts, texts, writing)]);
}

/** By what a statement is overridden: `1`, compose.prod.yml:23. */
export function overriddenByText({ facts: [first] }: Chain, texts: Texts, writing: Writing): string {
  const [at] = first?.at ?? [];
  return texts.phrase('fact.overridden-by', {
    value: valueText(first?.value, texts, writing),
    place: at === undefined ? '' : writing.place(at),
  });
}

/** Variables and properties a value was filled in with: `KAFKA_ACKS` = `1` from .env:3. */
export function filledInTexts(via: readonly Origin[] = [], texts: Texts, writing: Writing): string[] {
  const each = via.map(({ name, value, at, isUse }) =>
    texts.phrase(isUse === true ? 'fact.used-in' : 'fact.filled-in', {
      name: writing.code(name),
      value: writing.code(value),
      place: writing.place(at),
    }),
  );
  return [...new Set(each)];
}

/** Whose default a value is: `default of Apache Kafka 4.1.0`. */
export function defaultText(subject: Cluster | Client, texts: Texts, { words }: Writing): string {
  const { component, version } = subject;
  const library = subject.kind === 'client' ? subject.library : undefined;
  const name = words(library === undefined ? componentName(component, texts) : library.slice(library.indexOf(':') + 1));
  return version.value === undefined
    ? texts.phrase('fact.default-any', { component: name })
    : texts.phrase('fact.default-version', { component: name, version: words(version.value) });
}

function stated(fact: Fact<string | number>, subject: Cluster | Client, texts: Texts, writing: Writing): string {
  const value = valueText(fact.value, texts, writing);
  if (fact.from === 'default') return `${value} — ${defaultText(subject, texts, writing)}`;
  const [first] = fact.at;
  if (first === undefined) return value;
  const place = writing.place(first);
  const where =
    fact.spelling === undefined
      ? place
      : texts.phrase('fact.spelt-in', { spelling: writing.code(fact.spelling), place });
  const text = withMorePlaces(`${value} — ${where}`, fact.at.length - 1, texts);
  const filled = filledInTexts(fact.via, texts, writing);
  return filled.length === 0 ? text : texts.noted(text, texts.list(filled));
}

/** What is said of one place, and that it is the same in others. */
export function withMorePlaces(text: string, count: number, texts: Texts): string {
  return count === 0 ? text : texts.phrase(`fact.more-places-${count === 1 ? 'one' : 'many'}`, { text, count });
}

function weakerTexts([, ...weaker]: readonly Fact[], texts: Texts, writing: Writing): string[] {
  return weaker.flatMap(({ value, at: [at] }) =>
    at === undefined
      ? []
      : [
          texts.phrase(value === undefined ? 'fact.overrides-unknown' : 'fact.overrides', {
            place: writing.place(at),
            value: writing.code(value ?? ''),
          }),
        ],
  );
}

function valueText(value: string | number | undefined, texts: Texts, { code }: Writing): string {
  return value === undefined ? texts.phrase('fact.unknown') : code(String(value));
}
