import { span } from '../base/span.ts';
import type { Attribute, Element } from '../syntax/xml.ts';
import type { KeyValue } from './key-value.ts';

/** Without the prefix of its namespace. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The text of an element, named by it. */
export function textSetting(path: string, { name, nameSpan, text, textSpan }: Element): KeyValue {
  return { name: `${path}.${localName(name)}`, value: text, key: nameSpan, valueSpan: textSpan };
}

/** The value of an attribute; its name stands before `="`. */
export function valueSetting(path: string, { name, value, valueSpan }: Attribute): KeyValue {
  const end = Math.max(0, valueSpan.start - 2);
  return { name: `${path}.${localName(name)}`, value, key: span(Math.max(0, end - name.length), end), valueSpan };
}

/** Texts and attributes of an element and all below it, by their way from it. */
export function settingsBelow(
  path: string,
  element: Element,
  isSetting: (attribute: Attribute) => boolean = isOwn,
): KeyValue[] {
  const here = `${path}.${localName(element.name)}`;
  const hasText = element.text !== '' && element.children.length === 0;
  return [
    ...(hasText ? [textSetting(path, element)] : []),
    ...element.attributes.filter(isSetting).map((attribute) => valueSetting(here, attribute)),
    ...element.children.flatMap((child) => settingsBelow(here, child, isSetting)),
  ];
}

/** Namespaces and their schemas set nothing. */
function isOwn({ name }: Attribute): boolean {
  return !/^(?:xmlns|xsi)(?::|$)/.test(name);
}
