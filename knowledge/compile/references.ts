import { validRange } from 'semver';
import type { Knowledge, Rule } from '../../server/src/knowledge/types.ts';
import { type KnowledgeFile, type Path, type Problem, walk } from './file.ts';

/** A check as far as rules are compared with it: parameter name → type, `?` marks an optional one. */
export interface CheckDescription {
  readonly params: Readonly<Record<string, string>>;
}

/** Ids that other parts refer to. */
export interface Names {
  readonly sources: ReadonlySet<string>;
  readonly components: ReadonlySet<string>;
  /** Components, concepts and rules whose files could not be taken: nothing that names them is wrong for that. */
  readonly unread: ReadonlySet<string>;
  readonly settings: ReadonlySet<string>;
  readonly concepts: ReadonlySet<string>;
  readonly comparisons: ReadonlySet<string>;
  /** Ids and aliases. */
  readonly rules: ReadonlySet<string>;
}

export function namesOf(knowledge: Knowledge, unread: ReadonlySet<string>): Names {
  return {
    unread,
    sources: new Set(knowledge.sources.map(({ key }) => key)),
    components: new Set(knowledge.components.map(({ id }) => id)),
    settings: new Set(knowledge.components.flatMap(({ settings }) => settings.map(({ id }) => id))),
    concepts: new Set(knowledge.concepts.map(({ id }) => id)),
    comparisons: new Set(knowledge.comparisons.map(({ id }) => id)),
    rules: new Set(knowledge.rules.flatMap(({ id, aliases }) => [id, ...aliases])),
  };
}

/** Every key in a `sources:` or `links:` list is one of `sources.yaml`. */
export function checkSourceKeys(file: KnowledgeFile, names: Names): Problem[] {
  const problems: Problem[] = [];
  if (names.unread.has('sources')) return problems;
  for (const { path, value } of walk(file.value)) {
    const list = path.at(-1);
    if (!Array.isArray(value) || (list !== 'sources' && list !== 'links')) continue;
    for (const [index, key] of value.entries()) {
      if (typeof key === 'string' && !names.sources.has(key)) {
        problems.push(file.problem([...path, index], `source '${key}' is not in sources.yaml`));
      }
    }
  }
  return problems;
}

export function checkSeeAlso(file: KnowledgeFile, seeAlso: readonly string[], names: Names): Problem[] {
  return seeAlso.flatMap((id, index) =>
    exists(id, names)
      ? []
      : [file.problem(['seeAlso', index], `'${id}' is no concept, comparison, component, setting or rule`)],
  );
}

/** Whether an id is that of a concept, comparison, component, setting or rule. */
export function exists(id: string, names: Names): boolean {
  return (
    [names.concepts, names.comparisons, names.components, names.settings, names.rules].some((known) => known.has(id)) ||
    isUnread(id, names)
  );
}

/** A rule names a check that exists, gives it what it asks for, and refers to nothing that does not exist. */
export function checkRule(
  file: KnowledgeFile,
  rule: Rule,
  names: Names,
  checks: ReadonlyMap<string, CheckDescription>,
): Problem[] {
  const problems: Problem[] = [];
  for (const [index, id] of rule.components.entries()) {
    if (!names.components.has(id) && !isUnread(id, names))
      problems.push(file.problem(['components', index], `component '${id}' does not exist`));
  }
  for (const { path, text } of texts(rule.params, ['params']))
    problems.push(...checkReference(file, path, text, names));
  const check = checks.get(rule.check);
  if (check === undefined)
    return [...problems, file.problem(['check'], `there is no check server/src/rules/${rule.check}.ts`)];
  return [...problems, ...checkParams(file, rule, check)];
}

function checkParams(file: KnowledgeFile, rule: Rule, check: CheckDescription): Problem[] {
  const problems: Problem[] = [];
  for (const [name, type] of Object.entries(check.params)) {
    const value = rule.params[name];
    if (value === undefined) {
      if (!type.endsWith('?'))
        problems.push(file.problem(['params'], `check '${rule.check}' needs the parameter '${name}'`, 'key'));
    } else if (!fits(value, type.replace('?', ''))) {
      problems.push(
        file.problem(
          ['params', name],
          `parameter '${name}' of check '${rule.check}' must be ${article(type.replace('?', ''))}`,
        ),
      );
    }
  }
  for (const name of Object.keys(rule.params)) {
    if (!(name in check.params))
      problems.push(file.problem(['params', name], `check '${rule.check}' has no parameter '${name}'`, 'key'));
  }
  return problems;
}

function fits(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'condition':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function article(type: string): string {
  if (type === 'strings') return 'a list of texts';
  return type === 'integer' ? 'a whole number' : `a ${type}`;
}

/** `kafka:acks` in a parameter names a setting; `version:` holds a range; a rule in `yieldsTo` exists. */
function checkReference(file: KnowledgeFile, path: Path, text: string, names: Names): Problem[] {
  const key = path.at(-1);
  if (path[1] === 'yieldsTo')
    return path.length < 3 || names.rules.has(text) || isUnread(text, names)
      ? []
      : [file.problem(path, `rule '${text}' does not exist`)];
  if (key === 'version' && text !== key && validRange(text) === null)
    return [file.problem(path, `'${text}' is not a range of versions`)];
  const owner = /^([a-z][a-z0-9-]*):[A-Za-z0-9]/.exec(text)?.[1];
  if (owner === undefined || !names.components.has(owner) || names.settings.has(text)) return [];
  return [file.problem(path, `setting '${text}' does not exist`)];
}

/** Texts and keys below a value. */
function* texts(value: unknown, path: Path): Generator<{ readonly path: Path; readonly text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value)) yield { path: at, text: key };
    yield* texts(child, at);
  }
}

/** Whether an id is, or belongs to, something whose file could not be taken. */
function isUnread(id: string, { unread }: Names): boolean {
  return unread.has(id) || unread.has(id.slice(0, Math.max(0, id.indexOf(':'))));
}
