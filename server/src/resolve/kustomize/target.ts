import { child, descend, textOf, textsOf, type Field } from '../../extract/field.ts';
import { groupOf, kindOf, nameIn, type BuiltObject } from './object.ts';

/**
 * Whether a selector of a patch or a replacement means an object. Names are regular expressions over the whole name.
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/
 */
export function isSelected(object: BuiltObject, selector: Field): boolean {
  const { root, names } = object;
  const says = (key: string): string | undefined => textOf(child(selector, key)) || undefined;
  const version = (textOf(child(root, 'apiVersion')) ?? '').replace(/^.*\//, '');
  return (
    fits(says('kind'), kindOf(object)) &&
    fits(says('group'), groupOf(root)) &&
    fits(says('version'), version) &&
    names.some(({ name, namespace }) => fits(says('name'), name) && fits(says('namespace'), namespace)) &&
    holds(says('labelSelector'), textsOf(descend(root, 'metadata', 'labels'))) &&
    holds(says('annotationSelector'), textsOf(descend(root, 'metadata', 'annotations')))
  );
}

/** The object a patch without a selector means: by kind and by one of its names. */
export function isMeant(object: BuiltObject, patch: Field): boolean {
  const wanted = nameIn(patch);
  return (
    kindOf(object) === textOf(child(patch, 'kind')) &&
    groupOf(object.root) === groupOf(patch) &&
    object.names.some(
      ({ name, namespace }) =>
        name === wanted.name && (wanted.namespace === '' || effective(namespace) === effective(wanted.namespace)),
    )
  );
}

function effective(namespace: string): string {
  return namespace === '' ? 'default' : namespace;
}

function fits(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined || pattern === text) return true;
  // Anything beyond the simplest expressions could run for ever.
  if (!/^\^?(?:[\w.-]|\.[*+]|\*)*\$?$/.test(pattern) && !/^\(?[\w.|-]+\)?$/.test(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern.replace(/^\^|\$$/g, '')})$`).test(text);
  } catch {
    return false;
  }
}

/** `app=kafka,tier in (a, b),!legacy`. */
function holds(selector: string | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) return true;
  return selector.split(/,(?![^(]*\))/).every((term) => {
    const text = term.trim();
    const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
    if (set !== null) {
      const values = (set[3] ?? '').split(',').map((each) => each.trim());
      return values.includes(labels[set[1] ?? ''] ?? '\0') === (set[2] === 'in');
    }
    const pair = /^([^\s=!]+)\s*(==?|!=)\s*(\S*)$/.exec(text);
    if (pair !== null) return (labels[pair[1] ?? ''] === pair[3]) === (pair[2] !== '!=');
    return text.startsWith('!') ? !(text.slice(1) in labels) : text in labels;
  });
}
