import { childNamed, childrenNamed, parseXml } from '../syntax/xml.ts';
import type { KeyValue } from './key-value.ts';

/**
 * Settings of a Hadoop configuration file: `<property><name>…</name><value>…</value></property>`, in either order. A property
 * without one of them says nothing.
 */
export function siteProperties(text: string): KeyValue[] {
  return childrenNamed(parseXml(text).root, 'property').flatMap((property) => {
    const name = childNamed(property, 'name');
    const value = childNamed(property, 'value');
    if (name === undefined || value === undefined || name.text === '') return [];
    return [{ name: name.text, value: value.text, key: name.textSpan, valueSpan: value.textSpan }];
  });
}
