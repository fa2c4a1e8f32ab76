import { groupBy } from '../base/group.ts';
import type { Rule, Setting, Severity } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import { type Chain, countChains, isInForce } from '../model/chain.ts';
import type { Fact } from '../model/fact.ts';
import type { Client, Tool } from '../model/part.ts';
import { members } from '../model/query.ts';
import { shownFact } from '../model/secret.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { defaultFor, inForce } from '../review/fact-in-force.ts';
import { budgetsOver, budgetText } from './budget.ts';
import { chainText, defaultText, inForceText, overriddenByText } from './fact.ts';
import { code, escaped, link, type PageLink } from './markdown.ts';
import { message } from './message.ts';
import { aspectLines, linksTo, postureIn, survivesText } from './posture.ts';
import { componentName, type Texts } from './texts.ts';
import { userTexts } from './users.ts';
import { versionsText } from './versions.ts';
import type { Writing } from './writing.ts';

/** What all cards need; `page` and `writing` make links of pages and places, where the reader can follow them. */
export interface CardContext {
  readonly project: Project;
  readonly texts: Texts;
  readonly page: PageLink;
  readonly writing: Writing;
}

/** A cluster that runs here: what it is, who uses it, what it gives. Markdown, a few lines. */
export function clusterCard(cluster: Cluster, context: CardContext): string {
  const { project, texts } = context;
  const posture = postureIn(cluster, project);
  const survives = survivesText(posture, texts);
  const nodes = cluster.nodes.value;
  const facts = [
    `**${escaped([componentName(cluster.component, texts), cluster.version.value ?? ''].join(' ').trim())}**`,
    texts.phrase(`topology.${cluster.topology}`),
    ...(nodes === undefined
      ? []
      : [texts.phrase(nodes === 1 ? 'count.node-one' : 'count.node-many', { count: nodes })]),
    ...(survives === undefined ? [] : [survives]),
    ...environmentOf(cluster, texts),
    ...usersOf(cluster, context),
  ];
  const here = cluster.state === 'inactive' ? [texts.phrase('card.inactive')] : aspectLines(posture, texts);
  return card([
    facts.join(' · '),
    ...shortOf(cluster.component, texts),
    ...(here.length === 0 ? topologyLine(cluster, texts) : here),
    ...countChains(cluster).map((chain) =>
      texts.labelled(texts.phrase('card.instances'), chainText(chain, texts, context.writing)),
    ),
    ...budgetsOver(cluster).map((held) =>
      texts.labelled(texts.phrase('card.budget'), budgetText(held, texts, context.writing)),
    ),
    ...appliedLine(cluster, context),
    ...warning(cluster, context),
    footer(cluster.component, context),
  ]);
}

/** Which files a command or a variable puts together for it. */
function appliedLine({ deployments: [first] }: Cluster, { project, texts, writing }: CardContext): string[] {
  const applied = first && project.part(first.uri)?.applied;
  if (applied?.saidAt === undefined) return [];
  const files = applied.uris.map((uri) => writing.code(project.path(uri))).join(' + ');
  return [texts.phrase('card.applied', { place: writing.place(applied.saidAt), files })];
}

/** What is known of the shape it has, where its settings tell no more. Larger clusters are described with three members at least. */
function topologyLine({ component, topology, nodes }: Cluster, texts: Texts): string[] {
  const notes = (texts.catalog.component(component)?.topologies ?? []).filter((note) => note.topology === topology);
  const [only] = notes;
  const fits = notes.length === 1 && (topology !== 'cluster' || nodes.value === undefined || nodes.value >= 3);
  return only === undefined || !fits ? [] : [texts.labelled(texts.of(only.title), texts.of(only.survives.text))];
}

/** A use of a component by an application. */
export function clientCard(client: Client, context: CardContext): string {
  const { project, texts } = context;
  const purpose = client.purpose === undefined ? [] : [texts.phrase(`purpose.${client.purpose}`)];
  const name = project.system().applications.find(({ id }) => id === client.application)?.name;
  const head = [
    `**${escaped(componentName(client.component, texts))}**`,
    ...(name === undefined ? [] : [code(name)]),
    ...purpose,
    ...environmentOf(client, texts),
  ];
  const state = client.state === 'inactive' ? [texts.phrase('card.inactive')] : [];
  const lines = [head.join(' · '), ...shortOf(client.component, texts), ...state, ...targetLines(client, context)];
  return card([...lines, ...warning(client, context), footer(client.component, context)]);
}

/** A setting where a reader meets it, and what is known of who says it. */
export interface SettingPlace {
  /** Where it is written; absent where only a part of its value is. */
  readonly at?: Anchor;
  /** Those that hold the statement at the place, in force or not. */
  readonly chains: readonly Chain[];
  /** Whom it belongs to, where no chain is known. */
  readonly owner: Cluster | Client | undefined;
}

const nowhere: SettingPlace = { chains: [], owner: undefined };

/** A setting, at a place where it is written: whether it holds there, its value, its meaning, where that comes from. */
export function settingCard(setting: Setting, context: CardContext, place: SettingPlace = nowhere): string {
  const { texts } = context;
  const { at } = place;
  const chains = inOrder(place);
  const [first] = chains;
  const owner = first?.subject ?? place.owner;
  const fact = first?.facts[0] ?? factOf(setting, owner, context);
  const lines = [
    [settingTitle(setting, fact?.value, texts), ...environmentOf(owner, texts)].join(' · '),
    ...overriddenLines(place, context),
    meaningOf(setting, fact?.value, texts),
    ...valueLines(setting, { ...place, chains }, owner, context),
    ...(fact?.from === 'default' ? [] : defaultLine(setting, owner, context)),
    ...safeLine(setting, texts),
    ...targetLines(owner, context),
  ];
  return card([...lines, [...rulesAt(at, context), footer(setting.id, context, setting.sources)].join(' · ')]);
}

/** A number of instances at a place where it is written: whether it holds there, and what it stands over. */
export function countCard(at: Anchor, chains: readonly Chain[], context: CardContext): string {
  const { texts } = context;
  const [chain] = chains;
  const names = [...new Set(chains.map(({ subject }) => componentName(subject.component, texts)))];
  const equals = chain === undefined || chains.length > 1 ? '' : ` = ${code(chain.facts[0]?.value ?? '?')}`;
  return card([
    `**${escaped(names.join(' · '))}** · ${texts.phrase('card.instances')}${equals}`,
    ...overriddenLines({ at, chains, owner: undefined }, context),
    ...chainLines(inOrder({ at, chains, owner: undefined }), context),
    ...(chain === undefined ? [] : [footer(chain.subject.component, context)]),
  ]);
}

function safeLine({ safe }: Setting, texts: Texts): string[] {
  return safe === undefined ? [] : [texts.labelled(texts.phrase('card.safe'), texts.of(safe))];
}

/** Those that hold at the place first, of these the ones for no particular environment. */
function inOrder({ at, chains }: SettingPlace): readonly Chain[] {
  const rank = (chain: Chain): number =>
    (at !== undefined && !isInForce(chain, at) ? 2 : 0) + (chain.subject.environment === 'unknown' ? 0 : 1);
  return chains.toSorted((a, b) => rank(a) - rank(b));
}

function factOf({ id }: Setting, owner: Cluster | Client | undefined, { project }: CardContext): Fact | undefined {
  return owner === undefined ? undefined : shownFact(id, inForce(owner, id, project.knowledge));
}

/** **Apache Kafka `acks` = `1`** */
function settingTitle({ id, component }: Setting, value: string | undefined, texts: Texts): string {
  const equals = value === undefined ? '' : ` = ${code(value)}`;
  return `**${escaped(componentName(component, texts))} ${code(id.slice(id.indexOf(':') + 1))}${equals}**`;
}

/** What stands over the hovered line, where it holds for nobody. */
function overriddenLines({ at, chains }: SettingPlace, { texts, writing }: CardContext): string[] {
  if (at === undefined || chains.some((chain) => isInForce(chain, at))) return [];
  const by = chains.map((chain) => overriddenByText(chain, texts, writing));
  return by.length === 0
    ? []
    : [texts.labelled(`**${texts.phrase('card.not-in-force')}**`, texts.clauses([...new Set(by)]))];
}

/** The value in force with its chain; where views or members differ, one line for each, the one at the place first. */
function valueLines(
  setting: Setting,
  { chains }: SettingPlace,
  owner: Cluster | Client | undefined,
  context: CardContext,
): string[] {
  const { project, texts, writing } = context;
  if (chains.length > 0) return chainLines(chains, context);
  const label = texts.phrase('card.in-force');
  return owner === undefined ? [] : [texts.labelled(label, inForceText(owner, setting.id, project, texts, writing))];
}

function chainLines(chains: readonly Chain[], { project, texts, writing }: CardContext): string[] {
  const label = texts.phrase('card.in-force');
  const told = groupBy(chains, (chain) => chainText(chain, texts, writing));
  const views = viewNames([...told.values()], project, texts);
  return [...told.keys()].map((text, index) => {
    const view = told.size === 1 ? undefined : views[index];
    return texts.labelled(view === undefined ? label : texts.noted(label, view), text);
  });
}

/** What tells views apart: the environment, with the file where two views are for the same; the first needs no name where it has none. */
function viewNames(
  groups: readonly (readonly Chain[])[],
  project: Project,
  texts: Texts,
): readonly (string | undefined)[] {
  const environments = groups.map((group) => {
    const found = new Set(group.map(({ subject }) => subject.environment));
    return found.has('unknown') ? undefined : [...found].map((each) => texts.phrase(`environment.${each}`)).join(' · ');
  });
  return groups.map(([first], index) => {
    const environment = environments[index];
    const isAlone = environments.indexOf(environment) === environments.lastIndexOf(environment);
    if (first === undefined || (environment === undefined && index === 0) || (environment !== undefined && isAlone))
      return environment;
    const file = code(project.path(fileOf(first)));
    return environment === undefined ? file : `${environment} · ${file}`;
  });
}

/** The file whose view a chain belongs to. */
function fileOf({ subject }: Chain): string {
  const [first] = subject.kind === 'client' ? [subject] : members(subject);
  return first?.uri ?? subject.at.uri;
}

/** The default of the version at hand, or of each range of versions where the version is not known. */
function defaultLine(setting: Setting, owner: Cluster | Client | undefined, { texts, writing }: CardContext): string[] {
  const known = owner === undefined ? undefined : defaultFor(owner, setting);
  if (owner !== undefined && known !== undefined)
    return [texts.labelled(capitalised(defaultText(owner, texts, writing)), shown(known))];
  const ranges = setting.defaults.filter(({ image }) => image === undefined);
  if (ranges.length === 0) return [];
  const each = ranges.map(({ value, versions }) =>
    versions === '*' ? shown(value) : `${shown(value)} (${escaped(versionsText(versions, texts))})`,
  );
  return [texts.labelled(texts.phrase('card.default'), each.join(' · '))];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function shown(value: string): string {
  return value === '' ? '""' : code(value);
}

/** A component without an instance at hand: a library, a name in a comment. */
export function componentCard(id: string, context: CardContext): string {
  const { texts } = context;
  return card([`**${escaped(componentName(id, texts))}**`, ...shortOf(id, texts), footer(id, context)]);
}

/** An image that belongs to a component without being its server. */
export function toolCard({ component, name }: Tool, { texts }: CardContext): string {
  return texts.phrase('card.tool', { name: code(name), component: escaped(componentName(component, texts)) });
}

/** A rule named in a comment. */
export function ruleCard(rule: Rule, context: CardContext): string {
  const { texts } = context;
  const kind = [texts.phrase(`category.${rule.category}`), texts.phrase(`confidence.${rule.confidence}`)].join(' · ');
  return card([
    `**${code(rule.id)}** ${texts.of(rule.title)} · ${kind}`,
    texts.of(rule.why),
    texts.of(rule.remedy),
    footer(rule.id, context, rule.sources),
  ]);
}

/** A client's setting is judged by the cluster it leads to, so the card names it. */
function targetLines(client: Cluster | Client | undefined, { project, texts, writing }: CardContext): string[] {
  if (client?.kind !== 'client') return [];
  const clusters = project
    .system()
    .links.flatMap((one) => (one.client.id === client.id && one.cluster !== undefined ? [one.cluster] : []));
  return [...new Set(clusters)].map((cluster) => {
    const nodes = cluster.nodes.value;
    const size =
      nodes === undefined ? [] : [texts.phrase(nodes === 1 ? 'count.node-one' : 'count.node-many', { count: nodes })];
    const shape = [texts.phrase(`topology.${cluster.topology}`), ...size].join(' · ');
    return texts.phrase('card.leads-to', { cluster: code(cluster.name), shape, place: writing.place(cluster.at) });
  });
}

function meaningOf(setting: Setting, value: string | undefined, texts: Texts): string {
  const meaning = setting.values.find((one) => one.value.toLowerCase() === value?.toLowerCase())?.meaning;
  return texts.of(meaning ?? setting.summary);
}

function shortOf(id: string, texts: Texts): string[] {
  const component = texts.catalog.component(id);
  return component === undefined ? [] : [texts.of(component.short)];
}

function environmentOf(subject: Cluster | Client | undefined, texts: Texts): string[] {
  const environment = subject?.environment ?? 'unknown';
  return environment === 'unknown' ? [] : [texts.phrase(`environment.${environment}`)];
}

function usersOf(cluster: Cluster, { project, texts }: CardContext): string[] {
  const clients = linksTo(cluster, project).map(({ client }) => client);
  const distinct = userTexts(clients, project.system().applications, texts);
  if (distinct.length === 0) return [];
  const shown = distinct.slice(0, 4);
  const rest =
    distinct.length > shown.length
      ? ` ${texts.phrase('text.and-more', { count: distinct.length - shown.length })}`
      : '';
  return [texts.phrase('card.used-by', { names: `${texts.list(shown)}${rest}` })];
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The gravest finding and how many more there are; where there is none, what people most often miss. */
function warning({ id, component, state }: Cluster | Client, { project, texts, page }: CardContext): string[] {
  const found = project.review().findings.filter(({ subject }) => subject === id);
  const [first] = found.toSorted((a, b) => weights[a.severity] - weights[b.severity]);
  if (first === undefined) {
    const [pitfall] = texts.catalog.component(component)?.pitfalls ?? [];
    if (pitfall === undefined || state === 'inactive') return [];
    return [texts.labelled(texts.phrase('card.pitfall'), texts.of(pitfall.text))];
  }
  const said = message(first, texts, escaped);
  const rest = found.length - 1;
  const all = rest === 0 ? said : texts.noted(said, texts.phrase('card.more-findings', { count: rest }));
  return [`⚠ ${page(first.rule, first.rule)} — ${all}`];
}

/** Rules with a finding on the line. Their sentences are the editor's to show: it puts them above the card. */
function rulesAt(at: Anchor | undefined, { project, page }: CardContext): string[] {
  if (at === undefined) return [];
  const line = project.range(at)?.start.line;
  const here = project.findings(at.uri).filter((finding) => project.range(finding.at)?.start.line === line);
  return line === undefined ? [] : here.map(({ rule }) => `⚠ ${page(rule, rule)}`);
}

function footer(id: string, { texts, page }: CardContext, sources: readonly string[] = []): string {
  const source = sources.map((key) => texts.catalog.source(key)).find((found) => found !== undefined);
  const parts = [
    page(id, texts.phrase('card.explain')),
    ...(source === undefined ? [] : [link(texts.phrase('card.source'), source.url)]),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The heading apart, the rest line by line: a card is read at a glance. */
function card(lines: readonly string[]): string {
  const [head = '', ...rest] = lines.filter((line) => line !== '');
  return rest.length === 0 ? head : `${head}\n\n${rest.join('  \n')}`;
}
