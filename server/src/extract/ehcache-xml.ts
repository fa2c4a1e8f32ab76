import { parseXml, type Attribute, type Element } from '../syntax/xml.ts';
import { localName, settingsBelow, textSetting, valueSetting } from './xml-setting.ts';
import type { KeyValue } from './key-value.ts';

/**
 * Settings of an `ehcache.xml`, of version 3 (`<config>`) and 2 (`<ehcache>`). What holds for one cache, or for a template of caches,
 * is named `ehcache.cache.…` whatever the cache is called: `ehcache.cache.expiry.ttl`, `ehcache.cache.timeToLiveSeconds`.
 * Sources: https://www.ehcache.org/documentation/3.10/xml.html, https://www.ehcache.org/documentation/3.10/clustered-cache.html
 */
export function ehcacheSettings(text: string): KeyValue[] {
  const { root } = parseXml(text);
  if (root === undefined) return [];
  const name = localName(root.name);
  const isOwn = name === 'ehcache' || (name === 'config' && /ehcache/.test(namespaces(root)));
  return isOwn ? root.children.flatMap(settingsOf) : [];
}

function namespaces({ attributes }: Element): string {
  return attributes
    .filter(({ name }) => name.startsWith('xmlns'))
    .map(({ value }) => value)
    .join(' ');
}

const caches: ReadonlySet<string> = new Set(['cache', 'cache-template', 'defaultCache']);

function settingsOf(element: Element): KeyValue[] {
  const name = localName(element.name);
  if (caches.has(name)) return [...own('ehcache.cache', element), ...element.children.flatMap(ofCache)];
  return below('ehcache', element);
}

/** Attributes that name things instead of setting them. */
const names: ReadonlySet<string> = new Set(['alias', 'name', 'uses-template']);

function isSetting({ name }: Attribute): boolean {
  return !names.has(name);
}

function own(path: string, { attributes }: Element): KeyValue[] {
  return attributes.filter(isSetting).map((attribute) => valueSetting(path, attribute));
}

function ofCache(element: Element): KeyValue[] {
  const name = localName(element.name);
  if (name === 'expiry') return expiry(element);
  // Of a template the tiers may stand without `resources`.
  return /^(?:resources|heap|offheap|disk)$/.test(name)
    ? below('ehcache.cache', name === 'resources' ? element : { ...element, children: [] })
    : below('ehcache.cache', element);
}

/** Which kind of expiry there is, and how long an entry lives. */
function expiry({ children }: Element): KeyValue[] {
  return children.flatMap((kind) => [
    { name: 'ehcache.cache.expiry', value: localName(kind.name), key: kind.nameSpan, valueSpan: kind.nameSpan },
    ...(kind.text === '' ? [] : [textSetting('ehcache.cache.expiry', kind)]),
  ]);
}

/** All below an element; the tiers of a cache count without the element around them. */
function below(path: string, element: Element): KeyValue[] {
  const isGroup = localName(element.name) === 'resources';
  const found = isGroup
    ? element.children.flatMap((child) => settingsBelow(path, child, isSetting))
    : settingsBelow(path, element, isSetting);
  return [...found, ...replication(element.attributes)];
}

/** Ehcache 2 tells a replicator what to do in one attribute: `properties="replicateAsynchronously=true, …"`. */
function replication(attributes: readonly Attribute[]): KeyValue[] {
  const factory = attributes.find(({ name }) => name === 'class')?.value ?? '';
  const properties = attributes.find(({ name }) => name === 'properties');
  if (properties === undefined || !factory.endsWith('ReplicatorFactory')) return [];
  // An entity is longer in the file than what it stands for.
  if (properties.value.length !== properties.valueSpan.end - properties.valueSpan.start) return [];
  return Array.from(properties.value.matchAll(/(\w+)\s*=\s*(\w+)/g), (match) => {
    const [whole, name = '', value = ''] = match;
    const start = properties.valueSpan.start + match.index;
    const end = start + whole.length;
    return {
      name: `ehcache.cache.replication.${name}`,
      value,
      key: { start, end: start + name.length },
      valueSpan: { start: end - value.length, end },
    };
  });
}
