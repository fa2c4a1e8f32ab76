import { type Hover, type MarkupContent, MarkupKind, type Position } from 'vscode-languageserver-types';
import { groupBy } from '../base/group.ts';
import {
  type CardContext,
  clientCard,
  clusterCard,
  componentCard,
  countCard,
  ruleCard,
  settingCard,
  type SettingPlace,
  toolCard,
} from '../describe/card.ts';
import { commandPage, type PageLink, plainPage } from '../describe/markdown.ts';
import type { Texts } from '../describe/texts.ts';
import { linkedWriting } from '../describe/writing.ts';
import { chainsIn, chainsOf, chainsThrough, statementKey } from '../model/chain.ts';
import type { Client, Endpoint, Mention } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { linkedClusters } from './definition.ts';
import { offsetAt, rangeOfSpan } from './range.ts';
import { type Target, targetsAt } from './target.ts';

export interface HoverOptions {
  /** Command that opens a page by `{ id }`; without it, cards name their pages. */
  readonly explain?: string;
  /** Command that opens the address it is given; see `linkedWriting`. */
  readonly openPlace?: string;
}

/** A card in Markdown; its `contents` are never plain strings. */
export type CardHover = Hover & { contents: MarkupContent };

/** The card of what stands at a position: a rule, an endpoint, a setting, a component, an image that is only a tool. */
export function hover(
  project: Project,
  uri: string,
  position: Position,
  texts: Texts,
  { explain, openPlace }: HoverOptions,
): CardHover | null {
  const offset = offsetAt(project, uri, position);
  if (offset === undefined) return null;
  const page: PageLink = explain === undefined ? plainPage : commandPage(explain);
  const context: CardContext = { project, texts, page, writing: linkedWriting(project, openPlace) };
  for (const target of targetsAt(project, uri, offset)) {
    const value = cardOf(target, context);
    if (value === undefined) continue;
    const range = rangeOfSpan(project, uri, target.span);
    return { contents: { kind: MarkupKind.Markdown, value }, ...(range === undefined ? {} : { range }) };
  }
  return partHover(uri, offset, context);
}

/** How many settings one variable is told to take part in. */
const mostSettings = 3;

/** A variable or property that is filled in elsewhere: the settings it decides. */
function partHover(uri: string, offset: number, context: CardContext): CardHover | null {
  const through = groupBy(chainsThrough(context.project.system(), uri, offset), ({ setting }) => setting);
  const cards = [...through].slice(0, mostSettings).flatMap(([id, chains]) => {
    const setting = context.texts.catalog.setting(id);
    return setting === undefined ? [] : [settingCard(setting, context, { chains, owner: undefined })];
  });
  return cards.length === 0 ? null : { contents: { kind: MarkupKind.Markdown, value: cards.join('\n\n---\n\n') } };
}

function cardOf(target: Target, context: CardContext): string | undefined {
  const { catalog } = context.texts;
  switch (target.kind) {
    case 'rule': {
      const rule = catalog.rule(target.id);
      return rule === undefined ? undefined : ruleCard(rule, context);
    }
    case 'endpoint':
      return endpointCard(
        target.endpoint,
        target.owner.kind === 'client' ? linkedClusters(context.project, target.owner, target.endpoint) : [],
        context,
      );
    case 'setting': {
      const setting = catalog.setting(target.mention.setting);
      return setting === undefined
        ? undefined
        : settingCard(setting, context, placeOf(target.mention, target.owner, context.project));
    }
    case 'count':
      return countCard(target.at, target.chains, context);
    case 'deployment':
      return target.cluster === undefined
        ? componentCard(target.deployment.component, context)
        : clusterCard(target.cluster, context);
    case 'client':
      return clientCard(target.client, context);
    case 'tool':
      return toolCard(target.tool, context);
  }
}

function placeOf(
  { setting, at: named, states }: Mention,
  owner: Client | Cluster | undefined,
  project: Project,
): SettingPlace {
  const at = states ?? named;
  const chains = chainsIn(project.system(), at.uri, new Set([setting])).get(statementKey(setting, at));
  return { at, owner, chains: chains ?? (owner === undefined ? [] : chainsOf(owner, setting)) };
}

/** Where an endpoint leads; undefined where nothing here answers to it, so that a more general card is shown. */
function endpointCard(endpoint: Endpoint, clusters: readonly Cluster[], context: CardContext): string | undefined {
  const [cluster] = clusters;
  if (cluster === undefined) return undefined;
  const name = endpoint.port === undefined ? endpoint.host : `${endpoint.host}:${endpoint.port}`;
  return `${context.texts.phrase('card.endpoint', { endpoint: `\`${name.replaceAll('`', '')}\`` })}\n\n${clusterCard(cluster, context)}`;
}
