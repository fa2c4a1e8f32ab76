import { environmentOfName } from '../../extract/environment.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { declarationsOfObjects } from '../../extract/kubernetes.ts';
import type { Declaration, PropertySet } from '../../model/declaration.ts';
import type { Environment } from '../../model/environment.ts';
import { alone, type Effective } from '../effective.ts';
import type { Files } from '../files.ts';
import type { Brought } from '../helm/installation.ts';
import { chartsOf, requestOf } from '../helm/manifests.ts';
import { Notes } from '../helm/notes.ts';
import { KustomizeBuilder } from './build.ts';
import { currentName, type BuiltObject } from './object.ts';
import { withReferences } from './references.ts';
import { withVars } from './vars.ts';

/**
 * What is applied with a kustomization: its own objects and those of everything it is built on, as its patches leave them.
 * Sources: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/,
 * https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/
 */
export function resolveKustomize(extraction: Extraction, files: Files): Effective {
  const { uri } = extraction;
  const builder = new KustomizeBuilder(files, uri);
  const objects = withVars(withReferences(builder.build(uri)), builder.vars);
  const problems = [...extraction.problems, ...builder.notes];
  if (builder.hasCycle) return alone({ ...extraction, problems });
  if (objects.length === 0 && builder.taken.size === 0)
    return problems.length === extraction.problems.length ? alone(extraction) : alone({ ...extraction, problems });
  const own = extraction.declarations.filter(({ kind }) => kind !== 'properties');
  const environment = environmentIn(extraction, objects);
  const charts = chartsIn(objects, { ...extraction, environment }, files);
  return {
    extraction: {
      ...extraction,
      problems,
      environment,
      declarations: [...own, ...declarationsIn(objects, uri, builder, files), ...charts.declarations],
    },
    covers: [...builder.taken, ...charts.covers],
  };
}

/** The charts that objects of Argo CD and Flux ask for, as the kustomization leaves them. */
function chartsIn(objects: readonly BuiltObject[], { uri, environment }: Extraction, files: Files): Brought {
  const roots = objects.map(({ root }) => root);
  if (!roots.some((root) => requestOf(root) !== undefined)) return { declarations: [], covers: [] };
  return chartsOf(roots, { uri, environment, files, objects: roots, notes: new Notes(uri), taken: new Set() });
}

/** Where neither folder nor name of the file tells, the names its objects were given may. */
function environmentIn({ environment }: Extraction, objects: readonly BuiltObject[]): Environment {
  if (environment !== 'unknown') return environment;
  const found = new Set(
    objects
      .filter(({ names }) => names.length > 1)
      .map((object) => addedTo(object.names[0]?.name ?? '', currentName(object).name))
      .map((added) => environmentOfName(added, false))
      .filter((each) => each !== 'unknown'),
  );
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : 'unknown';
}

/** The prefix or suffix that was put around a name. */
function addedTo(before: string, now: string): string {
  const at = before === '' ? -1 : now.indexOf(before);
  return at < 0 || now === before ? '' : now.slice(0, at) || now.slice(at + before.length);
}

function declarationsIn(
  objects: readonly BuiltObject[],
  uri: string,
  { isPartial }: KustomizeBuilder,
  { cache }: Files,
): readonly Declaration[] {
  const found = declarationsOfObjects(
    objects.map(({ root, partial = false }) => ({ root, partial: partial || isPartial })),
    { cache },
  );
  return objects.flatMap((object, index) => [
    // Charts that an object asks for are seen with all their values.
    ...(found[index] ?? []).filter(({ kind }) => kind !== 'values').map((declaration) => inView(declaration, uri)),
    ...filesOf(object).map((set) => inView(set, uri)),
  ]);
}

/** Names of a view hold in this view only. */
function inView(declaration: Declaration, uri: string): Declaration {
  switch (declaration.kind) {
    case 'workload':
    case 'service':
    case 'budget':
    case 'resource':
      return { ...declaration, scope: `${declaration.scope}?${uri}` };
    case 'properties': {
      const { configMap } = declaration;
      return configMap === undefined
        ? declaration
        : { ...declaration, configMap: { ...configMap, scope: `${configMap.scope}?${uri}` } };
    }
    default:
      return declaration;
  }
}

/** The files of a generated ConfigMap. */
function filesOf(object: BuiltObject): PropertySet[] {
  const { name, namespace } = currentName(object);
  const said = environmentOfName(namespace, false);
  return [...(object.files ?? [])].flatMap(([key, sets]) =>
    sets.map((set): PropertySet => ({
      ...set,
      ...(said !== 'unknown' && { environment: said }),
      configMap: { name, key, scope: `namespace:${namespace}` },
    })),
  );
}
