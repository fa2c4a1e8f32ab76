import type { Rule, Setting } from '../knowledge/types.ts';
import { isSamePlace } from '../model/anchor.ts';
import type { Client } from '../model/part.ts';
import { reachedThrough } from '../model/query.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import type { Finding } from '../review/finding.ts';
import { inForceText } from './fact.ts';
import { code, escaped } from './markdown.ts';
import { message } from './message.ts';
import { type Block, heading, list, paragraph, section } from './page.ts';
import type { PageContext } from './page-context.ts';
import { aspectLines, linksTo, postureIn, reasonLines, survivesText } from './posture.ts';
import type { Texts } from './texts.ts';
import type { Writing } from './writing.ts';

/** What the workspace does with a component: clusters with what they give, clients, findings. */
export function componentHere(id: string, context: PageContext): Block[] {
  const { project, writing, texts } = context;
  if (project === undefined || writing === undefined) return [];
  const clusters = project.system().clusters.filter((cluster) => cluster.component === id);
  const linked = new Set(clusters.flatMap((cluster) => linksTo(cluster, project).map(({ client }) => client.id)));
  const others = project.system().clients.filter((client) => client.component === id && !linked.has(client.id));
  const found = project.review().findings.filter((finding) => finding.component === id);
  const blocks = [
    ...clusters.flatMap((cluster) => clusterBlocks(cluster, project, texts, writing)),
    ...section(
      texts.phrase('here.other-clients'),
      list(others.map((client) => clientLine(client, project, texts, writing))),
      3,
    ),
    ...section(texts.phrase('here.findings'), list(found.map((finding) => findingLine(finding, context, writing))), 3),
  ];
  return section(texts.phrase('here.title'), blocks.length === 0 ? [paragraph(texts.phrase('here.nothing'))] : blocks);
}

/** The value in force of a setting for each of its holders. */
export function settingHere(setting: Setting, context: PageContext): Block[] {
  const { project, writing, texts } = context;
  if (project === undefined || writing === undefined) return [];
  const system = project.system();
  const holders: (Cluster | Client)[] =
    setting.side === 'client'
      ? system.clients.filter(
          (client) => reachedThrough(client.component) === setting.component || client.component === setting.component,
        )
      : system.clusters.filter((cluster) => cluster.component === setting.component);
  const items = holders
    .filter(({ state }) => state === 'active')
    .map((holder) =>
      texts.labelled(holderName(holder, project, writing), inForceText(holder, setting.id, project, texts, writing)),
    );
  return section(
    texts.phrase('here.title'),
    items.length === 0 ? [paragraph(texts.phrase('here.nothing'))] : list(items),
  );
}

/** Where a rule finds something. */
export function ruleHere(rule: Rule, context: PageContext): Block[] {
  const { project, writing, texts } = context;
  if (project === undefined || writing === undefined) return [];
  const found = project.review().findings.filter((finding) => finding.rule === rule.id);
  const items = found.map((finding) => `${writing.place(finding.at)} — ${message(finding, texts, escaped)}`);
  return section(
    texts.phrase('here.title'),
    items.length === 0 ? [paragraph(texts.phrase('here.silent'))] : list(items),
  );
}

function clusterBlocks(cluster: Cluster, project: Project, texts: Texts, writing: Writing): Block[] {
  const posture = postureIn(cluster, project);
  const nodes = cluster.nodes.value;
  const survives = survivesText(posture, texts);
  const facts = [
    texts.phrase(`topology.${cluster.topology}`),
    ...(nodes === undefined
      ? []
      : [texts.phrase(nodes === 1 ? 'count.node-one' : 'count.node-many', { count: nodes })]),
    ...(cluster.version.value === undefined ? [] : [code(cluster.version.value)]),
    ...(survives === undefined ? [] : [survives]),
    texts.phrase(`environment.${cluster.environment}`),
    ...(cluster.state === 'inactive' ? [texts.phrase('inspect.inactive')] : []),
  ];
  const clients = linksTo(cluster, project).map(({ client }) => client);
  const users = clients
    .filter((client) => !clients.some((other) => saysMore(other, client)))
    .map((client) => clientLine(client, project, texts, writing));
  return [
    heading(3, code(cluster.name)),
    paragraph(`${facts.join(' · ')} — ${writing.place(cluster.at)}`),
    ...list(aspectLines(posture, texts)),
    ...labelledList(texts.phrase('here.because'), reasonLines(posture, texts, writing)),
    ...labelledList(texts.phrase('here.clients'), [...new Set(users)]),
  ];
}

function labelledList(label: string, items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [paragraph(`**${label}**`), ...list(items)];
}

/** Two clients may be one line of a file: Redisson, and the Redis behind it. The one with a purpose speaks for both. */
function saysMore(one: Client, other: Client): boolean {
  return (
    one.purpose !== undefined &&
    other.purpose === undefined &&
    one.application === other.application &&
    one.state === other.state &&
    isSamePlace(one.at, other.at)
  );
}

function clientLine(client: Client, project: Project, texts: Texts, writing: Writing): string {
  const holder = code(holderText(client, project));
  const user = client.purpose === undefined ? holder : texts.noted(holder, texts.phrase(`purpose.${client.purpose}`));
  const off = client.state === 'inactive' ? ` · ${texts.phrase('inspect.inactive')}` : '';
  return `${user}${off} — ${writing.place(client.at)}`;
}

function holderName(holder: Cluster | Client, project: Project, writing: Writing): string {
  return `${code(holderText(holder, project))} ${writing.place(holder.at)}`;
}

function holderText(holder: Cluster | Client, project: Project): string {
  if (holder.kind === 'cluster') return holder.name;
  return project.system().applications.find(({ id }) => id === holder.application)?.name ?? holder.application;
}

function findingLine(finding: Finding, { texts, page }: PageContext, writing: Writing): string {
  return `${writing.place(finding.at)} ${page(finding.rule, code(finding.rule))} — ${message(finding, texts, escaped)}`;
}
