import { groupBy } from '../base/group.ts';
import type { Client, Deployment, Format, Part, Status } from '../model/part.ts';
import { clustersAlone } from '../link/landscape.ts';
import { isSamePlace } from '../model/anchor.ts';
import { members } from '../model/query.ts';
import type { Cluster, Link } from '../model/system.ts';
import { problemMessage } from '../describe/message.ts';
import type { Texts } from '../describe/texts.ts';
import { rangeOf } from '../project/locate.ts';
import type { File } from '../project/file.ts';
import type { Project } from '../project/project.ts';
import { clientEntry, type Context, deploymentEntry, type InspectedComponent } from './inspect-entry.ts';
import { byPlace, compare, type Place, placeOf, region } from './place.ts';

/** A file that was looked at. */
export interface InspectedFile {
  readonly path: string;
  readonly format: Format;
  readonly status: Status;
  readonly problems: readonly InspectedProblem[];
  /** What it is applied together with, as it is seen here; null where it stands alone. */
  readonly applied: InspectedView | null;
}

export interface InspectedView {
  /** Paths, the weakest first; the file itself is the last one, or the first one of its overlays. */
  readonly files: readonly string[];
  /** The command or the variable that says so; null where names or the configuration do. */
  readonly saidBy: Pick<Place, 'path' | 'line' | 'column'> | null;
}

export interface InspectedProblem {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface Inspection {
  readonly files: readonly InspectedFile[];
  readonly components: readonly InspectedComponent[];
}

/** What is in the files and what it is: the content of `archlens inspect`. */
export function inspect(project: Project, texts: Texts): Inspection {
  const system = project.system();
  const deployed = deployedIn(system.clusters);
  const names = new Map(system.applications.map((application) => [application.id, application.name]));
  const byClient = groupBy(system.links, ({ client }) => client.id);
  const byCluster = groupBy(system.links, ({ cluster }) => cluster?.id);
  const placedElsewhere = groupBy(
    system.clients.filter(({ at, uri }) => at.uri !== uri),
    ({ at }) => at.uri,
  );
  const context: Context = { project, texts, names, byClient, placedElsewhere, byCluster };
  const deployments = system.clusters.flatMap((cluster) => clusterEntries(cluster, context));
  const clients = system.clients
    .filter((client) => !isInternal(client, byClient.get(client.id) ?? [], deployed))
    .filter(({ at, uri }) => at.uri === uri)
    .map((client) => clientEntry(client, context));
  const covered = [...system.coveredBy.keys()].flatMap((uri) => coveredEntries(uri, context));
  const carried = clientsElsewhere(context).map((client) => clientEntry(client, context));
  const name = (entry: InspectedComponent): string => `${entry.component} ${entry.kind} ${entry.name}`;
  const listed = [...deployments, ...clients, ...covered, ...carried];
  return {
    files: project
      .files()
      .map((file) => inspectedFile(file, project, texts))
      .toSorted((a, b) => compare(a.path, b.path)),
    components: distinct([...listed, ...brought(system.clusters, listed, context)]).toSorted(byPlace(name)),
  };
}

function inspectedFile({ uri, extraction, lines }: File, project: Project, texts: Texts): InspectedFile {
  const { format, status, problems: found } = project.part(uri) ?? extraction;
  const problems = found.map((problem): InspectedProblem => {
    const range = lines === undefined || problem.span === undefined ? undefined : rangeOf(problem.span, lines);
    const { line, column } = region(range);
    return { code: problem.code, message: problemMessage(problem, texts), line, column };
  });
  const applied = inspectedView(uri, project);
  return { path: project.path(uri), format: reported(format), status, problems, applied };
}

function inspectedView(uri: string, project: Project): InspectedView | null {
  const applied = project.part(uri)?.applied;
  if (applied === undefined) return null;
  const files = applied.uris.map((each) => project.path(each));
  if (applied.saidAt === undefined) return { files, saidBy: null };
  const { path, line, column } = placeOf(applied.saidAt, project);
  return { files, saidBy: { path, line, column } };
}

/** Formats that only lead to other files are none of those that programs know. */
function reported(format: Format): Format {
  return format === 'helmfile' || format === 'helm-chart' ? 'other' : format;
}

/** Components that each file deploys and does not switch off, as `<uri> <component>`. */
function deployedIn(clusters: readonly Cluster[]): ReadonlySet<string> {
  const active = clusters.filter(({ state }) => state === 'active');
  return new Set(active.flatMap((cluster) => members(cluster).map(({ uri, component }) => `${uri} ${component}`)));
}

/**
 * In a file that deploys a component, a connection to it is a link of that deployment. A connection that is known to lead
 * elsewhere stays an entry.
 */
function isInternal(client: Client, links: readonly Link[], deployed: ReadonlySet<string>): boolean {
  if (!deployed.has(`${client.uri} ${client.component}`)) return false;
  const clusters = links.flatMap(({ cluster }) => cluster ?? []);
  if (clusters.length > 0) return clusters.some((cluster) => members(cluster).some(({ uri }) => uri === client.uri));
  return client.endpoints.length === 0 || !client.endpoints.every(({ host }) => isPublicName(host));
}

/** A name of the domain name system: no service of the file answers to it. */
function isPublicName(host: string): boolean {
  return /\.[a-z]{2,}$/i.test(host) && !/\.(?:local|internal|svc)$/i.test(host);
}

/** One entry per file that has members of the cluster with evidence in it. */
function clusterEntries(cluster: Cluster, context: Context): InspectedComponent[] {
  const firsts = new Map<string, Deployment>();
  for (const member of members(cluster)) {
    const own = firsts.has(member.uri) ? undefined : evidenceInFile(member, context.project);
    if (own !== undefined) firsts.set(member.uri, own);
  }
  return [...firsts.values()].map((first) => deploymentEntry(first, cluster, context));
}

/** Clusters that stand in no file listed so far: a chart that another chart brings and whose values say nothing of it. */
function brought(
  clusters: readonly Cluster[],
  listed: readonly InspectedComponent[],
  context: Context,
): InspectedComponent[] {
  const ids = new Set(listed.map(({ cluster }) => cluster));
  const key = ({ component, path, line, column }: InspectedComponent): string =>
    [component, path, line, column].join(':');
  const places = new Set(listed.map(key));
  const unlisted = clusters.filter(({ id }) => !ids.has(id));
  const entries = unlisted.flatMap((cluster) => {
    const all = members(cluster);
    return all.slice(0, 1).map((first) => deploymentEntry(first, cluster, context, [...all]));
  });
  return [...new Map(entries.toReversed().map((entry) => [key(entry), entry])).values()].filter(
    (entry) => !places.has(key(entry)),
  );
}

/** A member of a view as the view's own file shows it; undefined where only other files do. */
function evidenceInFile(member: Deployment, project: Project): Deployment | undefined {
  if (member.at.uri === member.uri) return member;
  const own = project.ownPart(member.uri)?.deployments.filter(({ component }) => component === member.component) ?? [];
  // A view may know the server by another name.
  return own.find(({ id }) => id === member.id) ?? (own.length === 1 ? own[0] : undefined);
}

/** What a file shows that is in force only as part of views, with the cluster it belongs to in each of them. */
function coveredEntries(uri: string, context: Context): InspectedComponent[] {
  const { project } = context;
  const own = project.ownPart(uri);
  const views = new Set(project.system().coveredBy.get(uri));
  const clusters = project.system().clusters.filter((cluster) => members(cluster).some((each) => views.has(each.uri)));
  const deployed = new Set((own?.deployments ?? []).map(({ component }) => component));
  const clients = (own?.clients ?? []).filter(({ component }) => !deployed.has(component));
  const inViews = context.placedElsewhere.get(uri) ?? [];
  return [
    ...(own === undefined ? [] : coveredServers(own, clusters, context)),
    ...clients.map((client) => {
      const held = inViews.find((each) => isSameUse(each, client));
      return clientEntry(held ?? { ...client, application: userOf(client, views, project) }, context);
    }),
  ];
}

/** Who reads what a file of Spring says: where nothing of it came into a view, it is named after its folder. */
function userOf({ application, uri }: Client, views: ReadonlySet<string>, project: Project): string {
  if (project.ownPart(uri)?.format !== 'spring') return application;
  const inViews = [...views].flatMap((view) => project.part(view)?.applications ?? []);
  return inViews.find(({ id }) => id === application)?.id ?? inViews[0]?.id ?? application;
}

/** Servers of manifests in every view that applies them, behind what the file alone says where the first view makes another size of it. */
function coveredServers(own: Part, clusters: readonly Cluster[], context: Context): InspectedComponent[] {
  const sizes = sizesWritten(own, context.project);
  const listed = new Set<string>();
  return own.deployments.flatMap((deployment) => {
    const inViews = clusters.flatMap((cluster) => {
      const member = members(cluster).find((each) => isSameServer(each, deployment));
      return member === undefined ? [] : [{ cluster, member }];
    });
    const [first] = inViews;
    if (first === undefined || listed.has(first.cluster.id)) return [];
    const entries = (own.format === 'kubernetes' ? inViews : [first]).flatMap(({ cluster, member }) => {
      if (listed.has(cluster.id)) return [];
      listed.add(cluster.id);
      const { name, at, evidence } = deployment;
      const holders = members(cluster).filter((each) => own.deployments.some((one) => isSameServer(each, one)));
      return deploymentEntry({ ...member, name, at, evidence }, cluster, context, holders);
    });
    const stated = sizeOf(sizes.get(deployment), first.cluster);
    if (stated === undefined) return entries;
    return [{ ...deploymentEntry(deployment, first.cluster, context), ...stated, instances: null }, ...entries];
  });
}

/**
 * Clients that a file with views of its own shows, and that only views of other files hold: what `bootstrap.yml` says without a
 * profile is in force in the view of `application.yml`.
 */
function clientsElsewhere({ project, placedElsewhere }: Context): readonly Client[] {
  const { coveredBy, clients } = project.system();
  const uris = [...placedElsewhere.keys()].filter((uri) => !coveredBy.has(uri));
  if (uris.length === 0) return [];
  const listed = groupBy(clients, ({ uri }) => uri);
  return uris.flatMap((uri) => {
    const inViews = placedElsewhere.get(uri) ?? [];
    const isListed = (client: Client): boolean => (listed.get(uri) ?? []).some((each) => isSameUse(each, client));
    const own = (project.ownPart(uri)?.clients ?? []).filter((client) => !isListed(client));
    return own.flatMap((client) => inViews.find((each) => isSameUse(each, client)) ?? []);
  });
}

/** Views of several profiles may say the very same of a use. */
function distinct(entries: readonly InspectedComponent[]): readonly InspectedComponent[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** What each server of a file would belong to if nothing changed the file. What a template fills in is a matter of each view. */
function sizesWritten(part: Part, project: Project): ReadonlyMap<Deployment, Cluster> {
  if (part.format !== 'kubernetes') return new Map();
  const alone = clustersAlone(part, project.knowledge, (uri) => project.path(uri));
  return new Map(alone.flatMap((cluster) => members(cluster).map((member) => [member, cluster] as const)));
}

/** The size that a file itself states, where the views make another one of it: a base of three that an overlay scales. */
function sizeOf(
  alone: Cluster | undefined,
  { nodes, topology }: Cluster,
): Pick<InspectedComponent, 'nodes' | 'topology' | 'environment'> | undefined {
  const counted = alone?.deployments.every(({ instances }) => instances.from === 'declared') === true;
  const stated = counted ? alone.nodes.value : undefined;
  if (alone === undefined || stated === undefined || stated === nodes.value) return undefined;
  const { environment } = alone;
  return { nodes: stated, topology: alone.topology === 'unknown' ? topology : alone.topology, environment };
}

/** A view may give a server another name. */
function isSameServer(member: Deployment, { component, name, at }: Deployment): boolean {
  return member.component === component && (member.name === name || isSamePlace(member.at, at));
}

function isSameUse(client: Client, { component, purpose, at }: Client): boolean {
  return client.component === component && client.purpose === purpose && isSamePlace(client.at, at);
}
