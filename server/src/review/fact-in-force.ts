import { defaultOf } from '../knowledge/default-value.ts';
import type { Knowledge, Setting } from '../knowledge/types.ts';
import { unknown, type Fact } from '../model/fact.ts';
import type { Client } from '../model/part.ts';
import { last, settingOf } from '../model/query.ts';
import type { Cluster } from '../model/system.ts';

const settings = new WeakMap<Knowledge, ReadonlyMap<string, Setting>>();

/**
 * The value of a setting in force: what is declared, else the default of the version and the image. Unknown where members
 * contradict each other, where the configuration is seen in part only, and where the default depends on an unknown version.
 */
export function inForce(subject: Cluster | Client, id: string, knowledge: Knowledge): Fact {
  const declared = subject.kind === 'cluster' ? declaredBy(subject, id) : last(subject.settings, id);
  if (declared !== undefined) return declared;
  const setting = settingIn(knowledge, id);
  const found = setting === undefined || subject.partial ? undefined : defaultFor(subject, setting);
  return found === undefined ? unknown() : { value: found, from: 'default', at: [] };
}

/** What holds for the subject's version and image where nothing is written; undefined where that is not known. */
export function defaultFor(subject: Cluster | Client, setting: Setting): string | undefined {
  const members = subject.kind === 'cluster' ? subject.deployments : [];
  if (members.some(({ setByOperator = [] }) => setByOperator.includes(setting.id))) return undefined;
  const repository = subject.kind === 'cluster' ? repositoryOf(subject) : undefined;
  return defaultOf(setting, subject.version.value, repository)?.value;
}

function declaredBy(cluster: Cluster, id: string): Fact | undefined {
  const { agreement, facts } = settingOf(cluster, id);
  const [first] = facts;
  if (first === undefined) return undefined;
  const at = facts.flatMap((fact) => fact.at);
  return agreement === 'conflicting' ? { value: undefined, from: 'declared', at } : { ...first, at };
}

/** The repository all members run; a mixture has no defaults of its own. */
function repositoryOf({ deployments }: Cluster): string | undefined {
  const known = new Set(deployments.flatMap(({ repository }) => repository ?? []));
  const [only] = known;
  return known.size === 1 ? only : undefined;
}

/** A setting by its id. */
export function settingIn(knowledge: Knowledge, id: string): Setting | undefined {
  return settingsOf(knowledge).get(id);
}

function settingsOf(knowledge: Knowledge): ReadonlyMap<string, Setting> {
  const known = settings.get(knowledge);
  if (known !== undefined) return known;
  const made = new Map(
    knowledge.components.flatMap((component) => component.settings.map((setting) => [setting.id, setting] as const)),
  );
  settings.set(knowledge, made);
  return made;
}
