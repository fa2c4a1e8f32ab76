import { parseXml, type Element } from '../syntax/xml.ts';
import type { KeyValue } from './key-value.ts';
import { localName, settingsBelow, valueSetting } from './xml-setting.ts';

/**
 * Settings of an ActiveMQ broker: of Classic's `activemq.xml` the `broker` among the beans (`broker.persistent`,
 * `broker.persistenceAdapter.kahaDB.…`), of Artemis' `broker.xml` the `core` (`core.persistence-enabled`).
 * Sources: https://activemq.apache.org/components/classic/documentation/xml-configuration,
 * https://activemq.apache.org/components/artemis/documentation/latest/configuration-index.html
 */
export function activemqSettings(text: string): KeyValue[] {
  const { root } = parseXml(text);
  if (root === undefined) return [];
  const [core] = root.children.filter((child) => localName(child.name) === 'core');
  const isArtemis =
    localName(root.name) === 'configuration' && root.attributes.some(({ value }) => value === 'urn:activemq');
  if (isArtemis && core !== undefined) return core.children.flatMap((child) => settingsBelow('core', child));
  return [root, ...root.children].filter(isBroker).flatMap(ofBroker);
}

/** Other products have brokers, too: a name space or a name says that it is one of ActiveMQ. */
function isBroker({ name, attributes }: Element): boolean {
  return (
    localName(name) === 'broker' &&
    (/^(?:amq|activemq):/.test(name) ||
      attributes.some(({ name: key, value }) => key === 'brokerName' || /activemq\.apache\.org/.test(value)))
  );
}

function ofBroker({ attributes, children }: Element): KeyValue[] {
  const own = attributes.filter(({ name }) => !name.startsWith('xmlns'));
  return [
    ...own.map((attribute) => valueSetting('broker', attribute)),
    ...children.flatMap((child) => settingsBelow('broker', child)),
  ];
}
