import type { Component } from '../knowledge/types.ts';
import type { ImageReference } from './image-reference.ts';
import { hasVariable } from './image-reference.ts';

/** A version as its place states it, and the product's version it stands for, each undefined where unknown. */
export interface ReadVersion {
  readonly stated: string | undefined;
  readonly product: string | undefined;
}

const none: ReadVersion = { stated: undefined, product: undefined };

/**
 * The version an image tag states. Moving tags (`latest`, `alpine`), variables and numbers of a vendor's own are unknown.
 * A distribution with its own numbering is translated by the table of the component.
 */
export function versionOfImage(reference: ImageReference, component: Component): ReadVersion {
  const { tag } = reference;
  if (tag === undefined || hasVariable(tag)) return none;
  const stated = numberIn(tag, component.id);
  if (stated === undefined) return none;
  const table = distribution(component, reference);
  if (table === undefined) return { stated, product: stated };
  if (embedded(tag, component.id) !== undefined) return { stated, product: stated };
  const [major = '', minor = ''] = stated.split('.');
  const product = table[stated] ?? table[`${major}.${minor}`] ?? table[major];
  return { stated, product };
}

function distribution(component: Component, reference: ImageReference): Readonly<Record<string, string>> | undefined {
  const tables = component.versions.distributions;
  return tables?.[reference.repository] ?? tables?.[reference.name];
}

/** `7.2.4-alpine` → 7.2.4, `v2.1.2` → 2.1.2, `2.13-3.6.1` and `2.12_2.8.1` without Scala's, `0.38.0-kafka-3.6.0` → 3.6.0. */
function numberIn(tag: string, component: string): string | undefined {
  const inner = embedded(tag, component);
  if (inner !== undefined) return inner;
  if (/^v\d+$/.test(tag)) return undefined;
  const scala = /^2\.1[0-3][-_](\d+\.\d+(?:\.\d+)*)/.exec(tag);
  if (scala?.[1] !== undefined) return scala[1];
  return /^[vV]?(\d{1,4}(?:\.\d+){0,3})(?=$|[-_+.](?!\d{6}))/.exec(tag)?.[1];
}

function embedded(tag: string, component: string): string | undefined {
  return new RegExp(`(?:^|[-_])${component}[-_]v?(\\d+\\.\\d+(?:\\.\\d+)?)`, 'i').exec(tag)?.[1];
}

/** A version written outright, in a resource or a chart; `v1_18` where a name allows no dots. */
export function versionOfText(text: string | undefined): ReadVersion {
  const plain = text?.trim().replace(/^v(\d+)_(\d+)$/, '$1.$2');
  const number = plain === undefined ? undefined : /^[vV]?(\d+(?:\.\d+){0,3})(?=$|[-_+])/.exec(plain)?.[1];
  return { stated: number, product: number };
}
