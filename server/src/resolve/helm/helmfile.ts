import { folderOf, resolvePath } from '../../base/uri.ts';
import { environmentOfName } from '../../extract/environment.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { chartNameOf } from '../../extract/helm-source.ts';
import { child, children, descend, isTrue, itemsOf, mapOf, scalarIn, textOf, type Field } from '../../extract/field.ts';
import { alone, type Effective } from '../effective.ts';
import type { Files } from '../files.ts';
import { changed, madeText } from '../kustomize/tree.ts';
import { isChart } from './chart.ts';
import { coalesced } from './coalesce.ts';
import {
  environmentsOf,
  isRemote,
  layerOf,
  pathsOf,
  secretLayer,
  stateOf,
  templateScope,
  toleratesMissing,
  type HelmfileState,
  type Reading,
} from './helmfile-state.ts';
import {
  declarationsOf,
  environmentOf,
  nothingGiven,
  over,
  unseen,
  type Brought,
  type Given,
  type Installation,
} from './installation.ts';
import { Notes } from './notes.ts';
import { evaluate } from './template/evaluate.ts';
import { stepsOf, typed, unknown, withSet } from './set.ts';
import { isOutside } from './values-file.ts';

const deepest = 10;

/**
 * What a helmfile installs, under each of its environments: the charts of its releases with the values given to them.
 * Sources: https://helmfile.readthedocs.io/en/latest/configuration/, https://helmfile.readthedocs.io/en/latest/environments/
 */
export function resolveHelmfile(extraction: Extraction, files: Files): Effective {
  const { uri } = extraction;
  const reading: Reading = { files, notes: new Notes(uri), taken: new Set() };
  const names = environmentsOf(uri, reading);
  const views = (names.length === 0 ? [undefined] : names).map((name) => viewOf(name, extraction, reading));
  const problems = [...extraction.problems, ...reading.notes.all];
  const declarations = views.flatMap((view) => view.declarations);
  if (declarations.length === 0 && reading.taken.size === 0 && problems.length === extraction.problems.length)
    return alone(extraction);
  reading.taken.delete(uri);
  return {
    extraction: { ...extraction, problems, declarations: [...extraction.declarations, ...declarations] },
    covers: [...new Set([...reading.taken, ...views.flatMap(({ covers }) => covers)])],
  };
}

function viewOf(name: string | undefined, { uri, environment }: Extraction, reading: Reading): Brought {
  const said = environmentOfName(name ?? '', true);
  const installations = new Releases(reading, said === 'unknown' ? environment : said).of(uri, name ?? 'default');
  const variant = name === undefined ? {} : { variant: name };
  return declarationsOf(installations, { uri, ...variant, files: reading.files, notes: reading.notes });
}

/** The helmfiles that lead to one, and the entry of the first of them. */
interface Way {
  readonly uris: readonly string[];
  readonly led?: Field | undefined;
}

class Releases {
  readonly #reading: Reading;
  readonly #environment: Installation['environment'];

  constructor(reading: Reading, environment: Installation['environment']) {
    this.#reading = reading;
    this.#environment = environment;
  }

  /** The releases of a helmfile and of those it brings. */
  of(uri: string, environment: string, given?: Field | 'unseen', way: Way = { uris: [] }): readonly Installation[] {
    const state = stateOf(uri, environment, given, this.#reading);
    const here = { ...way, uris: [...way.uris, uri] };
    const own = state.parts.flatMap((part) =>
      children(child(part, 'releases')).flatMap(
        (entry) => new Release(entry, uri, state, this.#reading).installation(this.#environment) ?? [],
      ),
    );
    return [...this.#nested(state, uri, here), ...own];
  }

  #nested(state: HelmfileState, uri: string, way: Way): readonly Installation[] {
    const { notes, taken } = this.#reading;
    const entries = state.parts.flatMap((part) => children(child(part, 'helmfiles')));
    return entries.flatMap((entry) => {
      const path = mapOf(entry) === undefined ? entry : child(entry, 'path');
      const uris = path === undefined ? [] : pathsOf(path, 'helmfile-missing', uri, this.#reading);
      return uris.flatMap((inner) => {
        const led = way.led ?? path;
        if (way.uris.includes(inner) || way.uris.length > deepest) {
          if (led !== undefined && inner === way.uris[0]) notes.add('helmfile-cycle', led, { path: textOf(led) ?? '' });
          return [];
        }
        taken.add(inner);
        return this.of(inner, state.environment, this.#valuesFor(entry, state), { ...way, led });
      });
    });
  }

  /** The values that a helmfile says for one that it brings. */
  #valuesFor(entry: Field, state: HelmfileState): Field | 'unseen' | undefined {
    let given = nothingGiven;
    for (const layer of itemsOf(child(entry, 'values'))) {
      const said = layerOf(layer, { ...state, quiet: false }, this.#reading);
      if (said === undefined) return 'unseen';
      if (said !== 'absent') given = over(given, said);
    }
    return given.values;
  }
}

/** One release of a helmfile. Its texts may be templates that speak of the release itself. */
class Release {
  readonly #entry: Field;
  readonly #uri: string;
  readonly #state: HelmfileState;
  readonly #reading: Reading;
  #known: Readonly<Record<string, string>> = {};
  /** Values of a template it inherits from, beside its own: nobody says whether both count. */
  #isLayered = false;

  constructor(entry: Field, uri: string, state: HelmfileState, reading: Reading) {
    this.#uri = uri;
    this.#state = state;
    this.#reading = reading;
    this.#entry = this.#inherited(entry);
  }

  installation(environment: Installation['environment']): Installation | undefined {
    const named = child(this.#entry, 'chart');
    const name = this.#text(child(this.#entry, 'name'));
    this.#known = name === undefined ? {} : { 'Release.Name': name };
    const namespace = this.#text(child(this.#entry, 'namespace')) ?? this.#defaultNamespace();
    if (namespace !== undefined) this.#known = { ...this.#known, 'Release.Namespace': namespace, Namespace: namespace };
    const chart = named && this.#chart(named);
    if (named === undefined || chart === undefined) return undefined;
    const { given, paths } = this.#given();
    return {
      name,
      namespace,
      chart,
      at: named,
      given,
      on: this.#isOn(),
      environment:
        environmentOf(undefined, environment, [], undefined) === 'unknown'
          ? environmentOf(namespace, 'unknown', paths, name)
          : environment,
    };
  }

  /** The release over the templates it names. Source: https://helmfile.readthedocs.io/en/latest/writing-helmfile/ */
  #inherited(entry: Field): Field {
    let result: Field | undefined;
    for (const inherit of children(child(entry, 'inherit'))) {
      const name = textOf(child(inherit, 'template')) ?? '';
      const template = this.#state.parts
        .map((part) => descend(part, 'templates', name))
        .findLast((each) => each !== undefined);
      result = coalesced(result, template && { ...template, key: undefined });
    }
    if (result === undefined) return entry;
    this.#isLayered = child(result, 'values') !== undefined && child(entry, 'values') !== undefined;
    return coalesced(result, entry) ?? entry;
  }

  #defaultNamespace(): string | undefined {
    return this.#state.parts.map((part) => textOf(child(part, 'namespace'))).findLast((each) => each !== undefined);
  }

  #chart(named: Field): Installation['chart'] | undefined {
    const { files, notes } = this.#reading;
    const path = this.#text(named);
    if (path === undefined) return undefined;
    const home = folderOf(this.#uri);
    const folder = isRemote(path) ? undefined : resolvePath(home, path.replace(/\/+$/, ''));
    if (folder !== undefined && files.isInside(folder) && isChart(folder, files)) return { folder };
    if (/^\.{0,2}\//.test(path)) {
      notes.add(isOutside(home, path, files) ? 'file-outside' : 'chart-missing', named, { path });
      return undefined;
    }
    const name = chartNameOf(path);
    return name === '' ? undefined : { name };
  }

  #isOn(): boolean {
    const installed = this.#text(child(this.#entry, 'installed') ?? child(this.#entry, 'installedTemplate'));
    if (installed === 'false') return false;
    const condition = this.#text(child(this.#entry, 'condition'));
    if (condition === undefined) return true;
    if (/^(?:true|false)$/.test(condition)) return condition === 'true';
    const decides = descend(this.#state.values, ...condition.split('.'));
    return decides === undefined || isTrue(decides) || textOf(decides) === undefined;
  }

  /** `valuesTemplate` before `values`, then secrets, then single values. */
  #given(): { readonly given: Given; readonly paths: readonly string[] } {
    const taken = new Set<string>();
    const reading = { ...this.#reading, taken };
    const quiet = toleratesMissing(this.#entry);
    const around = { ...this.#state, quiet, known: this.#known };
    let given: Given = this.#isLayered ? unseen : nothingGiven;
    const add = (layer: Field | 'absent' | undefined): void => {
      if (layer !== 'absent') given = layer === undefined ? unseen : over(given, layer);
    };
    for (const entry of children(child(this.#entry, 'valuesTemplate')))
      add(layerOf(this.#filledIn(entry), around, reading));
    for (const entry of children(child(this.#entry, 'values'))) add(layerOf(this.#filledPath(entry), around, reading));
    for (const entry of children(child(this.#entry, 'secrets')))
      add(secretLayer(this.#filledPath(entry), quiet, reading));
    for (const uri of taken) this.#reading.taken.add(uri);
    return { given: this.#withSets(given), paths: [...taken] };
  }

  #withSets(given: Given): Given {
    const sets = ['setTemplate', 'set', 'setString'].flatMap((key) =>
      children(child(this.#entry, key)).map((entry) => ({ entry: this.#filledIn(entry), isText: key === 'setString' })),
    );
    return sets.reduce((result, { entry, isText }) => {
      const steps = stepsOf(textOf(child(entry, 'name')) ?? '');
      const leaf = child(entry, 'value') ?? child(entry, 'values') ?? child(entry, 'file');
      // A place that cannot be told may be any.
      if (steps === undefined || leaf === undefined) return unseen;
      const said =
        leaf.key?.value === 'file' ? unknown(leaf) : leaf.key?.value === 'value' && !isText ? typed(leaf) : leaf;
      return { ...result, values: withSet(result.values, steps, said) };
    }, given);
  }

  #filledPath(entry: Field): Field {
    return mapOf(entry) === undefined ? this.#filledIn(entry) : entry;
  }

  /** With what its texts say of the release itself. */
  #filledIn(field: Field): Field {
    return changed(field, (each) => {
      if (scalarIn(each) === undefined || textOf(each)?.includes('{{') !== true) return each;
      const text = this.#text(each);
      return text === undefined ? unknown(each) : { ...each, ...pick(madeText(text, each)) };
    });
  }

  /** A text whose actions are filled in; undefined where one of them cannot be told. */
  #text(field: Field | undefined): string | undefined {
    const text = textOf(field);
    if (text?.includes('{{') !== true) return text;
    const scope = templateScope(this.#state.environment, this.#state.values, this.#known);
    let isKnown = true;
    const filled = text.replace(/\{\{-?\s*([\s\S]*?)\s*-?\}\}/g, (_, code: string) => {
      const value = evaluate(code, { dot: 'root', variables: new Map() }, scope);
      isKnown &&= value !== undefined && !['map', 'list', 'null'].includes(value.type);
      return value?.text ?? '';
    });
    return isKnown ? filled : undefined;
  }
}

function pick({ node, written }: Field): Pick<Field, 'node' | 'written'> {
  return { node, written };
}
