import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LineIndex } from '../../server/src/base/line-index.ts';
import type { Span } from '../../server/src/base/span.ts';
import { extractFile } from '../../server/src/extract/file.ts';
import type { Extraction } from '../../server/src/extract/extraction.ts';
import type { Anchor } from '../../server/src/model/anchor.ts';
import type {
  BuildModule,
  Declaration,
  DisruptionBudget,
  Library,
  Property,
  PropertySet,
  Resource,
  Service,
  Sourced,
  ValuesTree,
  Workload,
} from '../../server/src/model/declaration.ts';
import type { Annotation } from '../../server/src/model/part.ts';

/**
 * Extracts every file of a case and compares a readable dump with its `expected.txt`. `ARCHLENS_UPDATE=1` writes the file
 * instead: read the difference before it is committed.
 *
 * `@4:12` is where a value stands, `name@4:5` where its key stands; a place whose text is not the value as written is
 * followed by that text between `⟨⟩`.
 */
export function checkExtract(folder: string): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.txt')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  const actual = files.map((path) => dump(path, readFileSync(join(folder, path), 'utf8'))).join('\n');
  const expected = join(folder, 'expected.txt');
  if (process.env.ARCHLENS_UPDATE === '1') writeFileSync(expected, actual);
  else assert.equal(actual, readFileSync(expected, 'utf8'));
}

function dump(path: string, text: string): string {
  const extraction = extractFile({ uri: `file:///project/${path}`, path, text });
  return render(path, text, extraction);
}

function render(path: string, text: string, extraction: Extraction): string {
  const printer = new Printer(text);
  const header = `== ${path}: ${extraction.format} ${extraction.status}, ${extraction.environment}`;
  const problems = extraction.problems.map(
    ({ code, span }) => `problem ${code}${span ? ` @${printer.position(span.start)}` : ''}`,
  );
  return [
    header,
    ...problems,
    ...extraction.declarations.flatMap((each) => printer.declaration(each)),
    ...extraction.annotations.map((each) => printer.annotation(each)),
    '',
  ].join('\n');
}

class Printer {
  readonly #text: string;
  readonly #lines: LineIndex;

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LineIndex(text);
  }

  position(offset: number): string {
    const { line, character } = this.#lines.position(offset);
    return `${line + 1}:${character + 1}`;
  }

  declaration(declaration: Declaration): string[] {
    switch (declaration.kind) {
      case 'workload':
        return this.#workload(declaration);
      case 'properties':
        return this.#properties(declaration);
      case 'resource':
        return this.#resource(declaration);
      case 'service':
        return this.#service(declaration);
      case 'budget':
        return this.#budget(declaration);
      case 'values':
        return this.#values(declaration);
      case 'build':
        return this.#build(declaration);
    }
  }

  annotation(annotation: Annotation): string {
    const place = `@${this.position(annotation.span.start)}${annotation.line === undefined ? '' : ` line ${annotation.line + 1}`}`;
    if (annotation.kind === 'intent') {
      return `intent purpose=${annotation.purpose} needs=[${annotation.needs.join(', ')}] environment=${annotation.environment} ${place}`;
    }
    const rules = annotation.rules.map(({ id, span }) => `${id}@${this.position(span.start)}`).join(', ');
    const covers = annotation.covers
      ? ` covers ${this.position(annotation.covers.start)}-${this.position(annotation.covers.end)}`
      : '';
    return `suppression ${annotation.scope} [${rules}] until=${annotation.until} reason=${JSON.stringify(annotation.reason)} ${place}${covers}`;
  }

  #build(module: BuildModule): string[] {
    const text = (sourced: Sourced | undefined): string =>
      sourced === undefined ? '-' : `${sourced.value ?? sourced.pattern ?? '?'}${this.#place(sourced.at)}`;
    const library = ({ group, artifact, version, alias }: Library): string =>
      `${text(group)} ${text(artifact)} ${text(version)}${alias === undefined ? '' : ` as ${alias}`}`;
    return [
      `${module.role} ${module.tool} in ${module.folder}${module.aggregates ? ' aggregates' : ''}`,
      ...(module.self
        ? [`  self ${text(module.self.group)} ${text(module.self.artifact)} ${text(module.self.version)}`]
        : []),
      ...(module.parent ? [`  parent ${library(module.parent)} at "${module.parent.relativePath}"`] : []),
      ...module.properties.map((property) => `  property ${property.name} = ${text(property)}`),
      ...module.managed.map((each) => `  managed ${library(each)}`),
      ...module.imports.map((each) => `  import ${library(each)}`),
      ...module.dependencies.map((each) => `  dependency ${library(each)}`),
      ...module.plugins.map(
        ({ id, version, applied, alias }) =>
          `  plugin ${text(id)} ${text(version)}${applied ? ' applied' : ''}${alias === undefined ? '' : ` as ${alias}`}`,
      ),
      ...module.aliases.map(({ name, use, at }) => `  ${use} ${name}${this.#place(at)}`),
      ...Object.entries(module.bundles).map(([name, aliases]) => `  bundle ${name} = ${aliases.join(', ')}`),
      ...module.applies.map(({ path, from }) => `  applies ${path} from ${from}`),
    ];
  }

  #workload(workload: Workload): string[] {
    const flags = [
      workload.builds && 'builds',
      workload.partial && 'partial',
      workload.hostNetwork && 'hostNetwork',
      workload.profiles && `profiles ${workload.profiles.join(',')}`,
      workload.environment,
    ]
      .filter(Boolean)
      .join(' ');
    const replicas = `${workload.replicas.value}${workload.replicas.from === 'declared' ? workload.replicas.at.map((at) => this.#place(at)).join('') : ` (${workload.replicas.from})`}`;
    return [
      `${workload.role} ${workload.name}/${workload.container} ${workload.controller} in ${workload.scope}${this.#keyPlace(workload.at)} replicas ${replicas} ${flags}`.trimEnd(),
      ...(workload.image ? [`  image ${this.#sourced(workload.image)}`] : []),
      ...workload.env.map((each) => `  env ${each.name}${this.#keyPlace(each.at)} = ${this.#sourced(each)}`),
      ...workload.envFiles.map((each) => `  env file ${this.#sourced(each)}`),
      ...workload.envFrom.map((each) => `  env from ${this.#sourced(each)}`),
      ...workload.words.map((each) => `  word ${this.#sourced(each)}`),
      ...(workload.hosts.length > 0 ? [`  hosts ${workload.hosts.join(' ')}`] : []),
      ...workload.ports.map(
        (port) =>
          `  port ${port.address ? `${port.address}:` : ''}${port.published ?? '-'}:${port.target}${this.#place(port.at)}`,
      ),
      ...workload.mounts.map(
        (mount) =>
          `  mount ${mount.kind} ${mount.source ?? '-'} -> ${mount.target}${mount.readOnly ? ' ro' : ''}${this.#place(mount.at)}`,
      ),
      ...(workload.claims.length > 0 ? [`  claims ${workload.claims.join(' ')}`] : []),
      ...Object.entries(workload.labels).map(([name, value]) => `  label ${name}=${value}`),
      ...workload.dependsOn.map((each) => `  depends on ${each.value}${this.#keyPlace(each.at)}`),
    ];
  }

  #properties(set: PropertySet): string[] {
    const configMap = set.configMap
      ? ` in ConfigMap ${set.configMap.name}[${set.configMap.key}] ${set.configMap.scope}`
      : '';
    const profiles = set.profiles.length > 0 ? ` profiles ${set.profiles.join(',')}` : '';
    const header = `${set.dialect} ${set.fileName} application ${set.application}${profiles}${set.environment ? ` ${set.environment}` : ''}${configMap}`;
    return [header, ...this.#fields(set.properties)];
  }

  #resource(resource: Resource): string[] {
    const flags = [resource.partial && 'partial', resource.environment].filter(Boolean).join(' ');
    const header =
      `resource ${resource.group}/${resource.version} ${resource.type} ${resource.name} in ${resource.scope}${this.#place(resource.at)} ${flags}`.trimEnd();
    return [
      header,
      ...Object.entries(resource.labels).map(([name, value]) => `  label ${name}=${value}`),
      ...this.#fields(resource.fields),
    ];
  }

  #service(service: Service): string[] {
    const selector = Object.entries(service.selector).map(([name, value]) => `${name}=${value}`);
    return [
      `service ${service.name} in ${service.scope}${this.#place(service.at)} ${service.type}${service.headless ? ' headless' : ''} selects ${selector.join(',')}`,
      ...service.ports.map((port) => `  port ${port.published}:${port.target}${this.#place(port.at)}`),
    ];
  }

  #budget({ name, scope, at, selector, by, limit }: DisruptionBudget): string[] {
    const requirements = selector?.map(({ key, operator, values }) => `${key} ${operator} ${values.join('|')}`);
    return [
      `budget ${name} in ${scope}${this.#place(at)} selects ${requirements?.join(', ') ?? 'nothing'}`,
      `  ${by} ${limit.value}${this.#place(limit.at)}`,
    ];
  }

  #values(values: ValuesTree): string[] {
    return [
      'values',
      ...this.#fields(values.fields),
      ...[...values.maps].map(([name, at]) => `  map ${name}${this.#keyPlace(at)}`),
    ];
  }

  #fields(fields: readonly Property[]): string[] {
    return fields.map((each) => `  ${each.name}${this.#keyPlace(each.at)} = ${this.#sourced(each)}`);
  }

  #sourced({ value, raw, pattern, at }: Sourced): string {
    const known =
      value === undefined
        ? `unknown ${JSON.stringify(raw)}`
        : value === raw
          ? JSON.stringify(value)
          : `${JSON.stringify(value)} from ${JSON.stringify(raw)}`;
    return `${known}${pattern === undefined ? '' : ` pattern ${JSON.stringify(pattern)}`}${this.#place(at, raw)}`;
  }

  #place(at: Anchor, written?: string): string {
    const span = at.sub ?? (at.part === 'key' ? at.key : at.value);
    return span === undefined ? ' @?' : ` @${this.position(span.start)}${this.#difference(span, written)}`;
  }

  #keyPlace(at: Anchor): string {
    return at.key === undefined ? '' : `@${this.position(at.key.start)}`;
  }

  #difference(span: Span, written: string | undefined): string {
    const slice = this.#text.slice(span.start, span.end);
    return written === undefined || slice === written ? '' : ` ⟨${slice.replaceAll('\n', '⏎').replaceAll('\r', '␍')}⟩`;
  }
}
