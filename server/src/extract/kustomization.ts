import type { Property, PropertySet } from '../model/declaration.ts';
import { anchorOf, child, children, textOf } from './field.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { splitAssignment } from './sourced.ts';

/** Literals of `configMapGenerator`: a ConfigMap written as `NAME=value` lines. Files it names are read on their own. */
export function kustomizationSets(object: KubernetesObject): PropertySet[] {
  return children(child(object.root, 'configMapGenerator')).flatMap((generator) => {
    const properties = children(child(generator, 'literals')).map((literal): Property => {
      const { name, raw, key, value } = splitAssignment(literal);
      return {
        name,
        value: raw,
        raw: raw ?? '',
        at: { ...anchorOf(literal), ...(key && { key }), ...(value && { value }) },
      };
    });
    const [first] = properties;
    if (first === undefined) return [];
    const namespace = textOf(child(generator, 'namespace')) ?? textOf(child(object.root, 'namespace'));
    const configMap = { name: textOf(child(generator, 'name')) ?? '', key: '', scope: `namespace:${namespace ?? ''}` };
    return [
      {
        kind: 'properties',
        dialect: 'env',
        fileName: '',
        at: first.at,
        application: undefined,
        profiles: [],
        properties,
        configMap,
      },
    ];
  });
}
