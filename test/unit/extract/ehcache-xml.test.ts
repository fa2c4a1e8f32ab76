import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ehcacheSettings } from '../../../server/src/extract/ehcache-xml.ts';
import { terracottaSettings } from '../../../server/src/extract/terracotta-xml.ts';
import type { KeyValue } from '../../../server/src/extract/key-value.ts';
import { partOf, shownClient } from '../../support/workspace.ts';

/** `name=value`, with the text at its place behind it where that is another one. */
function shown(text: string, settings: readonly KeyValue[]): string[] {
  return settings.map(({ name, value, valueSpan }) => {
    const written = text.slice(valueSpan.start, valueSpan.end);
    return written === value ? `${name}=${value}` : `${name}=${value} (${written})`;
  });
}

describe('ehcache.xml of version 3', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<eh:config xmlns:eh="http://www.ehcache.org/v3" xmlns:tc='http://www.ehcache.org/v3/clustered'>
  <eh:service>
    <tc:cluster>
      <tc:connection url="terracotta://tc-1:9410,tc-2:9410/shop"/>
      <tc:server-side-config auto-create="true"/>
    </tc:cluster>
  </eh:service>
  <eh:cache alias="orders" uses-template="short">
    <eh:expiry><eh:ttl unit="minutes">10</eh:ttl></eh:expiry>
    <eh:resources>
      <eh:heap unit="entries">2000</eh:heap>
      <eh:disk persistent="true" unit="GB">1</eh:disk>
      <tc:clustered-dedicated unit="MB">64</tc:clustered-dedicated>
    </eh:resources>
    <tc:clustered-store consistency="strong"/>
  </eh:cache>
  <eh:cache-template name="short">
    <eh:expiry><eh:none/></eh:expiry>
    <eh:heap unit="entries">200</eh:heap>
  </eh:cache-template>
</eh:config>
`;

  test('tiers, expiry and the cluster, where they stand', () => {
    assert.deepEqual(
      shown(text, ehcacheSettings(text)).filter((each) => !/\.unit=/.test(each)),
      [
        'ehcache.service.cluster.connection.url=terracotta://tc-1:9410,tc-2:9410/shop',
        'ehcache.service.cluster.server-side-config.auto-create=true',
        'ehcache.cache.expiry=ttl (eh:ttl)',
        'ehcache.cache.expiry.ttl=10',
        'ehcache.cache.heap=2000',
        'ehcache.cache.disk=1',
        'ehcache.cache.disk.persistent=true',
        'ehcache.cache.clustered-dedicated=64',
        'ehcache.cache.clustered-store.consistency=strong',
        'ehcache.cache.expiry=none (eh:none)',
        'ehcache.cache.heap=200',
      ],
    );
  });

  test('the application is a client of the Terracotta servers', () => {
    const part = partOf('orders/src/main/resources/ehcache.xml', text);
    assert.deepEqual(part.clients.map(shownClient), ['ehcache cache: tc-1:9410 tc-2:9410']);
    assert.deepEqual(part.problems, []);
  });
});

describe('ehcache.xml of version 2', () => {
  const text = `<ehcache updateCheck="false">
  <diskStore path="java.io.tmpdir"/>
  <defaultCache eternal="true" maxElementsInMemory="1000"/>
  <cache name="com.shop.Order" timeToLiveSeconds="600" overflowToDisk="false">
    <persistence strategy="localTempSwap"/>
    <cacheEventListenerFactory class="net.sf.ehcache.distribution.RMICacheReplicatorFactory"
                               properties="replicateAsynchronously=true, replicatePuts=true"/>
  </cache>
</ehcache>
`;

  test('attributes of caches, and those of a replicator in one text', () => {
    assert.deepEqual(
      shown(text, ehcacheSettings(text)).filter((each) => !/\.(?:class|properties)=/.test(each)),
      [
        'ehcache.diskStore.path=java.io.tmpdir',
        'ehcache.cache.eternal=true',
        'ehcache.cache.maxElementsInMemory=1000',
        'ehcache.cache.timeToLiveSeconds=600',
        'ehcache.cache.overflowToDisk=false',
        'ehcache.cache.persistence.strategy=localTempSwap',
        'ehcache.cache.replication.replicateAsynchronously=true',
        'ehcache.cache.replication.replicatePuts=true',
      ],
    );
  });

  test('a cache in the process alone has no address', () => {
    assert.deepEqual(partOf('src/main/resources/ehcache.xml', text).clients.map(shownClient), ['ehcache cache:']);
  });

  test('begun and not ended, it says what is there', () => {
    const begun = '<ehcache>\n  <cache name="orders" eternal="true" timeToLiveSeconds=';
    assert.deepEqual(ehcacheSettings('<ehcache>\n  <cache name="orders" eternal="true">\n    <persist').length, 1);
    assert.ok(ehcacheSettings(begun).length <= 1);
  });
});

test('other XML under such a name says nothing', () => {
  const beans =
    '<beans xmlns="http://www.springframework.org/schema/beans">\n  <bean id="ehcache" class="x"/>\n</beans>\n';
  assert.deepEqual(partOf('src/main/resources/spring-ehcache.xml', beans).clients, []);
  assert.deepEqual(ehcacheSettings('<config><cache alias="orders"/></config>'), []);
  assert.deepEqual(ehcacheSettings('no XML at all'), []);
});

describe('Terracotta servers', () => {
  const text = `<tc-config xmlns="http://www.terracotta.org/config" xmlns:ohr="http://www.terracotta.org/config/offheap-resource">
  <plugins>
    <config>
      <ohr:offheap-resources>
        <ohr:resource name="primary" unit="MB">512</ohr:resource>
      </ohr:offheap-resources>
    </config>
  </plugins>
  <servers>
    <server host="tc-1" name="one"><tsa-port>9410</tsa-port></server>
    <server host="tc-2" name="two"/>
  </servers>
  <failover-priority><consistency><voter count="1"/></consistency></failover-priority>
</tc-config>
`;

  test('tc-config.xml', () => {
    assert.deepEqual(shown(text, terracottaSettings(text)), [
      'failover-priority=consistency:1 (consistency)',
      'server.host=tc-1',
      'server.host=tc-2',
      'offheap-resources=512',
    ]);
    const [server] = partOf('terracotta/tc-config.xml', text).deployments;
    assert.deepEqual(
      [server?.component, server?.topology, server?.members.map(({ host }) => host)],
      ['ehcache', 'replicated', ['tc-1', 'tc-2']],
    );
  });

  test('the properties of later versions, by what they say', () => {
    const properties =
      'failover-priority=availability\noffheap-resources=main:512MB\nstripe.1.node.1.name=one\nstripe.1.node.1.hostname=tc-1\nstripe.1.node.2.hostname=tc-2\n';
    const [server] = partOf('terracotta/shop.properties', properties).deployments;
    assert.deepEqual(
      [server?.component, server?.settings.get('ehcache:failover-priority')?.[0]?.value, server?.members.length],
      ['ehcache', 'availability', 2],
    );
  });

  test('another root', () => assert.deepEqual(terracottaSettings('<config><servers/></config>'), []));
});
