import type { Setting } from '../knowledge/types.ts';
import { code } from './markdown.ts';
import { type Block, heading, list, paragraph, section } from './page.ts';
import { type PageContext, sourcesSection } from './page-context.ts';
import { componentName } from './texts.ts';
import { verifiedSection } from './verified.ts';
import { versionsText } from './versions.ts';
import { settingHere } from './workspace-section.ts';

/** One setting: what it decides, every way to write it, its default in each version, what its values mean. */
export function settingPage(setting: Setting, context: PageContext): Block[] {
  const { texts, page, citations } = context;
  const name = setting.id.slice(setting.id.indexOf(':') + 1);
  const owner = page(setting.component, componentName(setting.component, texts));
  const unit = setting.unit === undefined ? [] : [setting.unit];
  const kind = [
    owner,
    texts.phrase(`page.side-${setting.side}`),
    texts.phrase(`setting-type.${setting.type}`),
    ...unit,
  ].join(' · ');
  return [
    heading(1, `${componentName(setting.component, texts)} ${code(name)}`),
    paragraph(`**${texts.of(setting.title)}** — ${kind}`),
    paragraph(citations.cite(texts.of(setting.summary), setting.sources)),
    ...defaults(setting, context),
    ...section(
      texts.phrase('page.values'),
      list(setting.values.map(({ value, meaning }) => `${code(value)} — ${texts.of(meaning)}`)),
    ),
    ...(setting.safe === undefined ? [] : section(texts.phrase('card.safe'), [paragraph(texts.of(setting.safe))])),
    ...spellings(setting, context),
    ...settingHere(setting, context),
    ...rules(setting, context),
    ...verifiedSection(setting.id, context),
    ...sourcesSection(context),
  ];
}

function defaults(setting: Setting, { texts, citations }: PageContext): Block[] {
  if (setting.defaults.length === 0) return [];
  const items = setting.defaults.map(({ versions, value, image, sources }) => {
    const where = texts.clauses([
      versions === '*' ? texts.phrase('page.every-version') : versionsText(versions, texts),
      ...(image === undefined ? [] : [code(image)]),
    ]);
    return citations.cite(`${code(value === '' ? '""' : value)} — ${where}`, sources);
  });
  return section(texts.phrase('page.default'), list(items));
}

function spellings({ spellings: all, component, side }: Setting, { texts }: PageContext): Block[] {
  // The regular names are those of the server's images; a client's variables are listed.
  const conventions = side === 'server' ? (texts.catalog.component(component)?.conventions.env ?? []) : [];
  const [native] = all.native ?? [];
  const regular =
    native === undefined ? [] : conventions.map(({ prefix }) => prefix + native.replaceAll(/[.-]/g, '_').toUpperCase());
  const kinds = [
    ['native', all.native],
    ['spring', all.spring],
    ['env', [...new Set([...(all.env ?? []), ...regular])]],
    ['argument', all.argument],
    ['url', all.url],
    ['resource', all.resource],
    ['values', all.values],
  ] as const;
  const items = kinds.flatMap(([kind, names]) =>
    names === undefined || names.length === 0
      ? []
      : [texts.labelled(texts.phrase(`page.spelling-${kind}`), texts.list(names.map((name) => code(name))))],
  );
  return section(texts.phrase('page.spellings'), list(items));
}

function rules({ id }: Setting, { texts, page }: PageContext): Block[] {
  const mine = texts.catalog.knowledge.rules.filter((rule) => JSON.stringify(rule.params).includes(`"${id}"`));
  return section(
    texts.phrase('page.rules'),
    list(mine.map((rule) => `${page(rule.id, code(rule.id))} — ${texts.of(rule.title)}`)),
  );
}
