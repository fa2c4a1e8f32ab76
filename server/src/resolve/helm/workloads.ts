import { child as childUri } from '../../base/uri.ts';
import { declarationsOfObjects, type ComposedObject } from '../../extract/kubernetes.ts';
import type { Declaration } from '../../model/declaration.ts';
import type { Files } from '../files.ts';
import type { Release } from './template/evaluate.ts';
import { includer, namedTemplates, type NamedTemplate } from './template/named.ts';
import { renderedObjects } from './rendered.ts';
import { renderTemplate } from './template/render.ts';
import type { Installed } from './values.ts';

/** What the templates of a chart and of those it brings give. */
export interface Objects {
  readonly declarations: readonly Declaration[];
  /** The templates that could be read. */
  readonly templates: readonly string[];
}

/** What the templates of a chart are read with. */
export interface Setting {
  /** Names of objects hold in it alone. */
  readonly view: string;
  readonly files: Files;
  /** What is known of the release, see `Release.known`. */
  readonly known?: NonNullable<Release['known']>;
  /** What Helm itself printed, where it was run. */
  readonly printed?: string | undefined;
}

/** The objects of a chart and of those it brings. */
export function objectsOf(install: Installed, { view, files, known = {}, printed }: Setting): Objects {
  const objects: ComposedObject[] = [];
  const named = new Map<string, NamedTemplate>();
  collect(install, files, named, new Set());
  const templates = rendered(install, { files, named, known, objects });
  const all = printed === undefined ? objects : renderedObjects(printed, install, objects, files);
  const declarations = declarationsOfObjects(all, { cache: files.cache }).flat();
  return { declarations: declarations.map((declaration) => inView(declaration, view)), templates };
}

/** The named templates of all charts: every one of them sees all. One that is written twice is nobody's. */
function collect(
  { chart, inner }: Installed,
  files: Files,
  named: Map<string, NamedTemplate>,
  twice: Set<string>,
): void {
  for (const uri of files.inFolder(childUri(chart.folder, 'templates'))) {
    const text = files.source(uri)?.text;
    if (text?.includes('define') !== true) continue;
    for (const [name, template] of namedTemplates(text)) {
      if (named.has(name)) twice.add(name);
      if (twice.has(name)) named.delete(name);
      else named.set(name, template);
    }
  }
  for (const each of inner) collect(each, files, named, twice);
}

/** What templates are rendered with and into. */
interface Rendering {
  readonly files: Files;
  readonly named: ReadonlyMap<string, NamedTemplate>;
  readonly known: NonNullable<Release['known']>;
  readonly objects: ComposedObject[];
}

function rendered({ chart, values, inner, on }: Installed, rendering: Rendering): readonly string[] {
  const { files, named, known, objects } = rendering;
  if (!on) return [];
  const found: string[] = [];
  const given = values && { values, metadata: chart.metadata, known };
  const release: Release | undefined = given && { ...given, include: includer(named, given) };
  for (const uri of files.inFolder(childUri(chart.folder, 'templates'))) {
    const source = /\.ya?ml$/.test(uri) && release !== undefined ? files.source(uri) : undefined;
    const result = source && release && renderTemplate(source, release, files.cache);
    if (result === undefined) continue;
    found.push(uri);
    for (const root of result.roots) objects.push({ root, partial: result.isPartial });
  }
  return [...found, ...inner.flatMap((each) => rendered(each, rendering))];
}

function inView(declaration: Declaration, view: string): Declaration {
  switch (declaration.kind) {
    case 'workload':
    case 'service':
    case 'budget':
    case 'resource':
      return { ...declaration, scope: `${declaration.scope}?${view}` };
    default:
      return declaration;
  }
}
