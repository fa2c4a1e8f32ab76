import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { extractFile } from '../../../server/src/extract/file.ts';
import type { Declaration, Sourced } from '../../../server/src/model/declaration.ts';
import type { LabelSelector } from '../../../server/src/model/selector.ts';
import { resolveKustomize } from '../../../server/src/resolve/kustomize/view.ts';
import { filesOf, root } from '../../support/files.ts';
import { textsIn } from '../../support/folder.ts';

/**
 * The oracle is kustomize itself: `built.yaml` of each case is what `kubectl kustomize <case>/overlay` (of `second`, where there is
 * one) printed, kustomize v5.5.0. What the view declares must be what that one file declares, places aside.
 */
const titles: Readonly<Record<string, string>> = {
  'strategic-merge': 'patches: strategic merge of maps, of lists by key, null, $patch delete and replace',
  'json-patch': 'patches: JSON 6902 operations, targets by expression and by label',
  generators:
    'configMapGenerator and secretGenerator: literals, envs, files, behavior merge and replace, hashes of names',
  names: 'namespace, namePrefix, nameSuffix, and references to what they change',
  'images-and-replicas': 'images and replicas, over those of the kustomization below',
  labels: 'labels with selectors, with templates, and alone',
  selectors: 'labels in selectors of budgets, affinity and spread',
  vars: 'vars: names, namespaces and numbers as they are at the end; `$$` and unknown names',
  'json-files': 'patches in JSON: in files, in the text; a kustomization without an extension',
  'image-digests': 'images: digests in place of tags and beside them, ports of registries',
  options: 'patches: annotationSelector, test, allowNameChange; behavior over names with prefix and suffix',
  copies: 'a base that two kustomizations take under different names',
  components: 'components: after resources and generators, in their order',
  'older-fields': 'bases, commonLabels, patchesStrategicMerge, patchesJson6902',
  replacements: 'replacements, in the file and by path, with delimiters',
};

for (const [name, title] of Object.entries(titles)) {
  test(`Kustomize Reference, ${title}`, () => {
    const folder = join(import.meta.dirname, name);
    const target = existsSync(join(folder, 'second')) ? 'second' : 'overlay';
    const { 'built.yaml': oracle = '', ...texts } = textsIn(folder);
    const { files } = filesOf(texts);
    const names = ['kustomization.yaml', 'Kustomization'];
    const own = names.map((each) => files.extraction(`${root}${target}/${each}`)).find((each) => each !== undefined);
    assert.ok(own);
    const { extraction, covers } = resolveKustomize(own, files);
    assert.deepEqual(extraction.problems, []);
    assert.ok(covers.includes(`${root}base/kafka.yaml`));
    const text = oracle.replace(/^( *name: .*)-[a-z0-9]{10}$/gm, '$1');
    const built = extractFile({ uri: `${root}built.yaml`, path: 'built.yaml', text });
    assert.deepEqual(shown(extraction.declarations), shown(built.declarations));
  });
}

/** What declarations say, without places, in one order. Generated Secrets are left out: kustomize encodes them. */
function shown(declarations: readonly Declaration[]): readonly string[] {
  return declarations
    .flatMap(lines)
    .filter((line) => !line.includes('orders-login['))
    .toSorted();
}

function lines(declaration: Declaration): readonly string[] {
  switch (declaration.kind) {
    case 'workload': {
      const {
        name,
        container,
        scope,
        replicas,
        image,
        env,
        envFrom,
        words,
        mounts,
        labels,
        hosts,
        role,
        spread = [],
      } = declaration;
      const at = `${scope.replace(/\?.*/, '')} ${declaration.controller} ${name}/${container}`;
      return [
        `${at} ${role} x${replicas.value} image ${textOf(image)} names ${hosts.join()} labels ${JSON.stringify(sorted(labels))}`,
        ...env.map((variable) => `${at} env ${variable.name}=${textOf(variable)}`),
        ...envFrom.map((from) => `${at} env from ${textOf(from)}`),
        `${at} command ${words.map(textOf).join(' ')}`,
        ...spread.map(({ by, topologyKey, required }) => `${at} ${by} ${topologyKey} ${required}`),
        ...mounts.map(({ target, kind, source, items }) => `${at} mount ${target} ${kind} ${source} ${items?.join()}`),
      ];
    }
    case 'service': {
      const { name, scope, selector, ports, type, headless } = declaration;
      const listed = ports.map(({ published, target }) => `${published}>${target}`).join();
      const to = JSON.stringify(sorted(selector));
      return [`${scope.replace(/\?.*/, '')} service ${name} ${type} ${headless} ${listed} ${to}`];
    }
    case 'budget': {
      const { name, scope, selector, by, limit } = declaration;
      return [`${scope.replace(/\?.*/, '')} budget ${name} ${by} ${textOf(limit)} ${shownSelector(selector)}`];
    }
    case 'properties': {
      const { dialect, configMap, properties, application } = declaration;
      const at = `${configMap?.scope.replace(/\?.*/, '')} ${dialect} ${configMap?.name}[${configMap?.key}] ${dialect === 'spring' ? application : ''}`;
      return properties.map((property) => `${at} ${property.name}=${textOf(property)}`);
    }
    default:
      return [declaration.kind];
  }
}

function textOf(sourced: Sourced | undefined): string {
  return sourced?.value ?? sourced?.raw ?? '';
}

function sorted(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function shownSelector(selector: LabelSelector | undefined): string {
  return (selector ?? [])
    .map(({ key, operator, values }) => `${key} ${operator} ${values.join('|')}`)
    .toSorted()
    .join();
}
