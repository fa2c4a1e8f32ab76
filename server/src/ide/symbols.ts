import { contains, type Span } from '../base/span.ts';
import type { Project } from '../project/project.ts';
import { flatName } from '../recognise/relaxed-name.ts';
import type { Definition, Reference, Target } from '../symbols/symbol.ts';
import { placesOf, type SymbolPlace, symbolsIn } from './symbol-places.ts';

/** A name at a position: where it stands, and where it is given. */
export interface SymbolAt {
  readonly span: Span;
  readonly role: 'definition' | 'reference';
  readonly places: readonly SymbolPlace[];
  /** What a file holds that refers to it. */
  readonly needle: string;
}

/** The names at an offset, the shortest first: one may stand inside another. */
export function symbolsAt(project: Project, uri: string, offset: number): readonly SymbolAt[] {
  const { definitions, references } = symbolsIn(project.file(uri));
  const used = references
    .filter(({ span }) => contains(span, offset))
    .map(({ span, to }): SymbolAt => ({
      span,
      role: 'reference',
      places: placesOf(project, uri, to),
      needle: needleOf(to),
    }));
  const given = definitions
    .filter(({ span }) => contains(span, offset))
    .map((definition): SymbolAt => ({
      span: definition.span,
      role: 'definition',
      places: [{ uri, span: definition.span }],
      needle: nameOf(definition),
    }));
  return [...used.filter(({ places }) => places.length > 0), ...given].toSorted(
    (a, b) => lengthOf(a.span) - lengthOf(b.span),
  );
}

/** Everything in a workspace, or in one file of it, that refers to any of some places. */
export function usesOf(project: Project, { places, needle }: SymbolAt, within?: string): readonly SymbolPlace[] {
  const wanted = new Set(places.map(keyOf));
  // A name of one file only is used there only.
  const only = within ?? (needle === '' ? places[0]?.uri : undefined);
  const files = only === undefined ? project.files() : [project.file(only)].filter((file) => file !== undefined);
  return files.flatMap((file) => {
    // Names of properties are compared in a relaxed way; their files are read already.
    if (file.extraction.format !== 'spring' && file.text?.includes(needle) !== true) return [];
    const isIt = ({ to }: Reference): boolean =>
      mayMean(to, needle) && placesOf(project, file.uri, to).some((place) => wanted.has(keyOf(place)));
    return symbolsIn(file)
      .references.filter(isIt)
      .map(({ span }) => ({ uri: file.uri, span }));
  });
}

function mayMean(to: Target, needle: string): boolean {
  if (to.kind === 'local') return true;
  return to.kind === 'property' ? flatName(to.name) === flatName(needle) : needleOf(to) === needle;
}

function needleOf(to: Target): string {
  if (to.kind === 'file') return /[^/\\]*[/\\]*$/.exec(to.path)?.[0].replace(/[/\\]+$/, '') ?? to.path;
  if (to.kind === 'local') return '';
  return to.kind === 'entry' ? to.key : to.name;
}

function nameOf(definition: Definition): string {
  return definition.kind === 'entry' ? definition.key : definition.name;
}

function keyOf({ uri, span }: SymbolPlace): string {
  return `${uri}#${span?.start ?? ''}`;
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}
