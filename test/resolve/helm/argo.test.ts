import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCluster, systemOf } from '../../support/workspace.ts';

/** Oracle: Argo CD's user guide, "Helm": parameters stand over `valuesObject`, which stands over `values`. */
function redis(helm: string, kind = 'Application'): readonly string[] {
  const source = `source:
  chart: redis
  repoURL: https://charts.shop.example
  targetRevision: 20.1.0
  helm:
${helm}`;
  const indented = (depth: number): string => source.replace(/^(?=.)/gm, ' '.repeat(depth));
  const spec = kind === 'Application' ? indented(2) : `  template:\n    spec:\n${indented(6)}`;
  const text = `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: cache\nspec:\n${spec}`;
  return systemOf({ 'cache.yaml': text }).clusters.map(shownCluster);
}

const text = '    values: |\n      architecture: replication\n      replica:\n        replicaCount: 2\n';

test('Argo CD, Values: the text of a file of values', () => {
  assert.deepEqual(redis(text), ['redis replicated 3 ? partial: cache']);
});

test('Argo CD, order of precedence: valuesObject over values', () => {
  assert.deepEqual(redis(`${text}    valuesObject:\n      architecture: standalone\n`), [
    'redis standalone 1 ? partial: cache',
  ]);
});

test('Argo CD, Helm Parameters: a parameter over both', () => {
  const parameters = '    parameters:\n      - name: replica.replicaCount\n        value: "4"\n';
  assert.deepEqual(redis(text + parameters), ['redis replicated 5 ? partial: cache']);
});

test('an ApplicationSet gives its template the same values', () => {
  assert.deepEqual(redis(text, 'ApplicationSet'), ['redis replicated 3 ? partial: redis']);
});

test('a text that is no map of values gives none: the chart is known and nothing of it', () => {
  assert.deepEqual(redis('    values: "3"\n'), ['redis unknown ? ? partial: cache']);
});
