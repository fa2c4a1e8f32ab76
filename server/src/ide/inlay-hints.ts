import { type InlayHint, type InlayHintLabelPart, MarkupKind } from 'vscode-languageserver-types';
import { groupBy } from '../base/group.ts';
import { chainText, filledInTexts } from '../describe/fact.ts';
import type { Texts } from '../describe/texts.ts';
import { linkedWriting, nameWriting } from '../describe/writing.ts';
import { type Anchor, isSamePlace, placeKey } from '../model/anchor.ts';
import { type Chain, chainsIn, countChainsIn, isInForce, statementKey, states } from '../model/chain.ts';
import type { Sourced } from '../model/declaration.ts';
import type { Fact } from '../model/fact.ts';
import type { Part } from '../model/part.ts';
import { isSecret, shownFact } from '../model/secret.ts';
import type { Project } from '../project/project.ts';
import { defaultHints } from './default-hints.ts';
import type { Hint, HintContext } from './hint-context.ts';
import { locationOfPlace, rangeOfSpan } from './range.ts';

/** Longer values are cut in labels; the tooltip has them whole. */
const longest = 40;

/**
 * What a line does not say itself: that its value is overridden, what its placeholders stand for, and defaults that are the
 * matter of a finding.
 * @param openPlace see `linkedWriting`
 */
export function inlayHints(project: Project, uri: string, texts: Texts, openPlace?: string): InlayHint[] {
  const part = project.part(uri);
  if (part === undefined) return [];
  const linked = linkedWriting(project, openPlace);
  const context: HintContext = { project, texts, label: nameWriting(project), linked };
  const found = [
    ...settingHints(part, context),
    ...countHints(uri, context),
    ...imageHints(part, context),
    ...defaultHints(uri, context),
  ];
  return [...groupBy(found, ({ position }) => `${position.line}:${position.character}`).values()].flatMap(joined);
}

/** Hints at one place in one, none twice. */
function joined(hints: readonly Hint[]): InlayHint[] {
  const [first] = hints;
  const parts = new Map(hints.map(({ part }) => [part.value, part])).values();
  const label = [...parts].flatMap((part, index) => (index === 0 ? [part] : [{ value: ' · ' }, part]));
  return first === undefined ? [] : [{ position: first.position, label, paddingLeft: true }];
}

function settingHints(part: Part, context: HintContext): Hint[] {
  const { uri, mentions } = part;
  const chains = chainsIn(context.project.system(), uri, new Set(mentions.map(({ setting }) => setting)));
  return mentions.flatMap(({ setting, at, states }) => {
    // The name of an argument stands apart from its value, which has a mention of its own.
    if (states !== undefined) return [];
    const here = chains.get(statementKey(setting, at)) ?? [];
    const overridden = overriddenHints(at, here, context);
    return overridden.length > 0 ? overridden : filledInHints(setting, at, here, context);
  });
}

/** A statement that another one stands over, with another value; where that is so in some environments only, these are named. */
function overriddenHints(at: Anchor, chains: readonly Chain[], context: HintContext): Hint[] {
  const own = statementAt(chains[0], at);
  const over = chains.filter((chain) => !isInForce(chain, at) && chain.facts[0]?.value !== own?.value);
  const everywhere = over.length === chains.length;
  return over.flatMap((chain) =>
    hintAfter(at, context.project, {
      value: overridingLabel(chain, everywhere, context),
      tooltip: { kind: MarkupKind.Markdown, value: chainText(chain, context.texts, context.linked) },
      ...locationOf(chain.facts[0]?.at[0], context.project),
    }),
  );
}

function overridingLabel({ facts: [first], subject }: Chain, everywhere: boolean, context: HintContext): string {
  const { texts, label } = context;
  const [place] = first?.at ?? [];
  const args = { value: shortened(first?.value, texts), place: place === undefined ? '' : label.place(place) };
  if (everywhere || subject.environment === 'unknown') return texts.phrase('fact.overridden-by', args);
  const environment = texts.phrase(`environment.${subject.environment}`);
  return texts.phrase('hint.in-environment', { ...args, environment });
}

function statementAt(chain: Chain | undefined, at: Anchor): Fact | undefined {
  return chain?.facts.find(({ at: places }) => places.some((place) => isSamePlace(place, at)));
}

/** What the placeholders of a value stand for. */
function filledInHints(setting: string, at: Anchor, chains: readonly Chain[], context: HintContext): Hint[] {
  const fact = chains.map((chain) => statementAt(chain, at)).find((one) => one !== undefined);
  return fact === undefined || isSecret(setting) ? [] : valueHints(shownFact(setting, fact), at, context);
}

/** Numbers of instances that another one stands over. */
function countHints(uri: string, context: HintContext): Hint[] {
  const chains = countChainsIn(context.project.system(), uri);
  const places = chains.flatMap(({ facts }) =>
    facts.slice(1).flatMap(({ at }) => at.filter((each) => each.uri === uri)),
  );
  const distinct = new Map(places.map((at) => [placeKey(at), at])).values();
  return [...distinct].flatMap((at) =>
    overriddenHints(
      at,
      chains.filter((chain) => states(chain, at)),
      context,
    ),
  );
}

function imageHints({ uri, deployments }: Part, context: HintContext): Hint[] {
  return deployments.flatMap(({ image }) =>
    image === undefined || image.at.uri !== uri ? [] : valueHints(image, image.at, context),
  );
}

function valueHints(
  { value, via }: Pick<Sourced, 'value' | 'via'>,
  at: Anchor,
  { project, texts, linked }: HintContext,
): Hint[] {
  const [first, ...more] = (via ?? []).filter(({ isUse }) => isUse !== true);
  if (value === undefined || first === undefined) return [];
  // Where the placeholder is the end of the value, what stands before it is in the line; else the hint would seem to be the value.
  const isEnd = more.length === 0 && first.value !== undefined && value.endsWith(first.value);
  return hintAfter(at, project, {
    value: `→ ${shortened(isEnd ? first.value : value, texts)}`,
    tooltip: { kind: MarkupKind.Markdown, value: filledInTexts(via, texts, linked).join('  \n') },
    ...locationOf(first.at, project),
  });
}

function hintAfter(at: Anchor, project: Project, part: InlayHintLabelPart): Hint[] {
  const span = at.sub ?? at.value ?? at.key;
  const range = span === undefined ? undefined : rangeOfSpan(project, at.uri, span);
  // Behind a block the hint would stand far from what it is about.
  if (range === undefined || range.start.line !== range.end.line) return [];
  return [{ position: range.end, part }];
}

function locationOf(at: Anchor | undefined, project: Project): Pick<InlayHintLabelPart, 'location'> {
  const span = at?.sub ?? at?.value ?? at?.key;
  return at === undefined || span === undefined ? {} : { location: locationOfPlace(project, { uri: at.uri, span }) };
}

function shortened(value: string | undefined, texts: Texts): string {
  if (value === undefined) return texts.phrase('fact.unknown');
  const line = value === '' ? '""' : value.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
