import { append } from '../base/group.ts';
import type { Span } from '../base/span.ts';
import type { Declaration, Workload } from '../model/declaration.ts';
import { parseYaml } from '../yaml/parse.ts';
import { neutraliseTemplate } from '../yaml/template.ts';
import { writtenConfigs } from './compose-config.ts';
import { mergedService } from './compose-merge.ts';
import { projectNameOf, projectNetworks, sharedNetworks, type ProjectNetworks } from './compose-network.ts';
import { documentOf, workloadOf, type ServiceContext, type SharedFiles } from './compose-service.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { child, children, mapOf, pathOf, rootOf, textOf, type Field } from './field.ts';
import { gapsIn, problemsOf } from './problem.ts';
import type { FilePart, ServiceMemory } from './service-memory.ts';

const longestChain = 10;

/** Services of a compose file; a file without `services:` is read as the first format, where every top-level key is a service. */
export function extractCompose(source: Source, options: ExtractOptions): Extracted {
  if (source.original === undefined && isJinja(source.text)) return extractTemplate(source, options);
  const parsed = parseYaml(source.text, options.cache === undefined ? {} : { cache: options.cache });
  // A broken file may be read differently around the break, so only sound ones are remembered.
  const isSound = source.original === undefined && parsed.documents.every(({ problems }) => problems.length === 0);
  const declarations = parsed.documents
    .slice(0, 1)
    .flatMap((document) =>
      withGaps(
        servicesOf(rootOf(source, document), isSound ? options.services : undefined, options),
        gapsIn(document.problems),
      ),
    );
  return { declarations, problems: problemsOf(parsed) };
}

/** What is left out between one service and the next may belong to the first. */
function withGaps(declarations: readonly Declaration[], gaps: readonly Span[]): Declaration[] {
  if (gaps.length === 0) return [...declarations];
  const starts = declarations
    .flatMap((each) => (each.kind === 'workload' ? (each.at.key?.start ?? []) : []))
    .toSorted((a, b) => a - b);
  return declarations.map((each) => {
    const start = each.kind === 'workload' ? each.at.key?.start : undefined;
    const end = start === undefined ? undefined : (starts.find((other) => other > start) ?? Infinity);
    const isHit = start !== undefined && gaps.some((gap) => gap.end > start && gap.start < (end ?? start));
    return isHit ? { ...each, partial: true } : each;
  });
}

/** A line of its own, as in files that Ansible fills in. */
const jinjaStatement = /^[ \t]*\{%.*%\}[ \t]*\r?$/m;

function isJinja(text: string): boolean {
  return text.includes('{%') && jinjaStatement.test(text);
}

function extractTemplate(source: Source, options: ExtractOptions): Extracted {
  const made = { ...source, text: neutraliseTemplate(source.text), original: source.text };
  const { declarations } = extractCompose(made, options);
  return { declarations, problems: [{ code: 'template' }], status: declarations.length > 0 ? 'partial' : 'skipped' };
}

function servicesOf(root: Field, memory: ServiceMemory | undefined, options: ExtractOptions): Declaration[] {
  const byName = serviceFields(root);
  const scope = root.source.uri.slice(0, Math.max(0, root.source.uri.lastIndexOf('/')));
  const partial = root.source.original !== undefined || isOverrideName(root.source.path);
  const services = [...byName.values()];
  const extending = new Set(mayHave(services, 'extends'));
  const workloads = workloadsOf(
    services.map((service) => (extending.has(service) ? extended(service, byName) : service)),
    { scope, partial },
    memory && { services: memory, around: '' },
  );
  return [...workloads, ...writtenConfigs(children(child(root, 'configs')), workloads, scope, options)];
}

/** A file that compose takes for an overlay by its name. */
export function isOverrideName(path: string): boolean {
  return /override/i.test(path.slice(path.lastIndexOf('/') + 1));
}

/** The root of a compose file that can be merged with others; undefined where it is none, or a template. */
export function composeRootOf(source: Source, options: ExtractOptions): Field | undefined {
  if (source.original !== undefined || isJinja(source.text)) return undefined;
  const { documents } = parseYaml(source.text, options.cache === undefined ? {} : { cache: options.cache });
  return documents[0] && rootOf(source, documents[0]);
}

/** Services as written, by name, `extends` not followed. */
export function serviceFields(root: Field): ReadonlyMap<string, Field> {
  const section = child(root, 'services');
  const services = children(section ?? root).filter(
    (service) => mapOf(service) !== undefined && service.key !== undefined && !isExtension(service),
  );
  const isProject = (service: Field): boolean =>
    child(service, 'image') !== undefined || child(service, 'build') !== undefined;
  if (section === undefined && !services.some(isProject)) return new Map();
  return new Map(services.map((service) => [nameOf(service), service]));
}

/** What the files of a project say together, beside its services. */
export interface ProjectWide extends SharedFiles {
  readonly networks: ReadonlyMap<string, Field>;
  readonly name: string | undefined;
}

/** What the services of a project were before an edit. */
export interface Before {
  readonly services: ServiceMemory;
  /** All that decides, outside the files of the services, how they are read. */
  readonly around: string;
}

/** Workloads of a project's services, which `extends` and overlays are merged into already; `shared` where several files make it. */
export function workloadsOf(
  services: readonly Field[],
  { scope, partial, shared }: Pick<ServiceContext, 'scope' | 'partial'> & { readonly shared?: ProjectWide },
  before?: Before,
): Workload[] {
  const aliases = aliasesOf(mayHave(services, 'links'));
  const waiting = mayHave(services, 'profiles').filter((service) => child(service, 'profiles') !== undefined);
  const waits = waiting.length < services.length;
  const networks = networksAround(services, scope, shared);
  const surroundings = [before?.around, scope, partial, waits, networks.project, ...networks.names].join('\n');
  before?.services.place(partsOf(services));
  const workloads = services.map((service) => {
    const own = aliases.get(nameOf(service)) ?? [];
    const context = { scope, partial, aliases: own, waits, networks, ...(shared && { shared }) };
    const read = (): Workload => workloadOf(service, context);
    // What several services say together stands in several places.
    if (before === undefined || service.merged !== undefined) return read();
    const around = own.length === 0 ? surroundings : [surroundings, ...own].join('\n');
    return before.services.workload(keyOf(service), around, read);
  });
  return sharedNetworks(workloads);
}

function networksAround(services: readonly Field[], scope: string, shared: ProjectWide | undefined): ProjectNetworks {
  if (shared !== undefined) return projectNetworks(shared.networks.values(), { name: shared.name, scope });
  const root = services[0] && documentOf(services[0]);
  return projectNetworks(children(child(root, 'networks')), { name: projectNameOf(root), scope });
}

/** The entries of the files that services stand in: the services, and what stands beside them. */
function partsOf(services: readonly Field[]): FilePart[] {
  const roots = new Set(services.map(documentOf));
  return [...roots].flatMap((root) =>
    children(root).flatMap((entry) => (entry.key?.value === 'services' ? children(entry) : [entry]).map(partOf)),
  );
}

function partOf(entry: Field): FilePart {
  const { source, key } = entry;
  return { uri: source.uri, key: keyOf(entry), text: writtenText(entry), start: key?.span.start ?? 0 };
}

function keyOf(entry: Field): string {
  return [entry.source.uri, ...pathOf(entry)].join('\n');
}

function nameOf({ key }: Field): string {
  return key?.value ?? '';
}

function isExtension(service: Field): boolean {
  return service.key?.value.startsWith('x-') === true;
}

/** What a service extends in the same file is merged below it; what stands in another file is missing. */
function extended(service: Field, byName: ReadonlyMap<string, Field>): Field {
  const chain = [service];
  for (let current = service; chain.length < longestChain;) {
    const { file, name } = extendsOf(current) ?? {};
    const base = file === undefined ? byName.get(name ?? '') : undefined;
    if (base === undefined || chain.includes(base)) break;
    chain.push(base);
    current = base;
  }
  return chain.reduceRight((weaker, stronger) => mergedService(weaker, stronger));
}

/**
 * Services that may have an entry, by a look at their text: the tree of a service that was read before stays untouched, and a
 * word that a file never says stands in none of its services.
 */
function mayHave(services: readonly Field[], name: string): readonly Field[] {
  const sources = new Set(services.map(({ source }) => source));
  const saying = new Set([...sources].filter(({ text }) => text.includes(name)));
  return services.filter((service) => {
    if (service.merged !== undefined) return true;
    if (!saying.has(service.source)) return false;
    const text = writtenText(service);
    return text.includes(name) || /[&*]/.test(text);
  });
}

function writtenText({ source, key, written }: Field): string {
  const start = key?.span.start ?? 0;
  return source.text.slice(start, written?.span.end ?? start);
}

/** The `extends` of a service: a name alone, or a name with the file it is in. */
export function extendsOf(
  service: Field,
): { readonly file?: Field; readonly name: string; readonly at: Field } | undefined {
  const at = child(service, 'extends');
  const name = textOf(at) ?? textOf(child(at, 'service'));
  const file = child(at, 'file');
  return at === undefined || name === undefined ? undefined : { name, at, ...(file && { file }) };
}

/** `links: [db:database]` gives the service `db` the further name `database`. */
function aliasesOf(services: readonly Field[]): ReadonlyMap<string, readonly string[]> {
  const aliases = new Map<string, string[]>();
  for (const link of services.flatMap((service) => children(child(service, 'links')))) {
    const [target, alias] = (textOf(link) ?? '').split(':');
    if (target === undefined || alias === undefined || alias === '') continue;
    append(aliases, target, alias);
  }
  return aliases;
}
