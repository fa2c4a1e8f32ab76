import { child, children, descend, textOf, type Field } from '../../extract/field.ts';
import type { PropertySet } from '../../model/declaration.ts';

/** A name an object has or had before a kustomization changed it. */
export interface ObjectName {
  readonly name: string;
  /** Empty where none is given. */
  readonly namespace: string;
}

/** An object on its way through kustomizations. */
export interface BuiltObject {
  readonly root: Field;
  /** All names it went by, the first one first: references and patches may use any of them. */
  readonly names: readonly ObjectName[];
  /** What was put around its name, kustomization by kustomization: tells copies of a base that several others take. */
  readonly affixes?: readonly string[];
  /** Files of a generated ConfigMap or Secret by their key; each is read where it stands. */
  readonly files?: ReadonlyMap<string, readonly PropertySet[]>;
  /** A patch whose object nobody sees, or an object that a patch nobody sees may change: what is absent says nothing. */
  readonly partial?: boolean;
}

export function builtObject(root: Field): BuiltObject {
  return { root, names: [nameIn(root)] };
}

/** The object with another content; a name that changed is remembered. */
export function withRoot(object: BuiltObject, root: Field): BuiltObject {
  if (root === object.root) return object;
  const now = nameIn(root);
  const before = object.names.at(-1);
  const isSame = before?.name === now.name && before.namespace === now.namespace;
  const { files } = object;
  return {
    ...object,
    root,
    names: isSame ? object.names : [...object.names, now],
    ...(files && { files: withoutReplaced(files, object.root, root) }),
  };
}

/** A generated file whose key a patch gives another text is not in force. */
function withoutReplaced(
  files: ReadonlyMap<string, readonly PropertySet[]>,
  before: Field,
  now: Field,
): ReadonlyMap<string, readonly PropertySet[]> {
  const had = new Set(keysOf(before));
  const added = new Set(keysOf(now).filter((key) => !had.has(key)));
  return added.size === 0 ? files : new Map([...files].filter(([key]) => !added.has(key)));
}

function keysOf(root: Field): readonly string[] {
  return ['data', 'stringData', 'binaryData'].flatMap((name) =>
    children(child(root, name)).flatMap(({ key }) => key?.value ?? []),
  );
}

export function kindOf({ root }: BuiltObject): string {
  return textOf(child(root, 'kind')) ?? '';
}

export function groupOf(root: Field): string {
  const version = textOf(child(root, 'apiVersion')) ?? '';
  return version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
}

export function currentName({ names }: BuiltObject): ObjectName {
  return names.at(-1) ?? { name: '', namespace: '' };
}

export function nameIn(root: Field): ObjectName {
  return {
    name: textOf(descend(root, 'metadata', 'name')) ?? '',
    namespace: textOf(descend(root, 'metadata', 'namespace')) ?? '',
  };
}
