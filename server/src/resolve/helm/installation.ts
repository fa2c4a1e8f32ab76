import { environmentOfName, environmentOfPath } from '../../extract/environment.ts';
import { anchorOf, type Field } from '../../extract/field.ts';
import { flatten } from '../../extract/flatten.ts';
import { asWritten } from '../../extract/sourced.ts';
import { valuesFiles } from '../../extract/values-file.ts';
import type { Declaration, ValuesTree } from '../../model/declaration.ts';
import type { Environment } from '../../model/environment.ts';
import { folderOf } from '../../base/uri.ts';
import type { Files } from '../files.ts';
import { chartIn } from './chart.ts';
import { layered } from './coalesce.ts';
import type { Notes } from './notes.ts';
import { printedBy, valuesText } from './print.ts';
import { coveredBy, treeOf } from './view.ts';
import { installed } from './values.ts';
import { objectsOf } from './workloads.ts';

/** Values that a chart is given, as far as they were seen. */
export interface Given {
  readonly values: Field | undefined;
  /** False where something weaker than these was not seen: the chart's own values may be changed by it. */
  readonly isWhole: boolean;
}

export const nothingGiven: Given = { values: undefined, isWhole: true };

/** What stands below values that nobody sees is not known any more. */
export const unseen: Given = { values: undefined, isWhole: false };

export function over({ values, isWhole }: Given, stronger: Field | undefined): Given {
  return { values: layered(values, stronger), isWhole };
}

/** One chart that a file wants to be installed. */
export interface Installation {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** A folder of the workspace, or the name of a chart that is kept elsewhere. */
  readonly chart: { readonly folder: string } | { readonly name: string };
  /** Where the chart is named. */
  readonly at: Field;
  readonly given: Given;
  readonly on: boolean;
  /** The values given to it take the place of the chart's own. */
  readonly isWithoutDefaults?: true;
  readonly environment: Environment;
}

/** The file whose view is made. */
export interface ViewOf {
  readonly uri: string;
  /** Told apart from others of the same file: the name of an environment. */
  readonly variant?: string;
  readonly files: Files;
  readonly notes: Notes;
}

/** What installations add to a view. */
export interface Brought {
  readonly declarations: readonly Declaration[];
  readonly covers: readonly string[];
}

/** What installations bring, each in its namespace: first the objects of all, then the values of each. */
export function declarationsOf(installations: readonly Installation[], view: ViewOf): Brought {
  const found = installations.map((each) =>
    'folder' in each.chart ? ofLocal(each, each.chart.folder, view) : ofRemote(each, each.chart.name, view),
  );
  return {
    declarations: found.flatMap((each) => each.declarations).toSorted((a, b) => rank(a) - rank(b)),
    covers: [...new Set(found.flatMap((each) => each.covers))],
  };
}

/** Objects that templates give come before the values they were made with. */
function rank({ kind }: Declaration): number {
  return kind === 'values' ? 1 : 0;
}

const nothing: Brought = { declarations: [], covers: [] };

function ofLocal(installation: Installation, folder: string, view: ViewOf): Brought {
  const { given, on, isWithoutDefaults } = installation;
  const found = chartIn(folder, view.files);
  const chart = found && (isWithoutDefaults === true ? { ...found, valuesUri: '' } : found);
  if (chart === undefined || !on) return nothing;
  if (!given.isWhole) return ofRemote(installation, nameOf(folder), view);
  const install = installed(chart, given.values, view.files);
  const { declarations, templates } = objectsOf(install, {
    view: keyOf(view),
    files: view.files,
    known: knownOf(installation),
    printed: printed(installation, folder, view),
  });
  const tree = treeOf(install);
  return {
    declarations: [...declarations.map((each) => placed(each, installation)), ...inView(tree, installation, view)],
    covers: [...(isWithoutDefaults === true ? [] : [chart.valuesUri]), ...coveredBy(install), ...templates],
  };
}

/** What Helm prints of it, where it is run and all values are known. */
function printed(
  { given, name, namespace, at, isWithoutDefaults }: Installation,
  chart: string,
  view: ViewOf,
): string | undefined {
  const values = isWithoutDefaults === true ? undefined : valuesText(given.values);
  return values === undefined ? undefined : printedBy({ chart, values, name, namespace }, at, view);
}

/** Of a chart that is kept elsewhere only what it is given is known. */
function ofRemote(installation: Installation, chart: string, view: ViewOf): Brought {
  const { given, at, on } = installation;
  const { properties, texts, maps } = flatten(given.values, asWritten, chart);
  const files = valuesFiles(texts);
  const place = anchorOf(given.values ?? at, given.values?.key === undefined ? 'value' : 'key');
  const own = { key: chart, chart, on, at: anchorOf(at), isRelease: true as const };
  const tree: ValuesTree = { kind: 'values', at: place, fields: properties, maps, files, charts: [own] };
  return { declarations: inView(tree, installation, view), covers: [] };
}

function inView(tree: ValuesTree | undefined, { name, environment }: Installation, view: ViewOf): ValuesTree[] {
  if (tree === undefined) return [];
  return [
    {
      ...tree,
      ...(name !== undefined && { release: name }),
      ...(environment !== 'unknown' && { environment }),
      ...(view.variant !== undefined && { scope: `${folderOf(view.uri)}?${keyOf(view)}` }),
    },
  ];
}

function keyOf({ uri, variant }: ViewOf): string {
  return variant === undefined ? uri : `${uri}#${variant}`;
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('/') + 1);
}

function knownOf({ name, namespace }: Installation): Readonly<Record<string, string>> {
  return {
    ...(name !== undefined && { 'Release.Name': name }),
    ...(namespace !== undefined && { 'Release.Namespace': namespace }),
    'Release.Service': 'Helm',
  };
}

/** An object that names no namespace is put into that of the release. */
function placed(declaration: Declaration, { namespace = '', environment }: Installation): Declaration {
  const said = environment === 'unknown' ? undefined : environment;
  switch (declaration.kind) {
    case 'workload':
    case 'resource':
      return {
        ...declaration,
        scope: declaration.scope.replace(/^namespace:\?/, `namespace:${namespace}?`),
        ...(said !== undefined && declaration.environment === undefined && { environment: said }),
      };
    case 'service':
    case 'budget':
      return { ...declaration, scope: declaration.scope.replace(/^namespace:\?/, `namespace:${namespace}?`) };
    case 'properties':
      return said === undefined || declaration.environment !== undefined
        ? declaration
        : { ...declaration, environment: said };
    default:
      return declaration;
  }
}

/** What an installation is for: its namespace, else the file that asks for it, else the strongest telling file of values, else its name. */
export function environmentOf(
  namespace: string | undefined,
  own: Environment,
  valuesPaths: readonly string[],
  name: string | undefined,
): Environment {
  const said = [
    environmentOfName(namespace ?? '', false),
    own,
    ...valuesPaths.toReversed().map(environmentOfPath),
    environmentOfName(name ?? '', false),
  ];
  return said.find((each) => each !== 'unknown') ?? 'unknown';
}
