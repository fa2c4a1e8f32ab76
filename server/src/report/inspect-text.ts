import { groupBy } from '../base/group.ts';
import { judgedSettings } from '../review/judged-settings.ts';
import { withMorePlaces } from '../describe/fact.ts';
import type { Texts } from '../describe/texts.ts';
import { componentName } from '../describe/texts.ts';
import type { Project } from '../project/project.ts';
import { inspect, type InspectedFile } from './inspect.ts';
import type { InspectedComponent, InspectedLink } from './inspect-entry.ts';
import type { InspectedSetting } from './inspect-setting.ts';
import type { Paint } from './paint.ts';
import { printable } from './width.ts';

/** What runs, who uses it and what it gives, for people. */
export function inspectText(project: Project, texts: Texts, paint: Paint): string {
  const { components, files } = inspect(project, texts);
  const deployments = components
    .filter((entry) => entry.kind === 'deployment')
    .map((entry) => deploymentLines(entry, texts, paint));
  const clients = components.filter((entry) => entry.kind === 'client').map((entry) => clientLine(entry, texts, paint));
  const sections = [
    section(texts.phrase('inspect.deployments'), deployments, texts, paint),
    section(texts.phrase('inspect.clients'), clients, texts, paint),
  ];
  const applied = files.flatMap((file) => appliedLine(file, paint));
  if (applied.length > 0) sections.push(section(texts.phrase('inspect.applied'), applied, texts, paint));
  return `${sections.join('\n')}\n${texts.phrase(files.length === 1 ? 'inspect.files-one' : 'inspect.files-many', { count: files.length })}\n`;
}

function section(title: string, lines: readonly string[], texts: Texts, paint: Paint): string {
  return `${paint.bold(title)}\n${lines.length === 0 ? `  ${texts.phrase('inspect.none')}\n` : lines.join('')}`;
}

/** Files that a command or a variable puts together. */
function appliedLine({ applied }: InspectedFile, paint: Paint): string[] {
  if (applied === null || applied.saidBy === null) return [];
  const { path, line, column } = applied.saidBy;
  return [`  ${printable(applied.files.join(' + '))}  ${paint.dim(printable(`${path}:${line}:${column}`))}\n`];
}

function deploymentLines(entry: InspectedComponent, texts: Texts, paint: Paint): string {
  const facts = [
    texts.phrase(`topology.${entry.topology}`),
    ...(entry.nodes === null
      ? []
      : [texts.phrase(entry.nodes === 1 ? 'count.node-one' : 'count.node-many', { count: entry.nodes })]),
    ...common(entry, texts),
  ];
  const head = `  ${paint.bold(componentName(entry.component, texts))} ${printable(entry.name)}${version(entry)} — ${facts.join(' · ')}`;
  const told = entry.links.filter(
    (link) => link.path === entry.path || !entry.links.some((other) => saysMore(other, link)),
  );
  const users = told.map((link) => {
    const client = printable(link.client);
    const user = link.purpose === null ? client : texts.noted(client, texts.phrase(`purpose.${link.purpose}`));
    const line = `      ← ${user} ${paint.dim(printable(`${link.path}:${link.line}:${link.column}`))}\n`;
    // A connection of another file is listed on its own below.
    return link.path === entry.path ? `${line}${settingLines(link.settings, { texts, paint }, '        ')}` : line;
  });
  const line = (label: string, text: string): string =>
    `      ${texts.labelled(paint.dim(texts.phrase(label)), printable(text))}\n`;
  const about = [
    ...(entry.instances === null ? [] : [line('card.instances', entry.instances)]),
    ...entry.budgets.map((text) => line('card.budget', text)),
  ];
  return `${head}  ${place(entry, paint)}\n${[...new Set(users)].join('')}${about.join('')}${settingLines(entry.settings, { texts, paint }, '      ')}`;
}

/** Two clients may be one line of a file: Redisson, and the Redis behind it. The one with a purpose speaks for both. */
function saysMore(one: InspectedLink, other: InspectedLink): boolean {
  const isSamePlace = one.path === other.path && one.line === other.line && one.column === other.column;
  return one.purpose !== null && other.purpose === null && one.client === other.client && isSamePlace;
}

function clientLine(entry: InspectedComponent, texts: Texts, paint: Paint): string {
  const purpose = entry.purpose === null ? [] : [texts.phrase(`purpose.${entry.purpose}`)];
  const target = entry.cluster === null ? entry.endpoints : [entry.cluster];
  const to = target.length === 0 ? '' : ` → ${printable(target.join(', '))}`;
  const library =
    entry.library === null ? [] : [printable(`${artifactOf(entry.library.name)} ${entry.library.version}`)];
  const facts = [...purpose, ...library, ...common(entry, texts)].join(' · ');
  const head = `  ${paint.bold(componentName(entry.component, texts))} ← ${printable(entry.name)}${to}`;
  return `${head}${facts === '' ? '' : ` — ${facts}`}  ${place(entry, paint)}\n${settingLines(entry.settings, { texts, paint }, '      ')}`;
}

/** `kafka-clients` of `org.apache.kafka:kafka-clients`. */
function artifactOf(library: string): string {
  return library.slice(library.indexOf(':') + 1);
}

function common(entry: InspectedComponent, texts: Texts): string[] {
  const environment = entry.environment === 'unknown' ? [] : [texts.phrase(`environment.${entry.environment}`)];
  return entry.state === 'inactive' ? [...environment, texts.phrase('inspect.inactive')] : environment;
}

function version({ version: text }: InspectedComponent): string {
  return text === null ? '' : ` ${printable(text)}`;
}

function place({ path, line, column }: InspectedComponent, paint: Paint): string {
  return paint.dim(printable(`${path}:${line}:${column}`));
}

/** What is written of the settings that rules look at or that several places decide; the rest is in the JSON. */
function settingLines(settings: readonly InspectedSetting[], { texts, paint }: Style, indent: string): string {
  const judged = judgedSettings(texts.catalog.knowledge);
  const told = settings.filter(
    ({ id, from, chain }) =>
      from === 'declared' &&
      (judged.has(id) || chain.length > 1 || chain[0]?.via.some(({ isUse }) => isUse !== true) === true),
  );
  const groups = groupBy(told, ({ id, value, chain }) => [id, value, chain.length > 1].join('\n'));
  return [...groups.values()]
    .flatMap(([first, ...same]) => (first === undefined ? [] : [{ first, same }]))
    .map(({ first: { id, text }, same }) => {
      const all = withMorePlaces(text, same.length, texts);
      return `${indent}${texts.labelled(paint.dim(id.slice(id.indexOf(':') + 1)), printable(all))}\n`;
    })
    .join('');
}

interface Style {
  readonly texts: Texts;
  readonly paint: Paint;
}
