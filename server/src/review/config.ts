import picomatch from 'picomatch';
import type { Span } from '../base/span.ts';
import type { Severity } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import { type Environment, environments } from '../model/environment.ts';
import type { Problem } from '../model/part.ts';
import { parseYaml } from '../yaml/parse.ts';
import { entries, resolve } from '../yaml/query.ts';
import type { Entry, Mapping, Node } from '../yaml/tree.ts';

/** What `.archlens.yaml` says. Globs are matched against paths in the workspace, with `/`. */
export interface ReviewConfig {
  /** Rule id, alias or pattern (`kafka/*`) → severity in place of the rule's own. */
  readonly severities: ReadonlyMap<string, SeverityOverride>;
  /** The first that covers a path says what the file is for. */
  readonly environments: readonly { readonly environment: Environment; covers(path: string): boolean }[];
  readonly suppressions: readonly ConfigSuppression[];
  /** Compose files that are applied together. */
  readonly views: readonly ConfigView[];
  /** Whether a file is left out altogether. */
  ignores(path: string): boolean;
  /** A suppression without a reason is a finding. */
  readonly requireReason: boolean;
  /** Address where the site of the knowledge base is published; rules link to its pages. */
  readonly site: string | undefined;
  /** What could not be understood, each with its place in the file. */
  readonly problems: readonly Problem[];
}

export interface SeverityOverride {
  readonly of: Readonly<Partial<Record<Environment, Severity | 'off'>>>;
  readonly at: Anchor;
}

/** Files that are applied together, the weakest first; the last one stands for them all. */
export interface ConfigView {
  /** Paths in the workspace, with `/`. */
  readonly files: readonly string[];
  readonly environment: Environment | undefined;
}

export interface ConfigSuppression {
  /** Rule id, alias or pattern; one entry per rule of a suppression that names several. */
  readonly rule: string;
  readonly component: string | undefined;
  readonly environment: Environment | undefined;
  readonly reason: string | undefined;
  /** ISO date of the last day on which it holds. */
  readonly until: string | undefined;
  readonly at: Anchor;
  covers(path: string): boolean;
}

export const noConfig: ReviewConfig = {
  severities: new Map(),
  environments: [],
  suppressions: [],
  views: [],
  ignores: () => false,
  requireReason: false,
  site: undefined,
  problems: [],
};

/** What the configuration says a file is for; undefined where it says nothing. */
export function environmentOf(config: ReviewConfig, path: string): Environment | undefined {
  return config.environments.find((entry) => entry.covers(path))?.environment;
}

/**
 * Reads `.archlens.yaml`. Never throws: what is not understood is left out and named in `problems` (phrases
 * `problem.config-*`), so that one slip does not switch off the rest.
 */
export function readConfig(uri: string, text: string): ReviewConfig {
  const file = parseYaml(text);
  const reader = new Reader(uri);
  for (const document of [file, ...file.documents]) {
    for (const problem of document.problems) reader.problem('config-syntax', problem.span, { detail: problem.detail });
  }
  const root = file.documents.map((document) => document.root).find((node) => node !== undefined);
  const map = reader.map(root, []);
  const fields = reader.fields(
    map,
    [],
    ['severity', 'environments', 'suppressions', 'views', 'ignore', 'requireReason', 'site'],
  );
  return {
    severities: readSeverities(reader, fields.get('severity')),
    environments: readEnvironments(reader, fields.get('environments')),
    suppressions: readSuppressions(reader, fields.get('suppressions')),
    views: readViews(reader, fields.get('views')),
    ignores: matcher(reader.strings(fields.get('ignore'), ['ignore'])),
    requireReason: reader.boolean(fields.get('requireReason'), ['requireReason']) ?? false,
    site: readSite(reader, fields.get('site')),
    problems: reader.problems,
  };
}

/** Only addresses of the Web: editors open them as they stand. */
function readSite(reader: Reader, entry: Entry | undefined): string | undefined {
  const [site] = reader.strings(entry, ['site']);
  if (entry === undefined || site === undefined) return undefined;
  if (/^https?:\/\//.test(site) && URL.canParse(site)) return site;
  reader.problem('config-address', entry.value?.span ?? entry.key.span, { value: site });
  return undefined;
}

const severityWords = ['error', 'warning', 'info', 'off'] as const;

function readSeverities(reader: Reader, entry: Entry | undefined): ReadonlyMap<string, SeverityOverride> {
  const result = new Map<string, SeverityOverride>();
  for (const rule of reader.entries(entry, ['severity'])) {
    const path = ['severity', rule.key.value];
    const node = resolve(rule.value);
    const of: Partial<Record<Environment, Severity | 'off'>> = {};
    if (node?.kind === 'map') {
      for (const environment of environments) {
        const value = reader.oneOf(reader.fields(node, path, environments).get(environment), path, severityWords);
        if (value !== undefined) of[environment] = value;
      }
    } else {
      const value = reader.oneOf(rule, path, severityWords);
      if (value !== undefined) for (const environment of environments) of[environment] = value;
    }
    result.set(rule.key.value, { of, at: reader.anchor(['severity', rule.key.value], rule.key.span) });
  }
  return result;
}

function readEnvironments(reader: Reader, entry: Entry | undefined): ReviewConfig['environments'] {
  return reader.entries(entry, ['environments']).flatMap((glob) => {
    const environment = reader.oneOf(glob, ['environments', glob.key.value], environments);
    return environment === undefined ? [] : [{ environment, covers: matcher([glob.key.value]) }];
  });
}

const suppressionFields = ['rule', 'rules', 'path', 'paths', 'component', 'environment', 'reason', 'until'] as const;

function readSuppressions(reader: Reader, entry: Entry | undefined): ConfigSuppression[] {
  return reader.items(entry, ['suppressions']).flatMap((item, index) => readSuppression(reader, item, index));
}

function readSuppression(reader: Reader, item: Node, index: number): ConfigSuppression[] {
  const path = ['suppressions', index];
  const map = reader.map(item, path);
  if (map === undefined) return [];
  const fields = reader.fields(map, path, suppressionFields);
  const texts = (...names: (typeof suppressionFields)[number][]): string[] =>
    names.flatMap((name) => reader.strings(fields.get(name), [...path, name]));
  const [until] = texts('until');
  if (until !== undefined && !isDate(until)) {
    reader.problem('config-date', valueSpan(fields.get('until'), map), { value: until });
    return [];
  }
  const paths = texts('path', 'paths');
  const common = {
    component: texts('component')[0],
    environment: reader.oneOf(fields.get('environment'), [...path, 'environment'], environments),
    reason: texts('reason')[0],
    until,
    covers: matcher(paths.length === 0 ? ['**'] : paths),
  };
  const place = valueSpan(fields.get('rule') ?? fields.get('rules'), map);
  const rules = texts('rule', 'rules');
  // An entry that names no rule answers all that its other fields cover.
  return (rules.length === 0 ? ['*'] : rules).map((rule) => ({
    ...common,
    rule,
    at: reader.anchor([...path, rule], place),
  }));
}

function readViews(reader: Reader, entry: Entry | undefined): ConfigView[] {
  return reader.items(entry, ['views']).flatMap((item, index) => {
    const path = ['views', index];
    const fields = reader.fields(reader.map(item, path), path, ['files', 'environment']);
    const files = reader.strings(fields.get('files'), [...path, 'files']);
    const environment = reader.oneOf(fields.get('environment'), [...path, 'environment'], environments);
    return files.length === 0 ? [] : [{ files: files.map((file) => file.replace(/^\.\//, '')), environment }];
  });
}

function valueSpan(entry: Entry | undefined, around: Mapping): Span {
  return entry?.value?.span ?? around.span;
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
}

/** The 31st of February is parsed as one of March. */
function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Takes values out of the tree and notes what is not as it should be. */
class Reader {
  readonly #uri: string;
  readonly problems: Problem[] = [];

  constructor(uri: string) {
    this.#uri = uri;
  }

  anchor(path: readonly (string | number)[], value: Span): Anchor {
    return { uri: this.#uri, path: [0, ...path], part: 'value', value };
  }

  problem(code: string, span: Span, args: Readonly<Record<string, string>>): void {
    this.problems.push({ code, span, args });
  }

  map(node: Node | undefined, path: readonly (string | number)[]): Mapping | undefined {
    const resolved = resolve(node);
    if (resolved?.kind === 'map') return resolved;
    if (resolved !== undefined && !isEmpty(resolved)) this.#expected('map', path, resolved.span);
    return undefined;
  }

  /** The entries of a map by name; a name that is not known is a problem. */
  fields(
    map: Mapping | undefined,
    path: readonly (string | number)[],
    known: readonly string[],
  ): ReadonlyMap<string, Entry> {
    const result = new Map<string, Entry>();
    for (const entry of map === undefined ? [] : entries(map)) {
      if (known.includes(entry.key.value)) result.set(entry.key.value, entry);
      else
        this.problem('config-unknown-key', entry.key.span, {
          key: [...path, entry.key.value].join('.'),
          known: known.join(', '),
        });
    }
    return result;
  }

  entries(entry: Entry | undefined, path: readonly (string | number)[]): readonly Entry[] {
    const map = this.map(entry?.value, path);
    return map === undefined ? [] : entries(map);
  }

  items(entry: Entry | undefined, path: readonly (string | number)[]): readonly Node[] {
    const node = resolve(entry?.value);
    if (node === undefined || isEmpty(node)) return [];
    if (node.kind === 'seq') return node.items;
    this.#expected('list', path, node.span);
    return [];
  }

  /** A list of texts, or one text. */
  strings(entry: Entry | undefined, path: readonly (string | number)[]): string[] {
    const node = resolve(entry?.value);
    if (node === undefined || isEmpty(node)) return [];
    const texts = (node.kind === 'seq' ? node.items : [node]).map((item) => resolve(item));
    return texts.flatMap((item) => {
      if (item?.kind === 'scalar') return [item.value];
      this.#expected('text', path, node.span);
      return [];
    });
  }

  boolean(entry: Entry | undefined, path: readonly (string | number)[]): boolean | undefined {
    const value = this.oneOf(entry, path, ['true', 'false']);
    return value === undefined ? undefined : value === 'true';
  }

  oneOf<T extends string>(
    entry: Entry | undefined,
    path: readonly (string | number)[],
    allowed: readonly T[],
  ): T | undefined {
    const node = resolve(entry?.value);
    if (entry === undefined || node === undefined) return undefined;
    const found = node.kind === 'scalar' ? allowed.find((word) => word === node.value) : undefined;
    if (found === undefined)
      this.problem('config-value', node.span, { key: path.join('.'), allowed: allowed.join(', ') });
    return found;
  }

  #expected(shape: string, path: readonly (string | number)[], span: Span): void {
    this.problem(`config-expected-${shape}`, span, { key: path.length === 0 ? '.archlens.yaml' : path.join('.') });
  }
}

function isEmpty(node: Node): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}
