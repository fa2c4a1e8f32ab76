import type { Localized } from '../../server/src/base/language.ts';
import type { Knowledge, Verification } from '../../server/src/knowledge/types.ts';
import { checkComparison } from './comparison.ts';
import { checkNames } from './names.ts';
import { checkSources, checkVersions } from './dates.ts';
import { checkEvidence } from './evidence.ts';
import { type KnowledgeFile, type Problem, readFile } from './file.ts';
import * as normalize from './normalize.ts';
import { type CheckDescription, checkRule, checkSeeAlso, checkSourceKeys, namesOf } from './references.ts';
import { checkSettings } from './settings.ts';
import type { Shape, Shapes } from './shape.ts';
import { checkTexts } from './texts.ts';
import { checkVerified } from './verified.ts';

/** What a build gives: the knowledge base, or everything that is wrong with it. */
export interface Compiled {
  readonly knowledge: Knowledge;
  readonly problems: readonly Problem[];
}

/**
 * Compiles the knowledge base from its files (path relative to `knowledge/` → text). A file of the wrong shape is named in
 * the problems and left out, so that one slip does not hide the others.
 */
export function compile(
  files: ReadonlyMap<string, string>,
  shapes: Shapes,
  checks: ReadonlyMap<string, CheckDescription>,
): Compiled {
  const problems: Problem[] = [];
  const unread = new Set<string>();
  const wellFormed: { readonly file: KnowledgeFile; readonly shape: Shape }[] = [];
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { file, problems: syntax } = readFile(path, text);
    const shape = shapeOf(path);
    if (shape === undefined) {
      problems.push(file.problem([], 'is no part of the knowledge base: see knowledge/README.md'));
      continue;
    }
    const flaws = syntax.length > 0 ? syntax : shapes.check(file, shape);
    problems.push(...flaws);
    if (flaws.length === 0) wellFormed.push({ file, shape });
    else unread.add(idOfPath(path));
  }
  const parts = collect(wellFormed);
  problems.push(...checkAll(parts, unread, checks));
  return { knowledge: parts.knowledge, problems: problems.sort(byPlace) };
}

function shapeOf(path: string): Shape | undefined {
  if (path === 'sources.yaml') return 'sources';
  if (path === 'phrases.yaml') return 'phrases';
  if (path === 'boms.yaml') return 'boms';
  if (path === 'verified.yaml') return 'verified';
  if (path === 'glossary.yaml') return 'glossary';
  if (path === 'coverage.yaml') return 'coverage';
  if (/^components\/[^/]+\.yaml$/.test(path)) return 'component';
  if (/^concepts\/[^/]+\.yaml$/.test(path)) return 'concept';
  if (/^comparisons\/[^/]+\.yaml$/.test(path)) return 'comparison';
  return /^rules\/[^/]+\/[^/]+\.yaml$/.test(path) ? 'rule' : undefined;
}

interface Parts {
  readonly files: readonly { readonly file: KnowledgeFile; readonly shape: Shape }[];
  readonly knowledge: Knowledge;
  /** File of a component, rule, concept or comparison by its id as the path says it. */
  readonly fileOf: ReadonlyMap<object, KnowledgeFile>;
}

/** The values have the shape their schema says, so they are taken as what they are. */
function collect(files: Parts['files']): Parts {
  const fileOf = new Map<object, KnowledgeFile>();
  const of = <W, T extends object>(shape: Shape, make: (written: W) => T): T[] =>
    files
      .filter((one) => one.shape === shape)
      .map(({ file }) => {
        const made = make(file.value as W);
        fileOf.set(made, file);
        return made;
      });
  const single = (shape: Shape): unknown => files.find((one) => one.shape === shape)?.file.value ?? {};
  const knowledge: Knowledge = {
    components: of('component', normalize.component),
    rules: of('rule', normalize.rule),
    concepts: of('concept', normalize.concept),
    comparisons: of('comparison', normalize.comparison),
    sources: normalize.sources(single('sources') as normalize.WrittenSources),
    boms: normalize.boms(
      files.find((one) => one.shape === 'boms')?.file.value as readonly normalize.WrittenBom[] | undefined,
    ),
    phrases: single('phrases') as Readonly<Record<string, Localized>>,
    verified: single('verified') as Readonly<Record<string, readonly Verification[]>>,
  };
  return { files, knowledge, fileOf };
}

function checkAll(
  { files, knowledge, fileOf }: Parts,
  unread: ReadonlySet<string>,
  checks: ReadonlyMap<string, CheckDescription>,
): Problem[] {
  const names = namesOf(knowledge, unread);
  const withFile = <T extends object>(
    things: readonly T[],
    check: (file: KnowledgeFile, thing: T) => Problem[],
  ): Problem[] =>
    things.flatMap((thing) => {
      const file = fileOf.get(thing);
      return file === undefined ? [] : check(file, thing);
    });
  const components = knowledge.components.flatMap((component) => {
    const file = fileOf.get(component);
    return file === undefined ? [] : [{ file, component }];
  });
  return [
    // The glossary quotes words of one language in notes of the other.
    ...files
      .filter(({ shape }) => shape !== 'glossary')
      .flatMap(({ file, shape }) => checkTexts(file, shape === 'phrases' ? 'phrases' : 'prose')),
    ...files.flatMap(({ file }) => checkSourceKeys(file, names)),
    ...files
      .filter(({ shape }) => shape === 'verified')
      .flatMap(({ file }) => checkVerified(file, knowledge.verified, names)),
    ...files.filter(({ shape }) => shape === 'sources').flatMap(({ file }) => checkSources(file, knowledge.sources)),
    ...withFile([...knowledge.components, ...knowledge.concepts, ...knowledge.comparisons], checkFileName),
    ...withFile(knowledge.rules, checkFileName),
    ...checkEvidence(components),
    ...withFile(knowledge.components, checkSettings),
    ...withFile(knowledge.components, checkVersions),
    ...withFile(knowledge.concepts, (file, concept) => checkSeeAlso(file, concept.seeAlso, names)),
    ...withFile(knowledge.comparisons, (file, comparison) => checkComparison(file, comparison, names)),
    ...withFile(knowledge.rules, (file, rule) => checkRule(file, rule, names, checks)),
    ...checkNames(knowledge, fileOf),
    ...checkAliases(knowledge, fileOf),
  ];
}

/** `components/kafka.yaml` → `kafka`, `rules/kafka/acks-not-all.yaml` → `kafka/acks-not-all`. */
function idOfPath(path: string): string {
  return path.replace(/^[a-z]+\//, '').replace(/\.yaml$/, '');
}

function checkFileName(file: KnowledgeFile, { id }: { readonly id: string }): Problem[] {
  const expected = idOfPath(file.path);
  return id === expected
    ? []
    : [file.problem(['id'], `id '${id}' does not agree with the file name: expected '${expected}'`)];
}

/** Former ids are never given to another rule. */
function checkAliases({ rules }: Knowledge, fileOf: Parts['fileOf']): Problem[] {
  const owners = new Map(rules.map(({ id }) => [id, id]));
  return rules.flatMap((rule) =>
    rule.aliases.flatMap((alias, index) => {
      const owner = owners.get(alias);
      owners.set(alias, rule.id);
      const file = fileOf.get(rule);
      return owner === undefined || file === undefined
        ? []
        : [file.problem(['aliases', index], `'${alias}' already names ${owner}`)];
    }),
  );
}

function byPlace(a: Problem, b: Problem): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
