import { environments } from '../model/environment.ts';
import type { Rule, RuleExample } from '../knowledge/types.ts';
import { code } from './markdown.ts';
import { type Block, heading, list, paragraph, section } from './page.ts';
import { type PageContext, sourcesSection } from './page-context.ts';
import { componentName } from './texts.ts';
import { verifiedSection } from './verified.ts';
import { ruleHere } from './workspace-section.ts';

/** A rule: what it finds, why that matters, what to do, when not, with an example that is also its test. */
export function rulePage(rule: Rule, context: PageContext): Block[] {
  const { texts, page, citations } = context;
  const about = texts.list(
    rule.components.map((id) => (texts.catalog.component(id) === undefined ? id : page(id, componentName(id, texts)))),
  );
  const kind = [
    about,
    texts.phrase(`category.${rule.category}`),
    texts.phrase(`confidence.${rule.confidence}`),
    code(rule.id),
  ].filter((text) => text !== '');
  return [
    heading(1, texts.of(rule.title)),
    paragraph(kind.join(' · ')),
    paragraph(citations.cite(texts.of(rule.why), rule.sources)),
    ...section(texts.phrase('page.remedy'), [paragraph(general(texts.of(rule.remedy)))]),
    ...(rule.unless === undefined
      ? []
      : section(texts.phrase('page.unless'), [paragraph(texts.of(rule.unless)), ...suppression(rule, context)])),
    ...severities(rule, context),
    ...ruleHere(rule, context),
    ...rule.examples.slice(0, 1).flatMap((example) => exampleBlocks(example, context)),
    ...section(texts.phrase('page.aliases'), list(rule.aliases.map((alias) => code(alias)))),
    ...verifiedSection(rule.id, context),
    ...sourcesSection(context),
  ];
}

function suppression({ id }: Rule, { texts }: PageContext): Block[] {
  return [
    { kind: 'code', language: 'yaml', text: `# archlens-disable-next-line ${id} -- ${texts.phrase('page.reason')}` },
  ];
}

function severities({ severity }: Rule, { texts }: PageContext): Block[] {
  const rows = environments.map((environment) => [
    texts.phrase(`environment.${environment}`),
    texts.phrase(`severity.${severity[environment]}`),
  ]);
  const head = [texts.phrase('page.environment'), texts.phrase('page.severity')];
  return section(texts.phrase('page.severity'), [{ kind: 'table', head, rows }]);
}

function exampleBlocks({ title, bad, good }: RuleExample, { texts }: PageContext): Block[] {
  const files = (name: string, all: Readonly<Record<string, string>>): Block[] => [
    paragraph(`**${texts.phrase(name)}**`),
    ...Object.entries(all).flatMap(([path, text]): Block[] => [
      paragraph(code(path)),
      { kind: 'code', language: path.endsWith('.properties') ? 'properties' : 'yaml', text: withoutMarkers(text) },
    ]),
  ];
  const note = title === undefined ? [] : [paragraph(texts.of(title))];
  return section(texts.phrase('page.example'), [...note, ...files('page.bad', bad), ...files('page.good', good)]);
}

/** A text without a finding at hand: what a finding would fill in is left open. */
function general(text: string): string {
  return text.replace(/\{[\w-]+\}/g, '…');
}

/** Markers show tests where a finding is; a reader sees the finding in the text. */
function withoutMarkers(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*#\s*\^+/.test(line))
    .join('\n');
}
