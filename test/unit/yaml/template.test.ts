import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseYaml } from '../../../server/src/yaml/parse.ts';
import { at, text } from '../../../server/src/yaml/query.ts';
import { isTemplate, isUnknownText, neutraliseTemplate } from '../../../server/src/yaml/template.ts';
import { plainValue, written } from './tree-support.ts';

describe('a template', () => {
  for (const source of [
    '{{- if .Values.enabled }}\na: 1\n{{- end }}\n',
    'a: {{ .Values.a }}\n',
    'a: "{{ .Values.a }}"\n',
    'data:\n  x: |\n    {{ .Values.config | indent 4 }}\n',
    'a:\n  {{ something }}\n',
    '- {{ name }}\n',
    'a: 1\n{% if x %}\nb: 2\n{% endif %}\n',
    '# x\n{{/* a comment */}}\n',
  ]) {
    test(JSON.stringify(source), () => assert.ok(isTemplate(source)));
  }
});

describe('no template', () => {
  for (const source of [
    'summary: "{{ $labels.instance }} is down"\n',
    "summary: 'Lag of {{ $value }}'\n",
    'description: Instance {{ $labels.instance }} is down\n',
    'data:\n  dashboard.json: |\n    {"legendFormat": "{{instance}}"}\n    {{ jinja }}\n',
    'a: ${{ variables.x }}\n',
    'run: echo ${{ github.ref }}\n',
    'a: {b: {c: d}}\n',
    '# {{ x }}\na: 1\n',
  ]) {
    test(JSON.stringify(source), () => assert.ok(!isTemplate(source)));
  }
});

describe('a neutralised template', () => {
  const source = `{{- $name := include "x.name" . }}
apiVersion: apps/v1
metadata:
  name: {{ $name }}-redis
  labels: {{- include "x.labels" . | nindent 4 }}
    app: redis
  {{- with .Values.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  replicas: {{ .Values.replicas | default 3 }}
  image: "redis:{{ .Values.tag }}"
  fixed: redis:4.0.6
  {{ .Values.key }}: x
  args: ["--a={{ "}}" }}", b]
`;
  const neutral = neutraliseTemplate(source);
  const [document] = parseYaml(neutral).documents;
  const root = document?.root;

  test('has the length and the lines of the template', () => {
    assert.equal(neutral.length, source.length);
    assert.deepEqual(
      neutral.split('\n').map(({ length }) => length),
      source.split('\n').map(({ length }) => length),
    );
  });

  test('can be read', () => {
    assert.deepEqual(document?.problems, []);
    assert.deepEqual(plainValue(at(root, ['metadata', 'labels'])), { app: 'redis' });
    assert.equal(written(at(root, ['spec', 'fixed']), source), 'redis:4.0.6');
  });

  test('says what is not known', () => {
    for (const path of [
      ['metadata', 'name'],
      ['spec', 'replicas'],
      ['spec', 'image'],
      ['spec', 'args', 0],
    ] as const) {
      assert.ok(isUnknownText(text(at(root, path)) ?? ''), path.join('.'));
    }
    assert.ok(!isUnknownText(text(at(root, ['spec', 'fixed'])) ?? ''));
    assert.equal(written(at(root, ['metadata', 'name']), source), '{{ $name }}-redis');
  });
});

test('a text without actions is returned as it is', () =>
  assert.equal(neutraliseTemplate('a: {b: c}\n'), 'a: {b: c}\n'));
