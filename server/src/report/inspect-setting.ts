import { chainText, inForceText } from '../describe/fact.ts';
import type { Texts } from '../describe/texts.ts';
import { plainWriting } from '../describe/writing.ts';
import { chainsOf, type Chain } from '../model/chain.ts';
import type { Origin } from '../model/origin.ts';
import type { Client, Deployment } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { inForce, settingIn } from '../review/fact-in-force.ts';
import { judgedSettings } from '../review/judged-settings.ts';
import { compare, type Place, placeOf } from './place.ts';

/** Where a statement, or a part of it, is written. */
export type StatedAt = Pick<Place, 'path' | 'line' | 'column'>;

/** A variable or property that was filled in. */
export interface InspectedOrigin extends StatedAt {
  readonly name: string;
  readonly value: string;
  /** The action of a template that takes the value, which stands elsewhere. */
  readonly isUse?: true;
}

export interface InspectedStatement extends StatedAt {
  readonly value: string | null;
  readonly spelling: string | null;
  readonly via: readonly InspectedOrigin[];
}

/** A setting in force; members that say different things give several. */
export interface InspectedSetting {
  readonly id: string;
  /** Null where it is not known. */
  readonly value: string | null;
  readonly from: 'declared' | 'default';
  /** The statement in force, then each one it overrides; empty for a default. */
  readonly chain: readonly InspectedStatement[];
  /** All of it in one sentence, in the display language. */
  readonly text: string;
}

/**
 * What is written for a component, and the defaults of settings that rules look at, where they are known. By id.
 * @param holders members of the cluster that count; of a client itself
 */
export function inspectedSettings(
  subject: Cluster | Client,
  holders: readonly (Client | Deployment)[],
  project: Project,
  texts: Texts,
): InspectedSetting[] {
  const written = new Set(holders.flatMap(({ settings }) => [...settings.keys()]));
  const declared = [...written].flatMap((id) =>
    chainsOf(subject, id, holders).map((chain) => declaredSetting(chain, project, texts)),
  );
  return [...declared, ...defaultsOf(subject, written, project, texts)].toSorted((a, b) => compare(a.id, b.id));
}

function declaredSetting(chained: Chain, project: Project, texts: Texts): InspectedSetting {
  const { setting, facts } = chained;
  const chain = facts.flatMap(({ value, spelling, via, at: [at] }): InspectedStatement[] =>
    at === undefined
      ? []
      : [
          {
            value: value ?? null,
            spelling: spelling ?? null,
            ...statedAt(at, project),
            via: (via ?? []).map((origin) => inspectedOrigin(origin, project)),
          },
        ],
  );
  return {
    id: setting,
    value: facts[0]?.value ?? null,
    from: 'declared',
    chain,
    text: chainText(chained, texts, plainWriting(project)),
  };
}

function inspectedOrigin({ name, value, at, isUse }: Origin, project: Project): InspectedOrigin {
  return { name, value, ...statedAt(at, project), ...(isUse && { isUse }) };
}

function statedAt(at: Parameters<typeof placeOf>[0], project: Project): StatedAt {
  const { path, line, column } = placeOf(at, project);
  return { path, line, column };
}

function defaultsOf(
  subject: Cluster | Client,
  written: ReadonlySet<string>,
  project: Project,
  texts: Texts,
): InspectedSetting[] {
  const { knowledge } = project;
  const writing = plainWriting(project);
  const side = subject.kind === 'cluster' ? 'server' : 'client';
  return [...judgedSettings(knowledge)].flatMap((id): InspectedSetting[] => {
    const setting = settingIn(knowledge, id);
    if (written.has(id) || setting?.component !== subject.component || setting.side !== side) return [];
    const { value, from } = inForce(subject, id, knowledge);
    if (value === undefined || from !== 'default') return [];
    return [{ id, value, from, chain: [], text: inForceText(subject, id, project, texts, writing) }];
  });
}
