import type { Arguments } from '../base/language.ts';
import type { Problem } from '../model/part.ts';
import type { Finding, Related } from '../review/finding.ts';
import { componentName, type Texts } from './texts.ts';

/** Makes text of a workspace safe for where it is shown. */
type Shown = (text: string) => string;

const asIs: Shown = (text) => text;

/** What a finding says, one sentence. Plain text, unless `shown` says how values of the workspace are written. */
export function message(finding: Finding, texts: Texts, shown: Shown = asIs): string {
  const rule = texts.catalog.rule(finding.rule);
  return rule === undefined ? finding.rule : texts.of(rule.message, shownArguments(argumentsOf(finding, texts), shown));
}

/** What another place has to do with a finding; see `message`. */
export function relatedMessage(finding: Finding, related: Related, texts: Texts, shown: Shown = asIs): string {
  const own = texts.catalog.rule(finding.rule)?.related[related.note];
  const args = shownArguments({ ...argumentsOf(finding, texts), ...related.args }, shown);
  return own === undefined ? texts.phrase(`related.${related.note}`, args) : texts.of(own, args);
}

/** Title of the action that applies a finding's fix; undefined where there is none. */
export function fixTitle(finding: Finding, texts: Texts): string | undefined {
  if (finding.fix === undefined) return undefined;
  const own = texts.catalog.rule(finding.rule)?.fixTitle;
  const [edit] = finding.fix.edits;
  const value = edit?.kind === 'set' ? edit.value : edit?.kind === 'rename-key' ? edit.key : '';
  const args = { ...argumentsOf(finding, texts), value };
  return own === undefined ? texts.phrase(`fix.${edit?.kind ?? 'set'}`, args) : texts.of(own, args);
}

/** What to do about a finding. */
export function remedy(finding: Finding, texts: Texts): string {
  const rule = texts.catalog.rule(finding.rule);
  return rule === undefined ? finding.rule : texts.of(rule.remedy, argumentsOf(finding, texts));
}

/** What kept us from reading all of something. */
export function problemMessage(problem: Problem, texts: Texts): string {
  return (
    texts.phraseIfAny(`problem.${problem.code}`, problem.args) ??
    texts.phrase('problem.other', { detail: detailOf(problem) })
  );
}

function shownArguments(args: Arguments, shown: Shown): Arguments {
  const entries = Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? shown(value) : value]);
  return Object.fromEntries(entries) as Arguments;
}

/** Arguments in which a check lists several things, with `, ` between them. */
const enumerations: ReadonlySet<string> = new Set(['hosts', 'names', 'ports', 'supported']);

function argumentsOf(finding: Finding, texts: Texts): Arguments {
  const said = Object.entries(finding.args).map(
    ([name, value]) => [name, enumerations.has(name) ? texts.list(String(value).split(', ')) : value] as const,
  );
  return {
    component: componentName(finding.component, texts),
    environment: environmentNames(finding, texts),
    ...Object.fromEntries(said),
  };
}

/** The environments a finding holds in. */
export function environmentNames({ environments }: Finding, texts: Texts): string {
  return texts.list(environments.map((each) => texts.phrase(`environment.${each}`)));
}

function detailOf({ code, args }: Problem): string {
  return String(args?.['detail'] ?? code);
}
