import type { Anchor } from '../model/anchor.ts';
import type { Fact } from '../model/fact.ts';
import type { Client } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { inForce } from '../review/fact-in-force.ts';
import { code, escaped } from './markdown.ts';
import { componentName, type Texts } from './texts.ts';

/** `deploy/compose.yml:23`, as code. */
export function placeText(at: Anchor, project: Project): string {
  const line = project.range(at)?.start.line;
  const path = project.path(at.uri);
  return code(line === undefined ? path : `${path}:${line + 1}`);
}

/** A value with where it comes from: `1` ← `SPRING_KAFKA_PRODUCER_ACKS` `compose.prod.yml:23`. */
export function factText(
  fact: Fact<string | number>,
  subject: Cluster | Client,
  project: Project,
  texts: Texts,
): string {
  const value = fact.value === undefined ? texts.phrase('fact.unknown') : code(String(fact.value));
  if (fact.from === 'default') return `${value} — ${defaultText(subject, texts)}`;
  const [first] = fact.at;
  if (first === undefined) return value;
  const spelling = fact.spelling === undefined ? '' : `${code(fact.spelling)} `;
  const more = fact.at.length > 1 ? ` ${texts.phrase('fact.more-places', { count: fact.at.length - 1 })}` : '';
  return `${value} ← ${spelling}${placeText(first, project)}${more}`;
}

/** The value in force of a setting, with what it overrides where it is written more than once. */
export function inForceText(subject: Cluster | Client, setting: string, project: Project, texts: Texts): string {
  const fact = inForce(subject, setting, project.knowledge);
  const text = factText(fact, subject, project, texts);
  if (subject.kind === 'cluster') return text;
  const overridden = (subject.settings.get(setting) ?? []).slice(0, -1).toReversed();
  const others = overridden.flatMap((one) => {
    const [at] = one.at;
    return at === undefined || one.value === undefined
      ? []
      : [`← ${texts.phrase('fact.overrides')} ${code(one.value)} ${placeText(at, project)}`];
  });
  return [text, ...others].join(' ');
}

/** Whose default a value is: `default of Apache Kafka 4.1.0`. */
export function defaultText({ component, version }: Cluster | Client, texts: Texts): string {
  const name = escaped(componentName(component, texts));
  return version.value === undefined
    ? texts.phrase('fact.default-any', { component: name })
    : texts.phrase('fact.default-version', { component: name, version: escaped(version.value) });
}
