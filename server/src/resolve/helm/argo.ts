import { folderOf, resolvePath } from '../../base/uri.ts';
import { flatten } from '../../extract/flatten.ts';
import { chartNameOf, inlineValues, sourcesOf } from '../../extract/helm-source.ts';
import { child, children, descend, isTrue, mapOf, scalarIn, textOf, type Field } from '../../extract/field.ts';
import { asWritten } from '../../extract/sourced.ts';
import type { Origin } from '../../model/origin.ts';
import { changed, madeText } from '../kustomize/tree.ts';
import { isChart } from './chart.ts';
import { environmentOf, nothingGiven, over, unseen, type Given, type Installation } from './installation.ts';
import type { Manifest } from './manifest.ts';
import { localRoot, repositoryOf } from './repository.ts';
import { stepsOf, typed, unknown, withSet } from './set.ts';
import { filesAt, isOutside, valuesIn } from './values-file.ts';

/** An application with what its texts are filled in with. */
interface Application {
  readonly root: Field;
  readonly spec: Field | undefined;
  readonly manifest: Manifest;
  fill(field: Field): Field;
}

/**
 * The charts of an `Application`, and of what an `ApplicationSet` makes for each element of its lists. What other generators make
 * stays unknown. Sources: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/,
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-List/
 */
export function argoInstallations(root: Field, kind: string, manifest: Manifest): readonly Installation[] {
  const spec = child(root, 'spec');
  if (kind === 'Application') return installationsOf({ root, spec, manifest, fill: (field) => field });
  const template = child(spec, 'template');
  const generators = children(child(spec, 'generators'));
  const elements = generators.map((each) => child(child(each, 'list'), 'elements'));
  const isListed = generators.length > 0 && elements.every((each) => each !== undefined);
  const sets = isListed ? elements.flatMap((each) => children(each).map(parametersOf)) : [new Map<string, Origin>()];
  return sets.flatMap((parameters) => {
    const fill = (field: Field): Field => filled(field, parameters);
    return installationsOf({ root: template ?? root, spec: child(template, 'spec'), manifest, fill });
  });
}

function parametersOf(element: Field): ReadonlyMap<string, Origin> {
  const { properties } = flatten(element, asWritten);
  return new Map(
    properties.flatMap(({ name, value, at }) => (value === undefined ? [] : [[name, { name, value, at }] as const])),
  );
}

/** `{{ name }}`, and `{{ .name }}` of Go templates; anything else that is filled in is unknown. */
function filled(field: Field, parameters: ReadonlyMap<string, Origin>): Field {
  return changed(field, (each) => {
    const text = textOf(each);
    if (scalarIn(each) === undefined || text?.includes('{{') !== true) return each;
    const via: Origin[] = [];
    const said = text.replace(/\{\{-?\s*\.?([\w.-]+?)\s*-?\}\}/g, (whole, name: string) => {
      const origin = parameters.get(name);
      if (origin !== undefined) via.push(origin);
      return origin?.value ?? whole;
    });
    return said.includes('{{') ? unknown(each) : { ...madeText(said, each), made: { raw: text, via } };
  });
}

function installationsOf(application: Application): readonly Installation[] {
  const { spec } = application;
  const sources = sourcesOf(spec);
  return sources.flatMap((source) => installationOf(source, sources, application) ?? []);
}

function installationOf(source: Field, sources: readonly Field[], application: Application): Installation | undefined {
  const { root, spec, manifest, fill } = application;
  const text = (field: Field | undefined): string | undefined => textOf(field && fill(field));
  const helm = child(source, 'helm');
  const appName = text(descend(root, 'metadata', 'name'));
  const named = chartOf(source, application);
  if (named === undefined) return undefined;
  const name = text(child(helm, 'releaseName')) ?? appName;
  const namespace = text(descend(spec, 'destination', 'namespace'));
  const reader = new ValueFiles(source, sources, application, named.chart);
  let given = reader.given;
  const inline = inlineValues(helm);
  if (inline !== undefined) given = over(given, fill(inline));
  else if (child(helm, 'valuesObject') === undefined && textOf(child(helm, 'values'))?.includes('{{') === true)
    given = unseen;
  for (const parameter of children(child(helm, 'parameters'))) given = withParameter(given, fill(parameter), false);
  for (const parameter of children(child(helm, 'fileParameters'))) given = withParameter(given, fill(parameter), true);
  return {
    name,
    namespace,
    ...named,
    given,
    on: true,
    environment: environmentOf(namespace, manifest.environment, reader.paths, appName),
  };
}

/** A chart of a repository of charts, or the folder of one that is kept here. */
function chartOf(source: Field, application: Application): Pick<Installation, 'chart' | 'at'> | undefined {
  const { fill } = application;
  const address = child(source, 'repoURL');
  const url = textOf(address && fill(address)) ?? '';
  const at = child(source, 'chart') ?? (url.startsWith('oci://') ? address : undefined);
  if (at === undefined) return localChartOf(source, url, application);
  const name = chartNameOf(textOf(fill(at)) ?? '');
  return name === '' ? undefined : { chart: { name }, at };
}

function localChartOf(
  source: Field,
  url: string,
  { manifest, fill }: Application,
): Pick<Installation, 'chart' | 'at'> | undefined {
  const at = child(source, 'path');
  const path = textOf(at && fill(at));
  if (at === undefined || path === undefined) return undefined;
  const folderIn = (root: string): string | undefined => (path === '.' ? root : resolvePath(root, path));
  const root = localRoot(url, manifest, (each) => {
    const folder = folderIn(each);
    return folder !== undefined && manifest.files.isInside(folder) && isChart(folder, manifest.files);
  });
  const folder = root === undefined ? undefined : folderIn(root);
  return folder === undefined ? undefined : { chart: { folder }, at };
}

/** A parameter: a text that looks like a number is one, unless it says that it is not. */
function withParameter(given: Given, parameter: Field, isFile: boolean): Given {
  const value = child(parameter, isFile ? 'path' : 'value');
  const steps = stepsOf(textOf(child(parameter, 'name')) ?? '');
  if (value === undefined) return given;
  if (steps === undefined) return unseen;
  const leaf = isFile ? unknown(value) : isTrue(child(parameter, 'forceString')) ? value : typed(value);
  return { ...given, values: withSet(given.values, steps, leaf) };
}

/**
 * The files of values of a source: from the folder of the chart, from the root of its repository, or from that of a source with
 * a name. Source: https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/
 */
class ValueFiles {
  readonly paths: string[] = [];
  given: Given = nothingGiven;
  readonly #sources: readonly Field[];
  readonly #application: Application;
  readonly #chart: Installation['chart'];
  readonly #source: Field;

  constructor(source: Field, sources: readonly Field[], application: Application, chart: Installation['chart']) {
    this.#source = source;
    this.#sources = sources;
    this.#application = application;
    this.#chart = chart;
    const helm = child(source, 'helm');
    const isQuiet = isTrue(child(helm, 'ignoreMissingValueFiles'));
    for (const entry of children(child(helm, 'valueFiles'))) this.#add(application.fill(entry), isQuiet);
  }

  #add(entry: Field, isQuiet: boolean): void {
    const { manifest } = this.#application;
    const path = textOf(entry);
    const place = path === undefined ? undefined : this.#placeOf(this.#filledIn(path));
    if (path === undefined || place === undefined) {
      this.given = unseen;
      if (path !== undefined) manifest.notes.add('values-elsewhere', entry, { path });
      return;
    }
    const uris = filesAt(place.folder, place.path, manifest.files);
    if (uris.length === 0) {
      if (isQuiet) return;
      this.given = unseen;
      manifest.notes.add(
        isOutside(place.folder, place.path, manifest.files) ? 'file-outside' : 'values-file-missing',
        entry,
        { path },
      );
    }
    for (const uri of uris) {
      const values = valuesIn(uri, manifest.files);
      manifest.taken.add(uri);
      this.paths.push(manifest.files.source(uri)?.path ?? '');
      this.given = values === undefined ? unseen : over(this.given, values);
    }
  }

  /** Source: https://argo-cd.readthedocs.io/en/stable/user-guide/build-environment/ */
  #filledIn(path: string): string {
    const { root, spec, fill } = this.#application;
    const say = (field: Field | undefined): string | undefined => textOf(field && fill(field));
    const variables: Readonly<Record<string, string | undefined>> = {
      ARGOCD_APP_NAME: say(descend(root, 'metadata', 'name')),
      ARGOCD_APP_NAMESPACE: say(descend(spec, 'destination', 'namespace')),
    };
    return path.replace(/\$\{?(ARGOCD_APP_NAME(?:SPACE)?)\}?/g, (whole, name: string) => variables[name] ?? whole);
  }

  #placeOf(path: string): { readonly folder: string; readonly path: string } | undefined {
    if (/^[a-z][\w+.-]*:\/\//.test(path)) return undefined;
    const [, ref, inRef] = /^\$([\w-]+)\/(.+)$/.exec(path) ?? [];
    if (ref !== undefined && inRef !== undefined) {
      const source = this.#sources.find((each) => textOf(child(each, 'ref')) === ref);
      const root = source && this.#rootOfReference(source, inRef);
      return root === undefined ? undefined : { folder: root, path: inRef };
    }
    if (path.includes('$') || !('folder' in this.#chart)) return undefined;
    const { folder } = this.#chart;
    return path.startsWith('/') ? this.#fromRoot(folder, path) : { folder, path };
  }

  /** A path with a slash before it begins at the root of the repository. */
  #fromRoot(chart: string, path: string): { readonly folder: string; readonly path: string } | undefined {
    const pieces = (textOf(child(this.#source, 'path')) ?? '').split('/');
    const up = pieces.filter((piece) => piece !== '' && piece !== '.').length;
    let folder = chart;
    for (let step = 0; step < up; step++) folder = folderOf(folder);
    return this.#application.manifest.files.isInside(folder) ? { folder, path: path.slice(1) } : undefined;
  }

  /** Here only where nothing speaks against it: a chart of this repository has another address. */
  #rootOfReference(source: Field, path: string): string | undefined {
    const { manifest, fill } = this.#application;
    const addressOf = (each: Field): string => {
      const address = child(each, 'repoURL');
      return textOf(address && fill(address)) ?? '';
    };
    const url = addressOf(source);
    const isElsewhere = this.#sources.some((each) => {
      const chart = mapOf(each) === undefined ? undefined : chartOf(each, this.#application);
      return chart !== undefined && 'folder' in chart.chart && repositoryOf(addressOf(each)) !== repositoryOf(url);
    });
    return isElsewhere ? undefined : localRoot(url, manifest, (root) => filesAt(root, path, manifest.files).length > 0);
  }
}
