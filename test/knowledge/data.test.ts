import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { knowledgeFiles, loadChecks, shapes } from '../../knowledge/build.ts';
import { compile } from '../../knowledge/compile/compile.ts';
import { catalogModule, registryModule } from '../../knowledge/compile/emit.ts';
import { languages } from '../../server/src/base/language.ts';
import { defaultOf } from '../../server/src/knowledge/default-value.ts';
import type { Claim } from '../../server/src/knowledge/types.ts';

const { checks, problems: unloaded } = await loadChecks();
const { knowledge, problems } = compile(knowledgeFiles(), shapes(), checks);

it('the knowledge base has no problems', () => assert.deepEqual([...unloaded, ...problems], []));

it('what is written reads back as it is, in the text of a module', async () => {
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(catalogModule(knowledge))}`);
  assert.ok(typeof module === 'object' && module !== null && 'catalogJson' in module);
  assert.deepEqual(JSON.parse(String(module.catalogJson)), JSON.parse(JSON.stringify(knowledge)));
});

it('the registry imports every check once, sorted', () => {
  const text = registryModule(['setting-value', 'member-count']);
  assert.match(
    text,
    /import \{ check as memberCount \} from '\.\/member-count\.ts';\nimport \{ check as settingValue \}/,
  );
  assert.match(text, / {2}'member-count': memberCount,\n {2}'setting-value': settingValue,\n/);
  assert.match(registryModule([]), /= \{\};/);
});

it('every source is used', () => {
  const used = new Set(
    JSON.stringify([
      knowledge.components,
      knowledge.rules,
      knowledge.concepts,
      knowledge.comparisons,
      knowledge.boms,
    ]).match(/"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*"/g),
  );
  const unused = knowledge.sources.map(({ key }) => key).filter((key) => !used.has(`"${key}"`));
  assert.deepEqual(unused, []);
});

it('every need that a component answers has a name', () => {
  const needs = new Set(knowledge.components.flatMap(({ offers }) => offers.map(({ need }) => need)));
  assert.deepEqual(
    [...needs].filter((need) => !(`need.${need}` in knowledge.phrases)),
    [],
  );
});

it('the phrases stand in the order of their keys', () => {
  const keys = Object.keys(knowledge.phrases);
  assert.deepEqual(keys, keys.toSorted());
});

for (const component of knowledge.components) {
  describe(component.id, () => {
    it('can be recognised, explained and questioned', () => {
      const { server, client } = component;
      assert.ok(server.images.length > 0 || server.properties.length > 0 || client.properties.length > 0);
      assert.ok(component.topologies.length > 0 && component.pitfalls.length > 0 && component.questions.length > 0);
      assert.ok(component.cap.flips.length > 0 && component.offers.length > 0 && component.links.length > 0);
      assert.ok(component.settings.length > 0 && component.versions.lines.length > 0);
      assert.ok(component.examples.isNot.length > 0);
    });

    it('carries no label where conditions are needed', () => {
      const claims: readonly Claim[] = [
        component.summary,
        component.cap.statement,
        ...component.cap.flips,
        ...component.pitfalls,
      ];
      for (const { text } of claims) {
        for (const language of languages) assert.doesNotMatch(text[language], /\bis (?:CP|AP)\b|是\s*(?:CP|AP)\b/);
      }
    });

    it('has one default for each version it knows', () => {
      for (const line of component.versions.lines) {
        for (const setting of component.settings) {
          const known = defaultOf(setting, line.version, undefined);
          assert.ok(known === undefined || setting.defaults.includes(known));
        }
      }
    });

    it('names each need once', () => {
      const needs = component.offers.map(({ need }) => need);
      assert.deepEqual(needs, [...new Set(needs)]);
    });

    it('explains values that its own type allows', () => {
      for (const { id, type, values } of component.settings) {
        for (const { value } of values) {
          if (type === 'boolean') assert.match(value, /^(?:true|false|yes|no|on|off)$/, id);
          if (type === 'integer') assert.match(value, /^-?\d+$/, id);
        }
        assert.equal(
          new Set(values.map(({ value }) => value.toLowerCase())).size,
          values.length,
          `${id} explains a value twice`,
        );
      }
    });
  });
}
