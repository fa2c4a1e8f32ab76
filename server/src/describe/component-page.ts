import type { Component, Setting, VersionLine } from '../knowledge/types.ts';
import { code, link } from './markdown.ts';
import { type Block, heading, list, paragraph, section } from './page.ts';
import { claim, type PageContext, sourcesSection } from './page-context.ts';
import type { Texts } from './texts.ts';
import { verifiedSection } from './verified.ts';
import { versionsText } from './versions.ts';
import { componentHere } from './workspace-section.ts';

/** All that is known of a component, and what the workspace does with it. */
export function componentPage(component: Component, context: PageContext): Block[] {
  const { texts, citations } = context;
  const category = texts.phraseIfAny(`component-category.${component.category}`) ?? component.category;
  const facts = [category, component.license].filter((text) => text !== '').join(' · ');
  const blocks = [
    heading(1, texts.of(component.name)),
    paragraph(claim(component.summary, context)),
    paragraph(`${link(component.homepage, component.homepage)} · ${facts}`),
    ...section(texts.phrase('page.cap'), [
      paragraph(claim(component.cap.statement, context)),
      ...list(component.cap.flips.map((flip) => claim(flip, context))),
    ]),
    ...componentHere(component.id, context),
    ...topologies(component, context),
    ...offers(component, context),
    ...settings(component, context),
    ...ports(component, context),
    ...versions(component, context),
    ...section(texts.phrase('page.pitfalls'), list(component.pitfalls.map((pitfall) => claim(pitfall, context)))),
    ...questions(component, context),
    ...rules(component, context),
    ...verifiedSection(component.id, context),
  ];
  citations.add(component.links);
  return [...blocks, ...sourcesSection(context)];
}

function topologies({ topologies: notes }: Component, context: PageContext): Block[] {
  const items = notes.map((note) => `**${context.texts.of(note.title)}** — ${claim(note.survives, context)}`);
  return section(context.texts.phrase('page.topologies'), list(items));
}

function offers({ offers: all }: Component, context: PageContext): Block[] {
  const { texts } = context;
  const rows = all.map((offer) => [
    texts.phraseIfAny(`need.${offer.need}`) ?? code(offer.need),
    texts.phrase(`answer.${offer.answer}`),
    claim(offer.why, context),
  ]);
  const head = [texts.phrase('page.need'), texts.phrase('page.answer'), texts.phrase('page.why')];
  return section(texts.phrase('page.offers'), rows.length === 0 ? [] : [{ kind: 'table', head, rows }]);
}

function settings({ settings: all }: Component, context: PageContext): Block[] {
  const { texts } = context;
  const sides = (['server', 'client'] as const).flatMap((side) => {
    const rows = all.filter((setting) => setting.side === side).map((setting) => settingRow(setting, context));
    const head = [texts.phrase('page.setting'), texts.phrase('page.default'), texts.phrase('page.meaning')];
    return section(texts.phrase(`page.heading-${side}`), rows.length === 0 ? [] : [{ kind: 'table', head, rows }], 3);
  });
  return section(texts.phrase('page.settings'), sides);
}

function settingRow(setting: Setting, { texts, page }: PageContext): string[] {
  const name = setting.id.slice(setting.id.indexOf(':') + 1);
  return [page(setting.id, code(name)), defaultsText(setting, texts), texts.of(setting.title)];
}

/** `all` (from 3.0), `1` (before 3.0). */
function defaultsText({ defaults }: Setting, texts: Texts): string {
  const values = defaults.map(({ versions, value, image }) => {
    const where = texts.clauses(
      [versions === '*' ? '' : versionsText(versions, texts), image ?? ''].filter((text) => text !== ''),
    );
    const shown = code(value === '' ? '""' : value);
    return where === '' ? shown : texts.noted(shown, where.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  });
  return texts.list(values) || '–';
}

function ports({ ports: all }: Component, { texts }: PageContext): Block[] {
  return section(
    texts.phrase('page.ports'),
    list(all.map(({ port, purpose }) => `${code(String(port))} — ${texts.of(purpose)}`)),
  );
}

function versions({ versions: { lines, variants = {}, checked, sources } }: Component, context: PageContext): Block[] {
  const { texts, citations } = context;
  if (lines.length === 0) return [];
  const others = Object.values(variants).flatMap((one) => [heading(3, one.name), lineTable(one.lines, context)]);
  const note = citations.cite(texts.phrase('page.versions-checked', { date: checked }), sources);
  return section(texts.phrase('page.versions'), [lineTable(lines, context), ...others, paragraph(note)]);
}

function lineTable(lines: readonly VersionLine[], context: PageContext): Block {
  const { texts } = context;
  const head = [
    texts.phrase('page.version'),
    texts.phrase('page.released'),
    texts.phrase('page.end-of-life'),
    texts.phrase('page.note'),
  ];
  const rows = lines.map((line) => [
    code(line.version),
    line.released ?? '–',
    endOf(line, context),
    line.note === undefined ? '' : texts.of(line.note),
  ]);
  return { kind: 'table', head, rows };
}

function endOf({ endOfLife, ended }: VersionLine, { texts }: PageContext): string {
  return endOfLife ?? (ended === true ? texts.phrase('page.ended') : '–');
}

function questions({ questions: all }: Component, context: PageContext): Block[] {
  const blocks = all.flatMap(({ question, answer }) => [
    heading(3, context.texts.of(question)),
    paragraph(claim(answer, context)),
  ]);
  return section(context.texts.phrase('page.questions'), blocks);
}

function rules({ id }: Component, { texts, page }: PageContext): Block[] {
  const mine = texts.catalog.knowledge.rules.filter((rule) => rule.components.includes(id));
  return section(
    texts.phrase('page.rules'),
    list(mine.map((rule) => `${page(rule.id, code(rule.id))} — ${texts.of(rule.title)}`)),
  );
}
