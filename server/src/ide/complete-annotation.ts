import { type CompletionItem, CompletionItemKind, type Position } from 'vscode-languageserver-types';
import type { Texts } from '../describe/texts.ts';
import { environments } from '../model/environment.ts';
import { purposes } from '../model/part.ts';
import type { Project } from '../project/project.ts';

/** Words of a review annotation where the position is in one; undefined elsewhere. */
export function completeAnnotation(
  project: Project,
  uri: string,
  position: Position,
  texts: Texts,
): CompletionItem[] | undefined {
  const file = project.file(uri);
  if (file?.text === undefined || file.lines === undefined) return undefined;
  const start = file.lines.start(position.line);
  const before = file.text.slice(start, file.lines.offset(position));
  const comment = /(?:^|\s)[#!]\s*(archlens.*)$/.exec(before)?.[1] ?? /(?:^|\s)#\s*([a-z-]*)$/.exec(before)?.[1];
  if (comment === undefined) return undefined;
  const range = {
    start: { line: position.line, character: position.character - wordBefore(before).length },
    end: position,
  };
  return candidates(comment, project, uri, position, texts).map(({ label, detail, kind }, index) => ({
    label,
    kind,
    // Editors sort by the label where nothing else is said.
    sortText: String(index).padStart(4, '0'),
    ...(detail === undefined ? {} : { detail }),
    textEdit: { range, newText: label },
  }));
}

interface Candidate {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
}

function wordBefore(text: string): string {
  return /[\w/*.:-]*$/.exec(text)?.[0] ?? '';
}

const directives = ['archlens-disable-next-line', 'archlens-disable-line', 'archlens-disable-file', 'archlens:'];

function candidates(
  comment: string,
  project: Project,
  uri: string,
  position: Position,
  texts: Texts,
): readonly Candidate[] {
  if (/\s--(?:\s|$)/.test(comment)) return [];
  if (/^archlens-disable-\S+\s/.test(comment)) return ruleCandidates(project, uri, position, texts);
  if (!/^archlens:\s/.test(comment)) return directives.map((label) => ({ label, kind: CompletionItemKind.Keyword }));
  const words = (labels: readonly string[]): Candidate[] =>
    labels.map((label) => ({ label, kind: CompletionItemKind.EnumMember }));
  if (/purpose=[\w-]*$/.test(comment)) return words(purposes);
  if (/environment=\w*$/.test(comment)) return words(environments);
  return ['purpose=', 'environment='].map((label) => ({ label, kind: CompletionItemKind.Property }));
}

/** Rules that have a finding near the comment first, then all of them. */
function ruleCandidates(project: Project, uri: string, position: Position, texts: Texts): readonly Candidate[] {
  // What the comment being written already silences is what it is about.
  const silenced = project.review().suppressed.map(({ finding }) => finding);
  const here = [...project.findings(uri), ...silenced.filter(({ at }) => at.uri === uri)];
  const near = here.filter(({ at }) => Math.abs((project.range(at)?.start.line ?? -9) - position.line) <= 2);
  const { rules } = texts.catalog.knowledge;
  const first = new Set(near.map(({ rule }) => rule));
  const sorted = [...rules.filter(({ id }) => first.has(id)), ...rules.filter(({ id }) => !first.has(id))];
  return sorted.map(({ id, title }) => ({ label: id, kind: CompletionItemKind.Value, detail: texts.of(title) }));
}
