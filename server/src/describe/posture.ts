import type { Cluster, Link } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { type Aspect, type Posture, postureOf, type Reason } from '../review/posture.ts';
import { factText } from './fact.ts';
import { code, escaped } from './markdown.ts';
import type { Texts } from './texts.ts';
import type { Writing } from './writing.ts';

/** Links that lead to a cluster from clients that are switched on. */
export function linksTo(cluster: Cluster, project: Project): readonly Link[] {
  return project.system().links.filter((link) => link.cluster?.id === cluster.id && link.client.state === 'active');
}

export function postureIn(cluster: Cluster, project: Project): Posture {
  return postureOf(cluster, linksTo(cluster, project), project.knowledge);
}

/** One sentence for an aspect. */
function aspectText(aspect: Aspect, texts: Texts): string {
  return texts.phrase(`posture.${aspect.verdict}`, aspect.args);
}

/** How many members can fail, in a few words; undefined where it cannot be known. */
export function survivesText({ survives, cluster }: Posture, texts: Texts): string | undefined {
  if (survives === undefined || cluster.nodes.value === undefined) return undefined;
  return texts.phrase(
    survives === 0 ? 'posture.survives-none' : survives === 1 ? 'posture.survives-one' : 'posture.survives-many',
    { count: survives },
  );
}

/** What is known of availability, consistency and durability, each with a label; unknown aspects are left out. */
export function aspectLines(posture: Posture, texts: Texts): string[] {
  const aspects = [
    ['availability', posture.availability],
    ['consistency', posture.consistency],
    ['durability', posture.durability],
  ] as const;
  const known = aspects.filter(([, aspect]) => aspect.verdict !== 'unknown');
  return known.map(([name, aspect]) => texts.labelled(texts.phrase(`aspect.${name}`), aspectText(aspect, texts)));
}

/** The facts that decide an aspect, each with where it comes from. */
export function reasonLines(posture: Posture, texts: Texts, writing: Writing): string[] {
  const reasons = [posture.availability, posture.consistency, posture.durability].flatMap((aspect) => aspect.because);
  const lines = reasons.map((reason) =>
    texts.labelled(reasonName(reason, texts), reasonValue(reason, posture.cluster, texts, writing)),
  );
  return [...new Set(lines)];
}

function reasonName({ what }: Reason, texts: Texts): string {
  const setting = texts.catalog.setting(what);
  return setting === undefined ? texts.phrase(`reason.${what}`) : code(what.slice(what.indexOf(':') + 1));
}

function reasonValue({ what, fact }: Reason, cluster: Cluster, texts: Texts, writing: Writing): string {
  const word = fact.value === undefined ? undefined : texts.phraseIfAny(`${what}.${fact.value}`);
  return word === undefined ? factText(fact, cluster, texts, writing) : escaped(word);
}
