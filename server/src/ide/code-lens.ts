import type { CodeLens } from 'vscode-languageserver-types';
import { postureIn, survivesText } from '../describe/posture.ts';
import { componentName, type Texts } from '../describe/texts.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { rangeOfSpan } from './range.ts';

export interface CodeLensOptions {
  /** Command that opens a page by `{ id }`. */
  readonly explain?: string;
}

/** The posture of each cluster above its first member in the file. */
export function codeLenses(project: Project, uri: string, texts: Texts, { explain }: CodeLensOptions): CodeLens[] {
  return project.system().clusters.flatMap((cluster) => {
    const key = [...cluster.deployments, ...cluster.helpers].find((member) => member.uri === uri)?.declaredAt.key;
    const range = key === undefined ? undefined : rangeOfSpan(project, uri, key);
    if (range === undefined) return [];
    const command = {
      title: titleOf(cluster, project, texts),
      command: explain ?? '',
      arguments: [{ id: cluster.component }],
    };
    return [{ range, command }];
  });
}

function titleOf(cluster: Cluster, project: Project, texts: Texts): string {
  const name = componentName(cluster.component, texts);
  if (cluster.state === 'inactive') return `${name} · ${texts.phrase('card.inactive')}`;
  const nodes = cluster.nodes.value;
  const findings = project.review().findings.filter(({ subject }) => subject === cluster.id).length;
  const parts = [
    name,
    nodes === undefined
      ? texts.phrase(`topology.${cluster.topology}`)
      : texts.phrase(nodes === 1 ? 'count.node-one' : 'count.node-many', { count: nodes }),
    survivesText(postureIn(cluster, project), texts),
    findings === 0
      ? undefined
      : texts.phrase(findings === 1 ? 'count.finding-one' : 'count.finding-many', { count: findings }),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
