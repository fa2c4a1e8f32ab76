import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CheckDescription } from '../../knowledge/compile/references.ts';
import { compileFiles, printed } from '../support/knowledge-files.ts';
import { component, concept, rule, sources } from '../support/quasar.ts';

const checks: Readonly<Record<string, CheckDescription>> = {
  'value-is': {
    params: { setting: 'string', values: 'strings', limit: 'integer?', when: 'condition?', yieldsTo: 'strings?' },
  },
};

const sound = {
  'components/quasar.yaml': component,
  'sources.yaml': sources,
  'concepts/orbit.yaml': concept,
  'rules/quasar/not-synchronous.yaml': rule,
};

/** Problems after one change of one of the sound files. */
function after(path: keyof typeof sound, from: string, to: string): string[] {
  const text = sound[path];
  assert.ok(text.includes(from), `the sound file does not hold ${from}`);
  return printed(compileFiles({ ...sound, [path]: text.replace(from, to) }, checks));
}

describe('a sound knowledge base', () => {
  it('has no problems, and what the YAML leaves out is filled in', () => {
    const { knowledge, problems } = compileFiles(sound, checks);
    assert.deepEqual(problems, []);
    const [quasar] = knowledge.components;
    assert.deepEqual(quasar?.server.tools, []);
    assert.equal(quasar?.settings[0]?.id, 'quasar:sync');
    assert.equal(quasar?.settings[0]?.side, 'server');
    assert.deepEqual(knowledge.rules[0]?.components, ['quasar']);
    assert.equal(knowledge.rules[0]?.fixable, false);
  });

  it('may have no rules at all', () => {
    const { problems } = compileFiles({ 'components/quasar.yaml': component, 'sources.yaml': sources });
    assert.deepEqual(problems, []);
  });
});

const component_ = 'components/quasar.yaml';
const rule_ = 'rules/quasar/not-synchronous.yaml';

/** What was changed, and the one problem that must be named. */
const violations: readonly (readonly [
  what: string,
  path: keyof typeof sound,
  from: string,
  to: string,
  problem: string,
])[] = [
  ['an unknown key', component_, 'category:', 'kategory:', "components/quasar.yaml:4:1: unknown key 'kategory'"],
  ['a value outside a list', component_, 'type: boolean', 'type: flag', 'settings.0.type: must be one of'],
  [
    'a missing language',
    component_,
    'short: { en: "A queue.", zh-cn: "一种队列。" }',
    'short: { en: "A queue." }',
    "short: 'zh-cn' is missing",
  ],
  ['an empty text', component_, '"用于排队。"', '" "', 'components/quasar.yaml:9:36: summary.text.zh-cn: is empty'],
  [
    'a sentence without full stop',
    component_,
    '"It queues."',
    '"It queues"',
    'summary.text.en: does not end with a full stop',
  ],
  [
    'a sentence in the wrong language',
    component_,
    '"用于排队。"',
    '"It queues."',
    'summary.text.zh-cn: holds no Chinese',
  ],
  [
    'Chinese in the English text',
    component_,
    '"It queues."',
    '"It queues 队列."',
    'summary.text.en: holds Chinese characters',
  ],
  [
    'different placeholders',
    rule_,
    '"{value} 会丢失写入。"',
    '"会丢失写入。"',
    'placeholders differ between languages: {value} · none',
  ],
  [
    'an unknown source',
    component_,
    'sources: [QUASAR-DOC]\ncap',
    'sources: [QUASAR-BOOK]\ncap',
    "source 'QUASAR-BOOK' is not in sources.yaml",
  ],
  [
    'a statement without a source',
    component_,
    'sources: [QUASAR-DOC]\ncap',
    'sources: []\ncap',
    'components/quasar.yaml:10:12: summary.sources: must NOT have fewer than 1 items',
  ],
  [
    'a setting without a source',
    component_,
    '    sources: [QUASAR-DOC]\nversions',
    'versions',
    "settings.0: 'sources' is missing",
  ],
  ['a version table nobody checked', component_, '  checked: "2026-11-20"\n', '', "versions: 'checked' is missing"],
  [
    'a version that is none',
    component_,
    'released: "2025-03-01"',
    'released: "2025-3-1"',
    'versions.lines.0.released: must match',
  ],
  [
    'an address that is none',
    'sources.yaml',
    'https://quasar.example/docs/',
    'https://quasar example/',
    'is not an address',
  ],
  ['a source nobody dated', 'sources.yaml', '  read: "2026-11-20"\n', '', "QUASAR-DOC: 'read' is missing"],
  ['a day that does not exist', 'sources.yaml', '2026-11-20', '2026-02-30', "'2026-02-30' is not a date"],
  [
    'two defaults for one version',
    component_,
    '"<2.0.0"',
    '"<=2.0.0"',
    "defaults of 'quasar:sync' overlap: '<=2.0.0' and '>=2.0.0'",
  ],
  ['a range that is none', component_, '">=2.0.0"', '"two and later"', "'two and later' is not a range of versions"],
  [
    'a default of a foreign image',
    component_,
    'value: "true", sources',
    'value: "true", image: pulsar/pulsar, sources',
    "'pulsar/pulsar' is no image of quasar",
  ],
  [
    'lines in the wrong order',
    component_,
    'version: "1.9"',
    'version: "2.1"',
    'version lines stand newest first: 2.0 before 2.1',
  ],
  [
    'an end before the release',
    component_,
    'endOfLife: "2024-01-10"',
    'endOfLife: "2022-01-10"',
    'version 1.9 ended before it was released',
  ],
  [
    'the same image twice',
    component_,
    '[quasar/quasar]',
    '[quasar/quasar, quasar/quasar]',
    'must NOT have duplicate items',
  ],
  [
    'an id that is not the file name',
    component_,
    'id: quasar\n',
    'id: pulsar\n',
    "id 'pulsar' does not agree with the file name: expected 'quasar'",
  ],
  [
    'an example of no known kind',
    component_,
    '"image: quasar',
    '"picture: quasar',
    'examples.is.0: must match pattern',
  ],
  [
    'a reference into nothing',
    'concepts/orbit.yaml',
    '[quasar,',
    '[pulsar,',
    "'pulsar' is no concept, comparison, component, setting or rule",
  ],
  [
    'a check that does not exist',
    rule_,
    'check: value-is',
    'check: value-was',
    'there is no check server/src/rules/value-was.ts',
  ],
  ['a missing parameter', rule_, ', values: ["false"]', '', "check 'value-is' needs the parameter 'values'"],
  [
    'a parameter of another type',
    rule_,
    'values: ["false"]',
    'values: "false"',
    "parameter 'values' of check 'value-is' must be a list of texts",
  ],
  [
    'a number that is none',
    rule_,
    'values: ["false"]',
    'values: ["false"], limit: 1.5',
    "parameter 'limit' of check 'value-is' must be a whole number",
  ],
  ['a parameter nobody reads', rule_, 'values:', 'since: 1, values:', "check 'value-is' has no parameter 'since'"],
  ['an unknown setting in a parameter', rule_, 'quasar:sync', 'quasar:async', "setting 'quasar:async' does not exist"],
  [
    'an unknown setting in a condition',
    rule_,
    'values:',
    'when: { settings: { "quasar:async": { in: [true] } } }, values:',
    "setting 'quasar:async' does not exist",
  ],
  [
    'a condition nobody knows',
    rule_,
    'values:',
    'when: { weather: fine }, values:',
    "params.when: unknown key 'weather'",
  ],
  [
    'a range that is none, in a condition',
    rule_,
    'values:',
    'when: { version: old }, values:',
    "'old' is not a range of versions",
  ],
  [
    'a rule to yield to that does not exist',
    rule_,
    'values:',
    'yieldsTo: [quasar/other], values:',
    "rule 'quasar/other' does not exist",
  ],
  [
    'a component that does not exist',
    rule_,
    'confidence:',
    'components: [pulsar]\nconfidence:',
    "component 'pulsar' does not exist",
  ],
  ['a severity left out', rule_, ', dev: "off"', '', "severity: 'dev' is missing"],
  [
    'broken YAML',
    component_,
    'homepage: https',
    'homepage: "https',
    'components/quasar.yaml:5:35: Missing closing "quote',
  ],
];

describe('the build names', () => {
  for (const [what, path, from, to, problem] of violations) {
    it(what, () => {
      const problems = after(path, from, to);
      assert.ok(
        problems.some((line) => line.includes(problem)),
        `expected '${problem}', got\n${problems.join('\n')}`,
      );
    });
  }

  it('sources that are not sorted', () => {
    const second = sources.replace('QUASAR-DOC', 'ALPHA-DOC');
    const problems = printed(compileFiles({ ...sound, 'sources.yaml': sources + second }, checks));
    assert.deepEqual(problems, ["sources.yaml:8:1: 'ALPHA-DOC' stands after 'QUASAR-DOC': sort by key"]);
  });

  it('two components with the same evidence', () => {
    const copy = component.replaceAll('quasar\n', 'blazar\n').replace('id: sync', 'id: speed');
    const problems = printed(compileFiles({ ...sound, 'components/blazar.yaml': copy }, checks));
    assert.deepEqual(problems, [
      "components/quasar.yaml:16:12: image 'quasar/quasar' is already evidence of blazar",
      "components/quasar.yaml:17:9: variable 'QUASAR_NODE_ID' is already evidence of blazar",
      "components/quasar.yaml:19:13: URL scheme 'quasar' is already evidence of blazar",
    ]);
  });

  it('the same evidence of every kind', () => {
    const evidence = `server:
  imageNames: [quasar-server]
  commands: [quasard]
  files: [quasar.conf]
  properties: [quasar.core]
  resources: [{ kind: quasar.example/Quasar }]
  charts: [{ key: quasar, with: [replicas] }]
client:
  properties: [{ name: quasar.address, holds: endpoints }]
  env: [{ name: QUASAR_ADDRESS }]
  words: [QUASAR]
  resources: [{ kind: quasar.example/Topic }]
settings:`;
    const one = component.replace(/server:[\s\S]*?\nsettings:/, evidence);
    const two = one.replaceAll('quasar\n', 'blazar\n').replace('id: sync', 'id: speed');
    const problems = printed(
      compileFiles({ 'components/quasar.yaml': one, 'components/blazar.yaml': two, 'sources.yaml': sources }),
    );
    const kinds = problems.flatMap(
      (line) => / ([a-zA-Z ]+) '[^']+' is already evidence of blazar/.exec(line)?.[1] ?? [],
    );
    assert.deepEqual(kinds, [
      'image name',
      'command',
      'file name',
      'property prefix',
      'resource',
      'chart key',
      'client property',
      'client variable',
      'word',
      'client resource',
    ]);
  });

  it('two settings with the same spelling, compared as Spring does', () => {
    const one = 'spellings: { spring: [quasar.max-pool-size] }';
    const two = `
  - id: pool
    type: integer
    title: { en: Pool, zh-cn: 连接池 }
    summary: { en: "Size.", zh-cn: "大小。" }
    spellings: { spring: [quasar.maxPoolSize] }
    sources: [QUASAR-DOC]
versions:`;
    const text = component.replace('spellings: { native: [sync] }', one).replace('\nversions:', two);
    const problems = printed(compileFiles({ ...sound, 'components/quasar.yaml': text }, checks));
    assert.deepEqual(problems, [
      "components/quasar.yaml:34:27: spring spelling 'quasar.maxPoolSize' of 'quasar:pool' already spells 'quasar:sync'",
    ]);
  });

  it('a former id that another rule has', () => {
    const second = rule.replace('id: quasar/not-synchronous', 'id: quasar/other\naliases: [quasar/not-synchronous]');
    const problems = printed(compileFiles({ ...sound, 'rules/quasar/other.yaml': second }, checks));
    assert.deepEqual(problems, [
      "rules/quasar/other.yaml:3:11: 'quasar/not-synchronous' already names quasar/not-synchronous",
    ]);
  });

  it('a further name that another entry has', () => {
    const named = concept.replace('\nstatement', '\nalsoCalled: [quasar]\nstatement');
    const problems = printed(
      compileFiles({ 'components/quasar.yaml': component, 'sources.yaml': sources, 'concepts/orbit.yaml': named }),
    );
    assert.deepEqual(problems, ["concepts/orbit.yaml:4:14: 'quasar' is already a name of quasar"]);
  });

  it('a file that belongs nowhere', () => {
    const problems = printed(compileFiles({ ...sound, 'component/quasar.yaml': component }, checks));
    assert.deepEqual(problems, [
      'component/quasar.yaml:1:1: is no part of the knowledge base: see knowledge/README.md',
    ]);
  });

  it('nothing else when one file cannot be read', () => {
    const problems = printed(
      compileFiles({ ...sound, 'components/quasar.yaml': component.replace('id: quasar', 'id: "quasar') }, checks),
    );
    assert.equal(problems.length, 1, problems.join('\n'));
    const withoutSources = printed(
      compileFiles({ ...sound, 'sources.yaml': sources.replace('title', 'name') }, checks),
    );
    assert.ok(
      withoutSources.every((line) => line.startsWith('sources.yaml:')),
      withoutSources.join('\n'),
    );
  });

  it('every problem, in the order of files and lines', () => {
    const broken = component.replace('"It queues."', '"It queues"').replace('type: boolean', 'type: flag');
    const unsound = concept.replace('[quasar,', '[pulsar,').replace('"It goes round."', '"It goes round"');
    const problems = printed(
      compileFiles({ ...sound, 'components/quasar.yaml': broken, 'concepts/orbit.yaml': unsound }, checks),
    );
    const places = problems.map((line) => line.split(':').slice(0, 2).join(':'));
    assert.deepEqual(places, places.toSorted());
    assert.ok(
      problems.some((line) => line.includes('settings.0.type')) &&
        problems.some((line) => line.includes('statement.text.en')),
    );
  });
});
