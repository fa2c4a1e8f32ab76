import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Location, Position } from 'vscode-languageserver-types';
import { languageOf } from '../../server/src/base/language.ts';
import { basename } from '../../server/src/base/uri.ts';
import { textsIn, type Texts } from '../../server/src/describe/texts.ts';
import { MemoryHost } from '../../server/src/host/memory-host.ts';
import { definition } from '../../server/src/ide/definition.ts';
import { documentHighlights } from '../../server/src/ide/document-highlight.ts';
import { diagnostics } from '../../server/src/ide/diagnostics.ts';
import { hover } from '../../server/src/ide/hover.ts';
import { inlayHints } from '../../server/src/ide/inlay-hints.ts';
import { references } from '../../server/src/ide/references.ts';
import { catalog } from '../../server/src/knowledge/catalog.ts';
import { createProject } from '../../server/src/project/create.ts';
import type { Project } from '../../server/src/project/project.ts';
import { filesOf } from './archive.ts';

const root = 'file:///workspace';

/** A project over an archive of files, as the editor would have it. */
export async function projectOf(archive: string): Promise<Project> {
  const project = createProject(new MemoryHost(root, filesOf(archive)), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  return project;
}

export function uriOf(path: string): string {
  return `${root}/${path}`;
}

export function english(): Texts {
  return textsIn('en', catalog());
}

interface Marker {
  readonly uri: string;
  readonly position: Position;
  readonly negative: boolean;
  readonly feature: string;
  readonly rest: string;
}

/**
 * Runs every archive of `test/ide/<feature>/`. A marker is a comment under the text it speaks of, with a caret under the
 * column: `# ^ hover: part of the card`, `# ^ not hover: …`, `# ^ definition -> compose.yml:12` (line), `# ^ definition
 * -> nothing`, `# ^ references -> application.yml:4, b.yml:2`, `# ^ highlight -> a.yml:2, a.yml:7`, `# ^ diagnostic kafka/acks-not-all`, `# ^ hint: overridden by 1, b.yml:3` (all of the line). Files of `zh-cn` in
 * their name are checked in Chinese.
 */
export function checkIde(feature: string): void {
  const folder = join(import.meta.dirname, '..', 'ide', feature);
  for (const name of globSync('*.txt', { cwd: folder }).toSorted()) {
    test(`${feature}: ${name.replace('.txt', '')}`, async () => {
      const archive = readFileSync(join(folder, name), 'utf8');
      const project = await projectOf(archive);
      const texts = textsIn(name.includes('zh-cn') ? languageOf('zh-cn') : 'en', catalog());
      const markers = Object.entries(filesOf(archive)).flatMap(([path, text]) => markersIn(uriOf(path), text));
      assert.ok(markers.length > 0, 'the archive has no marker');
      for (const marker of markers) check(project, marker, texts);
    });
  }
}

function markersIn(uri: string, text: string): Marker[] {
  const markers: Marker[] = [];
  let above = 0;
  text.split('\n').forEach((line, number) => {
    const found =
      /^\s*#( *)\^+(?:@(\d+))? (not )?(hover|hint|definition|references|highlight|diagnostic)\b[: ]*(.*)$/.exec(line);
    if (found === null) {
      above = number;
      return;
    }
    const [, , column, negative, feature = '', rest = ''] = found;
    const character = column === undefined ? line.indexOf('^') : Number(column) - 1;
    markers.push({ uri, position: { line: above, character }, negative: negative !== undefined, feature, rest });
  });
  return markers;
}

function check(project: Project, marker: Marker, texts: Texts): void {
  const where = `${basename(marker.uri)}:${marker.position.line + 1}:${marker.position.character + 1}`;
  if (marker.feature === 'hover') return checkHover(project, marker, texts, where);
  if (marker.feature === 'hint') return checkHint(project, marker, texts, where);
  if (marker.feature === 'diagnostic') return checkDiagnostic(project, marker, texts, where);
  const found = foundBy(marker.feature, project, marker.uri, marker.position);
  assert.equal(placesOf(found), marker.rest.replace(/^->\s*/, ''), where);
}

/** All hints of the line, each as it is read. */
function checkHint(project: Project, { uri, position, rest }: Marker, texts: Texts, where: string): void {
  const here = inlayHints(project, uri, texts).filter((hint) => hint.position.line === position.line);
  const labels = here.map(({ label }) =>
    typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
  );
  assert.equal(labels.join(' | ') || 'nothing', rest, where);
}

function foundBy(feature: string, project: Project, uri: string, position: Position): readonly Location[] {
  if (feature === 'definition') return definition(project, uri, position).locations;
  if (feature === 'highlight') return documentHighlights(project, uri, position).map(({ range }) => ({ uri, range }));
  return references(project, uri, position, false);
}

function checkHover(project: Project, { uri, position, negative, rest }: Marker, texts: Texts, where: string): void {
  const card = hover(project, uri, position, texts, {});
  const text = card === null ? '' : card.contents.value;
  if (negative && rest === '') assert.equal(text, '', where);
  else if (negative) assert.ok(!text.includes(rest), `${where} shows "${rest}":\n${text}`);
  else assert.ok(text.includes(rest), `${where} does not show "${rest}":\n${text}`);
}

function checkDiagnostic(
  project: Project,
  { uri, position, negative, rest }: Marker,
  texts: Texts,
  where: string,
): void {
  const here = diagnostics(project, uri, texts).filter(({ range: { start, end } }) => {
    const line = start.line <= position.line && position.line <= end.line;
    return line && (start.line < position.line || start.character <= position.character);
  });
  const found = here.some(({ code }) => code === rest.trim());
  assert.equal(found, !negative, `${where}: ${here.map(({ code }) => code).join(', ') || 'nothing is reported'}`);
}

function placesOf(found: readonly Location[]): string {
  const places = found.map(({ uri, range }) => `${uri.slice(root.length + 1)}:${range.start.line + 1}`);
  return places.length === 0 ? 'nothing' : places.toSorted().join(', ');
}
