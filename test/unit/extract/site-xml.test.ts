import assert from 'node:assert/strict';
import { test } from 'node:test';
import { siteProperties } from '../../../server/src/extract/site-xml.ts';

function pairs(text: string): string[] {
  return siteProperties(text).map(({ name, value, key, valueSpan }) => {
    assert.equal(text.slice(key.start, key.end), name);
    const written = text.slice(valueSpan.start, valueSpan.end);
    return written === value ? `${name}=${value}` : `${name}=${value} (${written})`;
  });
}

test('hdfs-site.xml: names and values where they stand', () => {
  const text = `<?xml version="1.0"?>
<?xml-stylesheet type="text/xsl" href="configuration.xsl"?>
<configuration>
  <property>
    <name>dfs.replication</name>
    <value>3</value>
    <description>copies of a block</description>
  </property>
  <property><value>
    qjournal://jn-1:8485;jn-2:8485/lake
  </value><final>true</final><name>dfs.namenode.shared.edits.dir</name></property>
</configuration>
`;
  assert.deepEqual(pairs(text), [
    'dfs.replication=3',
    'dfs.namenode.shared.edits.dir=qjournal://jn-1:8485;jn-2:8485/lake',
  ]);
});

test('what stands in a comment does not count', () => {
  const text = `<configuration>
  <!-- <property><name>dfs.replication</name><value>1</value></property> -->
  <property><name>dfs.blocksize</name><!-- 128 MB --><value>134217728</value></property>
  <!-- never closed <property><name>a</name><value>b</value></property>
`;
  assert.deepEqual(pairs(text), ['dfs.blocksize=134217728']);
});

test('entities are read; a property without a value, or only begun, says nothing', () => {
  const text = `<configuration>
<property><name>dfs.hosts</name><value></value></property>
<property><name>hive.filter</name><value>a &lt; b &amp;&amp; c</value></property>
<property><name>dfs.name.dir</name></property>
<property><name>dfs.data.dir</name>`;
  assert.deepEqual(pairs(text), ['dfs.hosts=', 'hive.filter=a < b && c (a &lt; b &amp;&amp; c)']);
});
