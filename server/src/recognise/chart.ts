import type { Anchor } from '../model/anchor.ts';
import type { ChartUse, Property, Sourced, ValuesTree } from '../model/declaration.ts';
import type { ChartRecognition } from '../knowledge/recognition.ts';
import { placeKey } from '../model/anchor.ts';
import { unknown } from '../model/fact.ts';
import type { Deployment, Evidence } from '../model/part.ts';
import { chartBudgets } from './chart-budget.ts';
import { chartSize, type ChartSize } from './chart-size.ts';
import { switchOf, truth } from './chart-switch.ts';
import { configOfProperties } from './config.ts';
import type { Context } from './context.ts';
import { recogniseImage } from './image.ts';
import { imageFacts } from './image-facts.ts';
import { folderOf } from '../base/uri.ts';
import type { RecognisedServer } from './server.ts';
import { collect, serverSpellings, valuesSpellings } from './settings.ts';
import { indexValues, type ValuesIndex } from './values-index.ts';

/** A section of a chart's values that installs a component. */
interface Section {
  readonly component: string;
  readonly key: string;
  readonly at: Anchor;
  readonly evidence: Evidence;
  readonly chart: ChartRecognition | undefined;
  readonly image: Sourced | undefined;
  /** Undefined where nothing switches it. */
  readonly on: boolean | undefined;
}

/** The servers a chart's values install: by the chart's key, or by a known image below any key, but for those its templates show. */
export function serversOfValues(
  values: ValuesTree,
  context: Context,
  idOf: (component: string, name: string) => string,
  rendered: readonly Deployment[] = [],
): RecognisedServer[] {
  // An operator's chart lists the images it will use; it runs none of them.
  if (folderOf(context.uri).endsWith('-operator')) return [];
  const index = indexValues(values);
  const sections = sectionsOf(index, values.charts ?? [], context);
  const found = merged(sections).filter((section) => !isRendered(section, index, rendered));
  const around = {
    ...context,
    environment: values.environment ?? context.environment,
    scope: values.scope ?? folderOf(context.uri),
    nameOf: (key: string) => releaseNameOf(values, key),
  };
  return found.flatMap((section) => serversOf(index, section, around, idOf));
}

function sectionsOf(values: ValuesIndex, uses: readonly ChartUse[], context: Context): Section[] {
  const sections = uses.flatMap((use) => sectionsOfUse(values, use, context));
  const brought = new Set(sections.map(({ component, key }) => `${component} ${key}`));
  const parents = parentsIn(values);
  for (const { component, item } of context.lookup.charts) {
    const nested = parents
      .filter((parent) => values.has(`${parent}.${item.key}`))
      .map((parent) => inside(parent, item));
    for (const chart of [item, ...nested]) {
      const place = brought.has(`${component} ${chart.key}`) ? undefined : placeOf(values, chart);
      if (place !== undefined)
        sections.push({
          component,
          key: chart.key,
          ...place,
          evidence: 'chart',
          chart,
          image: imageOf(values, imageKey(chart)),
        });
    }
  }
  addImages(sections, values, context);
  const named = chartNamed(values, context);
  if (named !== undefined && !sections.some(({ component }) => component === named.component)) sections.push(named);
  return sections;
}

/** Sections that name an image of a server and are no known chart's. */
function addImages(sections: Section[], values: ValuesIndex, context: Context): void {
  for (const field of values.fields) {
    const key = imageSection(field.name);
    if (key === undefined) continue;
    const verdict = recogniseImage(field, context.lookup);
    if (
      verdict.kind !== 'server' ||
      verdict.idle ||
      sections.some((section) => section.component === verdict.component && speaksOf(section, key))
    )
      continue;
    const image = imageOf(values, key) ?? field;
    sections.push({
      component: verdict.component,
      key,
      at: { ...field.at, part: 'pair' },
      evidence: 'image',
      chart: key === '' ? ownChart(verdict.component, context) : undefined,
      image,
      on: switchOf(values, key),
    });
  }
}

/** Whether a server that a template gives takes something from a section: then it is the section's. */
function isRendered({ component, key }: Section, values: ValuesIndex, rendered: readonly Deployment[]): boolean {
  const own = rendered.filter(
    (each) => each.component === component && (each.image?.value !== undefined || each.controller === 'resource'),
  );
  if (own.length === 0) return false;
  const prefix = key === '' ? '' : `${key}.`;
  const places = new Set(values.fields.filter(({ name }) => name.startsWith(prefix)).map(({ at }) => placeKey(at)));
  return own.some(({ image, instances, settings }) => {
    const taken = [image?.at, ...(image?.via ?? []).map(({ at }) => at), ...instances.at];
    const said = [...settings.values()].flatMap((facts) => facts.flatMap(({ at }) => at));
    return [...taken, ...said].some((at) => at !== undefined && places.has(placeKey(at)));
  });
}

/** A chart that another one brings by name is installed whatever its values say; where they say nothing, it has the place of its entry. */
function sectionsOfUse(values: ValuesIndex, use: ChartUse, { lookup }: Context): Section[] {
  const at = values.at(use.key);
  return lookup.charts
    .filter(({ item }) => item.key === use.chart)
    .map(({ component, item }) => {
      const chart = { ...item, key: use.key };
      const place: Anchor = at === undefined || use.isRelease === true ? use.at : { ...at, part: 'key' };
      const image = imageOf(values, imageKey(chart));
      return { component, key: use.key, at: place, evidence: 'chart', chart, image, on: use.on };
    });
}

/** The chart whose own values these are: its folder has its name. */
function ownChart(component: string, { uri, lookup }: Context): ChartRecognition | undefined {
  const folder = folderOf(uri);
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return lookup.charts.find((each) => each.component === component && each.item.key === name)?.item;
}

/** Keys that any chart has. */
const common: ReadonlySet<string> = new Set(
  'enabled install image images imageTag replicaCount replicas persistence resources service storage storageClass volumes global metrics auth'.split(
    ' ',
  ),
);

/** `kafka/values-prod.yaml`, `kafka-values.yaml`: the values of a wide-spread chart itself, if they speak as it does. */
function chartNamed(values: ValuesIndex, { uri, lookup }: Context): Section | undefined {
  const [folder = '', file = ''] = uri.split('/').slice(-2);
  const own = file.replace(/\.ya?ml.*$/, '').replace(/(?:^|[-._])values(?=$|[-._])|^[-._]|[-._]$/g, '');
  const names = [own, own.replace(/[-._](?:dev|test|staging|stage|prod|production)$/, ''), folder];
  const found = lookup.charts.find(({ item }) => names.includes(item.key) && !values.has(item.key));
  const [first] = values.fields;
  if (found === undefined || first === undefined) return undefined;
  const { component, item } = found;
  const others = new Set(lookup.charts.map((each) => each.item.key));
  const telling = item.with.filter((key) => !common.has(key) && !others.has(key) && values.has(key));
  const image = imageOf(values, '');
  const runs = image === undefined ? undefined : recogniseImage(image, lookup);
  if (telling.length < 2 || item.without?.some((key) => values.has(key)) === true) return undefined;
  if (runs !== undefined && (runs.kind !== 'server' || runs.component !== component)) return undefined;
  return {
    component,
    key: '',
    at: { ...first.at, part: 'pair' },
    evidence: 'chart',
    chart: item,
    image,
    on: undefined,
  };
}

/** Sections that can be a chart which brings the component as its own part: `pulsar` of an umbrella chart. */
function parentsIn(values: ValuesIndex): string[] {
  const heads = new Set(
    values.fields.flatMap(({ name }) => (name.includes('.') ? [name.slice(0, name.indexOf('.'))] : [])),
  );
  return [...heads].filter(
    (head) =>
      !/^(?:global|config|external|connection|env|monitoring|metrics|prometheus|exporter|jmx|ingress|service|secret|test)/i.test(
        head,
      ),
  );
}

/** The same chart one level down, where only what installs something counts. */
function inside(parent: string, chart: ChartRecognition): ChartRecognition {
  const telling = chart.with.filter((key) =>
    /^(?:replica|replicas|replicaCount|persistence|image|statefulset|servers|brokers|nodes)/.test(key),
  );
  return {
    ...chart,
    key: `${parent}.${chart.key}`,
    with: chart.with.length > 0 && telling.length === 0 ? ['\u0000'] : telling,
  };
}

/** The key with something below it that shows an installation, or a scalar switch of the key itself. */
function placeOf(
  values: ValuesIndex,
  item: ChartRecognition,
): { readonly at: Anchor; readonly on: boolean | undefined } | undefined {
  if (item.beside?.some((key) => !values.has(besideKey(item.key, key))) === true) return undefined;
  if (item.with.length === 0) {
    const scalar = values.scalar(item.key);
    const on = scalar === undefined ? undefined : truth(scalar);
    return scalar === undefined || on === undefined ? undefined : { at: { ...scalar.at, part: 'pair' }, on };
  }
  const at = values.at(item.key);
  const holds = (key: string): boolean => values.has(`${item.key}.${key}`);
  if (at === undefined || !item.with.some(holds) || item.without?.some(holds) === true) return undefined;
  return { at: { ...at, part: 'key' }, on: switchOf(values, item.key) };
}

/** A key at the level of another: beside `pulsar.broker` is `pulsar.bookkeeper`. */
function besideKey(key: string, other: string): string {
  return `${key.slice(0, key.lastIndexOf('.') + 1)}${other}`;
}

/** `redis.image.repository`, `redis.image` and `redis.repository` belong to section `redis`. */
function imageSection(name: string): string | undefined {
  const suffix = /(?:^|\.)(?:image\.repository|image\.name|image|repository)$/.exec(name);
  const section = suffix === null ? undefined : name.slice(0, suffix.index);
  return section === undefined || aside.test(section.slice(section.lastIndexOf('.') + 1)) ? undefined : section;
}

/** Sections that run the server's image for something else. */
const aside = /connect|exporter|mirror|cruise|bridge|init|test|metrics|operator|executor|topic|backup|permissions|job/i;

/** Whether the image under a key is that of a section found already. */
function speaksOf({ key, chart }: Section, imageAt: string): boolean {
  return covers(key, imageAt) || (chart !== undefined && imageKey(chart) === imageAt);
}

/** The key below which a chart names the image of a section. */
function imageKey({ key, image }: ChartRecognition): string {
  return image === undefined ? key : besideKey(key, image);
}

function covers(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

const repositoryKeys = ['image.repository', 'image.name', 'image', 'repository'];
const tagKeys = ['image.tag', 'tag', 'imageTag'];

/** Repository and tag of a section, put together. */
function imageOf(values: ValuesIndex, key: string): Sourced | undefined {
  const prefix = key === '' ? '' : `${key}.`;
  const first = (names: readonly string[]): Property | undefined =>
    names.map((name) => values.scalar(prefix + name)).find((field) => field !== undefined);
  const repository = first(repositoryKeys);
  if (repository?.value === undefined || repository.value === '') return undefined;
  const tag = first(tagKeys)?.value ?? '';
  const tagged = tag === '' || /:[^/]*$/.test(repository.value) ? repository.value : `${repository.value}:${tag}`;
  return { ...repository, value: tagged };
}

/** One entry for a component and a section; a switch (`components.zookeeper`) decides over the section of that name. */
function merged(sections: readonly Section[]): Section[] {
  const kept: Section[] = [];
  for (const section of sections) {
    const name = section.key.slice(section.key.lastIndexOf('.') + 1);
    const twin = kept.findIndex(
      (other) => other.component === section.component && other.key.slice(other.key.lastIndexOf('.') + 1) === name,
    );
    const other = kept[twin];
    if (other === undefined) kept.push(section);
    else
      kept[twin] = {
        ...(other.chart?.with.length === 0 ? section : other),
        at: startOf(other.at) <= startOf(section.at) ? other.at : section.at,
        on: other.on === false || section.on === false ? false : (other.on ?? section.on),
      };
  }
  // In a component's own chart, sections named after it are parts of it.
  const roots = new Set(kept.filter(({ key }) => key === '').map(({ component }) => component));
  return kept.filter(({ component, key, image }) => key === '' || image !== undefined || !roots.has(component));
}

function startOf({ key, value }: Anchor): number {
  return (key ?? value)?.start ?? 0;
}

/** What holds for all sections of some values. */
interface Around extends Context {
  readonly scope: string;
  nameOf(key: string): string | undefined;
}

/** A chart that is a release of its own goes by the name of that. */
function releaseNameOf({ release, charts = [] }: ValuesTree, key: string): string | undefined {
  return charts.length === 1 && charts[0]?.key === key ? release : undefined;
}

/** Lines of the component's own file that stand as a text below a section. */
function filesOf({ files }: ValuesIndex, prefix: string, component: string, { lookup }: Context): readonly Property[] {
  const own = files.filter(
    ({ path, fileName }) =>
      path.startsWith(prefix) && lookup.files.get(fileName.toLowerCase())?.includes(component) === true,
  );
  return own.flatMap(({ properties }) => properties);
}

/** What a section starts: its members, and the Sentinels beside them. */
function serversOf(
  values: ValuesIndex,
  section: Section,
  context: Around,
  idOf: (component: string, name: string) => string,
): RecognisedServer[] {
  const { component, key, chart } = section;
  const size = chartSize(values, key === '' ? '' : `${key}.`, component, chart);
  const server = serverOf(values, section, size, context, idOf(component, key));
  if (size.sentinels === undefined) return [server];
  const identity = [`chart:${context.uri}#${key}`];
  const deployment = { ...server.deployment, identity };
  const sentinels: Deployment = {
    ...deployment,
    id: idOf(component, `${key}/sentinel`),
    role: 'sentinel',
    image: undefined,
    version: unknown(),
    instances: size.sentinels,
    settings: new Map(),
    budgets: [],
  };
  return [
    { ...server, deployment },
    { deployment: sentinels, mentions: [] },
  ];
}

function serverOf(
  values: ValuesIndex,
  section: Section,
  size: ChartSize,
  context: Around,
  id: string,
): RecognisedServer {
  const { component, key, image } = section;
  const prefix = key === '' ? '' : `${key}.`;
  const below = values.fields.flatMap((field) =>
    field.name.startsWith(prefix) ? [{ ...field, name: field.name.slice(prefix.length) }] : [],
  );
  const native = [...filesOf(values, prefix, component, context), ...below];
  const { settings, mentions } = collect(
    [
      ...serverSpellings(configOfProperties(native), component, context.lookup),
      ...valuesSpellings(below, component, context.lookup),
    ],
    component,
    'server',
  );
  const facts = imageFacts(image, component, context.lookup);
  const name = context.nameOf(key) ?? (key === '' ? component : key.slice(key.lastIndexOf('.') + 1));
  const budgets = chartBudgets(values, size, name, context.scope);
  const deployment: Deployment = {
    kind: 'deployment',
    id,
    component,
    ...facts,
    name,
    at: section.at,
    declaredAt: section.at,
    evidence: section.evidence,
    uri: context.uri,
    instances: size.instances,
    topology: size.topology ?? facts.topology,
    members: [],
    settings,
    hosts: [],
    scope: context.scope,
    ports: [],
    mounts: [],
    claims: [],
    controller: 'chart',
    env: [],
    labels: {},
    state: section.on === false ? 'inactive' : 'active',
    environment: context.environment,
    partial: true,
    storage: undefined,
    identity: [],
    ...(budgets.length > 0 && { budgets }),
  };
  return { deployment, mentions: mentions.map((mention) => ({ ...mention, owner: id })) };
}
