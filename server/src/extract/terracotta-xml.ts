import { parseXml, type Element } from '../syntax/xml.ts';
import type { KeyValue } from './key-value.ts';
import { localName, valueSetting } from './xml-setting.ts';

/**
 * Settings of a Terracotta server's `tc-config.xml`: what it prefers when servers cannot see each other, its servers, and its
 * resources off the heap.
 * Source: https://documentation.softwareag.com/onlinehelp/Rohan/tc-ehcache_10-0/webhelp/tc-ehcache-webhelp/co-srv_configuration_file.html
 */
export function terracottaSettings(text: string): KeyValue[] {
  const { root } = parseXml(text);
  if (root === undefined || localName(root.name) !== 'tc-config') return [];
  return [...failover(find(root, 'failover-priority')), ...servers(root), ...resources(root)];
}

/** `<failover-priority><consistency><voter count="2"/></consistency></failover-priority>` is `consistency:2`. */
function failover(element: Element | undefined): KeyValue[] {
  const [choice] = element?.children ?? [];
  if (choice === undefined) return [];
  const voters = find(choice, 'voter')?.attributes.find(({ name }) => name === 'count')?.value;
  const value = localName(choice.name) + (voters === undefined ? '' : `:${voters}`);
  return [{ name: 'failover-priority', value, key: choice.nameSpan, valueSpan: choice.nameSpan }];
}

function servers(root: Element): KeyValue[] {
  return (find(root, 'servers')?.children ?? []).flatMap((server) => {
    const host = server.attributes.find(({ name }) => name === 'host');
    return localName(server.name) !== 'server' || host === undefined ? [] : [valueSetting('server', host)];
  });
}

function resources(root: Element): KeyValue[] {
  return all(root, 'resource').map(({ nameSpan, text, textSpan }) => ({
    name: 'offheap-resources',
    value: text,
    key: nameSpan,
    valueSpan: textSpan,
  }));
}

function find(element: Element, name: string): Element | undefined {
  return element.children.find((child) => localName(child.name) === name);
}

function all(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((child) => (localName(child.name) === name ? [child] : all(child, name)));
}
