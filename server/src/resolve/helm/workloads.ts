import { child as childUri } from '../../base/uri.ts';
import { declarationsOfObjects, type ComposedObject } from '../../extract/kubernetes.ts';
import type { Declaration } from '../../model/declaration.ts';
import type { Files } from '../files.ts';
import type { Release } from './template/evaluate.ts';
import { renderTemplate } from './template/render.ts';
import type { Installed } from './values.ts';

/** What the templates of a chart and of those it brings give. */
export interface Objects {
  readonly declarations: readonly Declaration[];
  /** The templates that could be read. */
  readonly templates: readonly string[];
}

/** Objects of a view: their names hold in it alone. */
export function objectsOf(install: Installed, view: string, files: Files): Objects {
  const objects: ComposedObject[] = [];
  const templates = rendered(install, files, objects);
  const declarations = declarationsOfObjects(objects, { cache: files.cache }).flat();
  return { declarations: declarations.map((declaration) => inView(declaration, view)), templates };
}

function rendered({ chart, values, inner, on }: Installed, files: Files, objects: ComposedObject[]): readonly string[] {
  if (!on) return [];
  const found: string[] = [];
  const release: Release | undefined = values && { values, metadata: chart.metadata, include: () => undefined };
  for (const uri of files.inFolder(childUri(chart.folder, 'templates'))) {
    const source = /\.ya?ml$/.test(uri) && release !== undefined ? files.source(uri) : undefined;
    const result = source && release && renderTemplate(source, release, files.cache);
    if (result === undefined) continue;
    found.push(uri);
    for (const root of result.roots) objects.push({ root, partial: result.isPartial });
  }
  return [...found, ...inner.flatMap((each) => rendered(each, files, objects))];
}

function inView(declaration: Declaration, view: string): Declaration {
  if (declaration.kind !== 'workload' && declaration.kind !== 'service' && declaration.kind !== 'resource')
    return declaration;
  return { ...declaration, scope: `${declaration.scope}?${view}` };
}
