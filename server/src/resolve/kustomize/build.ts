import { child as childUri, folderOf, resolvePath } from '../../base/uri.ts';
import type { Source } from '../../extract/extraction.ts';
import {
  child,
  children,
  descend,
  isTrue,
  listOf,
  mapOf,
  pathOf,
  rootOf,
  scalarIn,
  textOf,
  type Field,
} from '../../extract/field.ts';
import { objectFields } from '../../extract/kubernetes.ts';
import { embedded } from '../../yaml/embedded.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { Note } from '../effective.ts';
import type { Files } from '../files.ts';
import { withGenerated } from './generate.ts';
import { jsonPatched } from './json-patch.ts';
import { builtObject, currentName, groupOf, kindOf, withRoot, type BuiltObject } from './object.ts';
import { withReplacements } from './replacements.ts';
import { patched } from './strategic-merge.ts';
import { isMeant, isSelected } from './target.ts';
import { lastTransformers, namingTransformers } from './transform.ts';
import { withChild, withValueAt } from './tree.ts';

const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const deepest = 20;
/** Objects in all kustomizations below one together: a bound for those that double at every level. */
const mostObjects = 20_000;

/**
 * Builds kustomizations as kustomize does: what they list, what they generate, their components, then their changes in a fixed
 * order. Notes are kept for one file only: every other one says its own.
 */
export class KustomizeBuilder {
  readonly notes: Note[] = [];
  /** Every file that was taken. */
  readonly taken = new Set<string>();
  /** Variables of all kustomizations: they are filled in at the very end. */
  readonly vars: Field[] = [];
  /** A kustomization that leads back to itself: nothing of it can be built. */
  hasCycle = false;
  /** There may be objects that nobody sees. */
  hasUnseen = false;
  /** Something that may change the objects was not seen. */
  isPartial = false;
  readonly #files: Files;
  readonly #noted: string;
  /** What was built already: several overlays may share a base. */
  readonly #built = new Map<string, readonly BuiltObject[]>();
  #left = mostObjects;
  /** The path in the noted file that is being followed. */
  #entry: Field | undefined;

  constructor(files: Files, noted: string) {
    this.#files = files;
    this.#noted = noted;
  }

  /** The objects of a kustomization; for a component the given ones with its own and with its changes. */
  build(uri: string, given: readonly BuiltObject[] = [], way: readonly string[] = []): readonly BuiltObject[] {
    const root = kustomizationIn(this.#files.source(uri), this.#files);
    if (root === undefined || mapOf(root) === undefined) return given;
    // A component is made for kustomizations that bring the objects it changes.
    if (way.length === 0 && textOf(child(root, 'kind')) === 'Component') this.hasUnseen = true;
    const here = [...way, uri];
    let objects = given;
    for (const path of [...children(child(root, 'resources')), ...children(child(root, 'bases'))]) {
      if (way.length === 0) this.#entry = path;
      objects = this.#within(withoutTwins(objects, this.#listed(path, here)), objects.length);
    }
    objects = withGenerated(objects, root, {
      files: this.#files,
      take: (file) => this.taken.add(file),
      missing: (path, text) => this.#missing(path, text),
    });
    for (const path of children(child(root, 'components'))) {
      if (way.length === 0) this.#entry = path;
      const component = this.#kustomization(path, here);
      if (component !== undefined) objects = this.build(component, objects, here);
    }
    this.vars.push(...children(child(root, 'vars')));
    this.#noteUnread(root);
    return this.#changed(objects, root);
  }

  #changed(objects: readonly BuiltObject[], root: Field): readonly BuiltObject[] {
    let result = objects;
    for (const patch of children(child(root, 'patchesStrategicMerge'))) result = this.#merged(result, patch);
    for (const patch of children(child(root, 'patches'))) result = this.#patched(result, patch);
    for (const transformer of namingTransformers) result = result.map((object) => transformer(object, root));
    for (const patch of children(child(root, 'patchesJson6902'))) result = this.#patched(result, patch);
    for (const transformer of lastTransformers) result = result.map((object) => transformer(object, root));
    return withReplacements(result, this.#replacements(root));
  }

  /** The objects of a file, or of the kustomization in a folder. */
  #listed(path: Field, way: readonly string[]): readonly BuiltObject[] {
    const text = textOf(path);
    const uri = text === undefined ? undefined : this.#target(path, text);
    if (text === undefined || uri === undefined) return [];
    if (/\.ya?ml$/.test(text)) {
      const source = this.#files.source(uri);
      if (source === undefined) {
        this.#missing(path, text);
        return [];
      }
      this.taken.add(uri);
      return objectFields(source, this.#files.cache).map(builtObject);
    }
    if (this.#isUnread(path, text)) {
      this.hasUnseen = true;
      return [];
    }
    const folder = this.#kustomization(path, way);
    if (folder === undefined) return [];
    const known = this.#built.get(folder);
    if (known !== undefined) return known;
    const built = this.build(folder, [], way);
    this.#built.set(folder, built);
    return built;
  }

  /** As many of some objects as may still be added to those before. */
  #within(objects: readonly BuiltObject[], before: number): readonly BuiltObject[] {
    const added = objects.length - before;
    const kept = Math.min(added, this.#left);
    if (kept < added) this.isPartial = true;
    this.#left -= kept;
    return kept < added ? objects.slice(0, before + kept) : objects;
  }

  /** The kustomization in the folder a path names. */
  #kustomization(path: Field, way: readonly string[]): string | undefined {
    const text = textOf(path);
    const folder = text === undefined ? undefined : this.#target(path, text);
    if (text === undefined || folder === undefined) return undefined;
    const uri = fileNames.map((name) => childUri(folder, name)).find((each) => this.#files.extraction(each));
    if (uri === undefined) {
      this.#missing(path, text);
      return undefined;
    }
    if (way.includes(uri) || way.length > deepest) {
      this.hasCycle = true;
      // Every file of the circle says so itself, where it leads into it.
      if (uri === this.#noted)
        this.#note('kustomize-cycle', this.#entry ?? path, { path: [...way, uri].map(shortName).join(' → ') });
      return undefined;
    }
    this.taken.add(uri);
    return uri;
  }

  /** The file or folder a path means, where it is in the workspace. */
  #target(path: Field, text: string): string | undefined {
    if (isRemote(text)) {
      this.#note('kustomize-remote', path, { path: text });
      this.hasUnseen = true;
      return undefined;
    }
    const uri = resolvePath(folderOf(path.source.uri), text.replace(/\/+$/, ''));
    if (uri !== undefined && this.#files.isInside(uri)) return uri;
    this.#note('file-outside', path, { path: text });
    this.hasUnseen = true;
    return undefined;
  }

  /** An entry of `patches` or `patchesJson6902`: a file or a text, for the objects of a selector or those it names. */
  #patched(objects: readonly BuiltObject[], entry: Field): readonly BuiltObject[] {
    const path = child(entry, 'path');
    const inline = child(entry, 'patch');
    const roots = path === undefined ? inlineRoots(inline, this.#files) : this.#patchFile(path);
    if (roots === undefined) return objects;
    const target = child(entry, 'target');
    let result = objects;
    for (const root of roots) {
      if (listOf(root) !== undefined) result = this.#operated(result, children(root), target, path ?? inline ?? entry);
      else if (target !== undefined) result = overAll(result, root, target, child(entry, 'options'));
      else result = this.#overMeant(result, root, path ?? inline ?? entry);
    }
    return result;
  }

  /** An entry of `patchesStrategicMerge`: a path or a text. */
  #merged(objects: readonly BuiltObject[], entry: Field): readonly BuiltObject[] {
    const isInline = /\n|^\s*[{]/.test(textOf(entry) ?? '');
    const roots = isInline ? inlineRoots(entry, this.#files) : this.#patchFile(entry);
    return (roots ?? []).reduce((result, root) => this.#overMeant(result, root, entry), objects);
  }

  #patchFile(path: Field): readonly Field[] | undefined {
    const text = textOf(path);
    const uri = text === undefined ? undefined : this.#target(path, text);
    const source = uri === undefined ? undefined : this.#files.source(uri);
    if (uri === undefined || text === undefined) return undefined;
    if (source === undefined) {
      this.isPartial = true;
      if (!this.#isUnread(path, text)) this.#missing(path, text);
      return undefined;
    }
    this.taken.add(uri);
    const { documents } = parseYaml(source.text, { cache: this.#files.cache });
    return documents.filter(({ root }) => root !== undefined).map((document) => rootOf(source, document));
  }

  #overMeant(objects: readonly BuiltObject[], patch: Field, place: Field): readonly BuiltObject[] {
    const meant = objects.filter((object) => isMeant(object, patch));
    if (meant.length > 0) return objects.flatMap((object) => (meant.includes(object) ? over(object, patch) : object));
    // Its object may come from where nobody looks: what the patch says is known, and nothing else of the object.
    if (this.hasUnseen) return [...objects, { ...builtObject(patch), partial: true }];
    this.#note('patch-target-missing', place, {
      kind: textOf(child(patch, 'kind')) ?? '',
      name: currentName(builtObject(patch)).name,
    });
    return objects;
  }

  #operated(
    objects: readonly BuiltObject[],
    operations: readonly Field[],
    target: Field | undefined,
    place: Field,
  ): readonly BuiltObject[] {
    if (target === undefined) return objects;
    return objects.map((object) => {
      if (!isSelected(object, target)) return object;
      const { object: root, impossible } = jsonPatched(object.root, operations);
      for (const { path, at } of impossible)
        this.#note('patch-path-missing', at.source.uri === this.#noted ? at : place, { path });
      return withRoot(object, root);
    });
  }

  #replacements(root: Field): readonly Field[] {
    return children(child(root, 'replacements')).flatMap((entry) => {
      const path = child(entry, 'path');
      if (path === undefined) return [entry];
      return (this.#patchFile(path) ?? []).flatMap((document) =>
        listOf(document) === undefined ? [document] : children(document),
      );
    });
  }

  /** What only kustomize itself could run. */
  #noteUnread(root: Field): void {
    for (const key of ['helmCharts', 'helmChartInflationGenerator', 'generators', 'transformers'])
      for (const entry of children(child(root, key)).slice(0, 1)) {
        if (key === 'transformers') this.isPartial = true;
        else this.hasUnseen = true;
        this.#note('kustomize-not-run', entry.key === undefined ? (child(root, key) ?? entry) : entry, { key });
      }
  }

  /** Manifests and patches in JSON, where they are not called a patch. */
  #isUnread(path: Field, text: string): boolean {
    if (!/\.json$/i.test(text) || isJsonPatch(text)) return false;
    this.#note('kustomize-unread', path, { path: text });
    return true;
  }

  #missing(path: Field, text: string): void {
    // Files of other kinds are never read, so nobody knows whether they are there.
    if (/\.[A-Za-z]\w*$/.test(text) && !/\.(?:ya?ml|properties|env|conf|cfg)$/.test(text) && !isJsonPatch(text)) return;
    this.#note('kustomize-missing', path, { path: text });
  }

  #note(code: string, { source, written, key }: Field, args: Readonly<Record<string, string>>): void {
    const span = written?.span ?? key?.span;
    if (source.uri === this.#noted) this.notes.push({ code, args, ...(span && { span }) });
  }
}

/** A patch changes the name and the kind of an object only where its options allow it, and the namespace never. */
function over(object: BuiltObject, patch: Field, options?: Field): BuiltObject | [] {
  const root = patched(object.root, patch);
  if (root === undefined) return [];
  const kept = [
    ...(isTrue(child(options, 'allowKindChange')) ? [] : [['kind']]),
    ...(isTrue(child(options, 'allowNameChange')) ? [] : [['metadata', 'name']]),
    ['metadata', 'namespace'],
  ];
  return withRoot(
    object,
    kept.reduce((result, way) => keptAt(result, object.root, way), root),
  );
}

/** A copy in which what a way leads to is as it was before. */
function keptAt(after: Field, before: Field, way: readonly string[]): Field {
  const was = descend(before, ...way);
  const is = descend(after, ...way);
  if (was === is || (was !== undefined && textOf(was) === textOf(is))) return after;
  if (was !== undefined) return withValueAt(after, way, was);
  const parent = descend(after, ...way.slice(0, -1));
  return parent === undefined
    ? after
    : withValueAt(after, way.slice(0, -1), withChild(parent, way.at(-1) ?? '', undefined));
}

/** A selector that fits nothing is no mistake: kustomize passes the patch over. */
function overAll(
  objects: readonly BuiltObject[],
  patch: Field,
  target: Field,
  options: Field | undefined,
): readonly BuiltObject[] {
  return objects.flatMap((object) => (isSelected(object, target) ? over(object, patch, options) : object));
}

/** Objects and more of them; one that is there already stays the only one of its name. */
function withoutTwins(objects: readonly BuiltObject[], more: readonly BuiltObject[]): readonly BuiltObject[] {
  const keyOf = (object: BuiltObject): string => {
    const { name, namespace } = currentName(object);
    return `${groupOf(object.root)}/${kindOf(object)} ${namespace}/${name}`;
  };
  const known = new Set(objects.map(keyOf));
  return [...objects, ...more.filter((object) => currentName(object).name === '' || !known.has(keyOf(object)))];
}

/** The first document of a kustomization. */
function kustomizationIn(source: Source | undefined, { cache }: Files): Field | undefined {
  const document = source && parseYaml(source.text, { cache }).documents.find(({ root }) => root !== undefined);
  return source && document && rootOf(source, document);
}

/** The documents of a patch that is written in a text. */
function inlineRoots(field: Field | undefined, { cache }: Files): readonly Field[] | undefined {
  const scalar = scalarIn(field);
  const inner = scalar && field && embedded(scalar, field.source.text);
  if (field === undefined || inner === undefined) return undefined;
  const { documents } = parseYaml(inner.text, { cache, embedded: inner.toSource });
  return documents
    .filter(({ root }) => root !== undefined)
    .map((document) => rootOf(field.source, document, pathOf(field)));
}

/** A URL, or a repository as git names it. */
function isRemote(path: string): boolean {
  return /^[a-z][\w+.-]*:\/\/|^git@|^[\w-]+(?:\.[\w-]+)+\/[^/]+\/|[?&]ref=/.test(path) && !path.startsWith('.');
}

function isJsonPatch(path: string): boolean {
  return /patch[^/]*\.json$/i.test(path);
}

function shortName(uri: string): string {
  return uri.split('/').slice(-2).join('/');
}
