import { anchorOf, child, children, listOf, mapOf, textOf, type Field } from '../../extract/field.ts';
import type { Origin } from '../../model/origin.ts';
import { groupOf, kindOf, type BuiltObject, withRoot } from './object.ts';
import { fieldAt, stepsOf } from './replacements.ts';
import { changed, madeText, withChild } from './tree.ts';

/**
 * The objects with `$(NAME)` filled in where containers name a variable of the kustomizations: in commands, arguments and variables.
 * Its value is that of a field once everything else is done. A name that is no variable stays; `$$` stands for one `$`.
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/vars/
 */
export function withVars(objects: readonly BuiltObject[], vars: readonly Field[]): readonly BuiltObject[] {
  const values = new Map<string, Origin>();
  for (const entry of vars) {
    const name = textOf(child(entry, 'name'));
    const field = name === undefined ? undefined : valueOf(entry, objects);
    const value = textOf(field);
    if (name !== undefined && field !== undefined && value !== undefined)
      values.set(name, { name, value, at: anchorOf(field) });
  }
  if (values.size === 0) return objects;
  return objects.map((object) =>
    withRoot(
      object,
      changed(object.root, (field, parent) => (isContainer(field, parent) ? filled(field, values) : field)),
    ),
  );
}

/** The field that a variable takes its value from; undefined where no object or several are meant. */
function valueOf(entry: Field, objects: readonly BuiltObject[]): Field | undefined {
  const wanted = child(entry, 'objref');
  const [object, ...others] = objects.filter((each) => isMeant(each, wanted));
  if (object === undefined || others.length > 0) return undefined;
  const fieldref = child(entry, 'fieldref');
  const path = textOf(child(fieldref, 'fieldpath')) ?? textOf(child(fieldref, 'fieldPath')) ?? 'metadata.name';
  return fieldAt(object.root, stepsOf(path.replace(/\[(\d+)\]/g, '.$1')));
}

function isMeant(object: BuiltObject, wanted: Field | undefined): boolean {
  const says = (key: string): string | undefined => textOf(child(wanted, key));
  const version = says('apiVersion');
  const group = says('group') ?? (version?.includes('/') ? version.slice(0, version.indexOf('/')) : undefined);
  const namespace = says('namespace');
  return (
    kindOf(object) === says('kind') &&
    (group === undefined || groupOf(object.root) === group) &&
    object.names.some((each) => each.name === says('name') && (namespace ?? each.namespace) === each.namespace)
  );
}

function isContainer(field: Field, parent: Field | undefined): boolean {
  return (
    /^(?:initC|c)ontainers$/.test(parent?.key?.value ?? '') &&
    listOf(parent) !== undefined &&
    mapOf(field) !== undefined
  );
}

type Values = ReadonlyMap<string, Origin>;

function filled(container: Field, values: Values): Field {
  let result = container;
  for (const name of ['command', 'args']) {
    const words = child(result, name);
    if (listOf(words) !== undefined && words !== undefined)
      result = withChild(result, name, { ...words, merged: children(words).map((word) => withValues(word, values)) });
  }
  const env = child(result, 'env');
  if (env === undefined || listOf(env) === undefined) return result;
  const variables = children(env).map((variable) => {
    const value = child(variable, 'value');
    return value === undefined ? variable : withChild(variable, 'value', withValues(value, values));
  });
  return withChild(result, 'env', { ...env, merged: variables });
}

function withValues(field: Field, values: Values): Field {
  const raw = textOf(field);
  if (raw?.includes('$') !== true) return field;
  const via: Origin[] = [];
  const text = raw.replace(/\$(?:\$|\(([^()]*)\))/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    const origin = values.get(name);
    if (origin?.value === undefined) return whole;
    via.push(origin);
    return origin.value;
  });
  return text === raw ? field : { ...madeText(text, field), made: { raw, via } };
}
