import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveHelmValues } from '../../../server/src/resolve/helm/view.ts';
import type { Sourced, Workload } from '../../../server/src/model/declaration.ts';
import { filesOf, root } from '../../support/files.ts';
import { pathOf, shownCluster, systemOf } from '../../support/workspace.ts';

/**
 * Oracle: the rules and examples of Helm's "Chart Template Guide" (flow control, variables, functions and pipelines, named
 * templates), with values of components in place of the guide's drinks. Helm itself is in no package registry these tests may use.
 */

const chart = 'apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: "2.3"\n';

/** A StatefulSet with one container of Kafka; `lines` follow its image. */
function statefulSet(image: string, lines = '', spec = ''): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
${spec}  template:
    spec:
      containers:
        - name: kafka
          image: ${image}
${lines}`;
}

/** What the workloads of a view are, the first one first. */
function workloads(
  template: string,
  values: string,
  more: Readonly<Record<string, string>> = {},
  view = 'values.yaml',
): readonly Workload[] {
  const texts = { 'Chart.yaml': chart, 'values.yaml': values, 'templates/kafka.yaml': template, ...more };
  const { files, extractions } = filesOf(texts);
  const own = extractions.find(({ uri }) => uri === root + view);
  assert.ok(own);
  return resolveHelmValues(own, files).extraction.declarations.filter((each) => each.kind === 'workload');
}

function first(template: string, values: string, more: Readonly<Record<string, string>> = {}, view?: string): Workload {
  const [workload] = workloads(template, values, more, view);
  assert.ok(workload);
  return workload;
}

/** `value file`, with `< value file` for what it stands over. */
function shown(sourced: Sourced | undefined): string {
  const own = `${sourced?.value} ${pathOf(sourced?.at.uri ?? '')}`;
  return sourced?.overrides === undefined ? own : `${own} < ${shown(sourced.overrides)}`;
}

function env({ env: variables }: Workload): readonly string[] {
  return variables.map(({ name, value }) => `${name}=${value}`);
}

test('Values Files: a value stands in the file that says it last, over the one that says it first', () => {
  const template = statefulSet('{{ .Values.kafka.image }}');
  const values = 'kafka:\n  image: apache/kafka:3.9.0\n';
  const overlay = { 'values-prod.yaml': 'kafka:\n  image: apache/kafka:4.1.0\n' };
  assert.equal(shown(first(template, values, overlay).image), 'apache/kafka:3.9.0 values.yaml');
  assert.equal(
    shown(first(template, values, overlay, 'values-prod.yaml').image),
    'apache/kafka:4.1.0 values-prod.yaml < apache/kafka:3.9.0 values.yaml',
  );
});

test('an image of several values has the place of its repository, and names all of them', () => {
  const { image } = first(
    statefulSet('"{{ .Values.registry }}/{{ .Values.repository }}:{{ .Values.tag | default .Chart.AppVersion }}"'),
    'registry: docker.io\nrepository: apache/kafka\ntag: 3.9.0\n',
  );
  assert.equal(shown(image), 'docker.io/apache/kafka:3.9.0 values.yaml');
  assert.equal(
    image?.raw,
    '"{{ .Values.registry }}/{{ .Values.repository }}:{{ .Values.tag | default .Chart.AppVersion }}"',
  );
  assert.deepEqual(
    image.via?.flatMap(({ name, value, isUse }) => (isUse === true ? [] : [`${name}=${value}`])),
    ['.Values.registry=docker.io', '.Values.repository=apache/kafka', '.Values.tag=3.9.0'],
  );
});

test('a value stands in the values, and names the line of the template that takes it', () => {
  const spec = '  replicas: {{ .Values.replicas | default 3 }}\n';
  const { image } = first(statefulSet('"{{ .Values.image }}"', '', spec), 'image: apache/kafka:3.9.0\n');
  assert.equal(shown(image), 'apache/kafka:3.9.0 values.yaml');
  assert.deepEqual(
    image?.via?.map(({ name, at, isUse }) => `${name} ${pathOf(at.uri)} ${isUse}`),
    ['{{ .Values.image }} templates/kafka.yaml true'],
  );
});

test('Functions and Pipelines, default: an empty value takes the default', () => {
  const spec = '  replicas: {{ .Values.replicas | default 3 }}\n';
  const replicas = (values: string): number | undefined => first(statefulSet('kafka', '', spec), values).replicas.value;
  assert.equal(replicas('replicas: 5\n'), 5);
  assert.equal(replicas('replicas:\n'), 3);
  assert.equal(replicas('other: 1\n'), 3);
});

test('Flow Control, If/Else: only the branch whose pipeline is true is there', () => {
  const lines = `          env:
            {{- if eq .Values.mode "kraft" }}
            - name: KAFKA_PROCESS_ROLES
              value: broker,controller
            {{- else if .Values.zookeeper }}
            - name: KAFKA_ZOOKEEPER_CONNECT
              value: {{ .Values.zookeeper }}
            {{- else }}
            - name: KAFKA_NODE_ID
              value: "1"
            {{- end }}
`;
  const one = (values: string): readonly string[] => env(first(statefulSet('kafka', lines), values));
  assert.deepEqual(one('mode: kraft\n'), ['KAFKA_PROCESS_ROLES=broker,controller']);
  assert.deepEqual(one('mode: zk\nzookeeper: zk:2181\n'), ['KAFKA_ZOOKEEPER_CONNECT=zk:2181']);
  assert.deepEqual(one('mode: zk\nzookeeper: ""\n'), ['KAFKA_NODE_ID=1']);
});

test('Flow Control, If/Else: false, zero, the empty text, nothing and empty collections are false', () => {
  const lines =
    '          env:\n            {{- if .Values.x }}\n            - name: X\n              value: "1"\n            {{- end }}\n';
  for (const no of ['false', '0', '""', 'null', '{}', '[]'])
    assert.deepEqual(env(first(statefulSet('kafka', lines), `x: ${no}\n`)), [], no);
  for (const yes of ['true', '1', '"0"', '{a: 1}', '[0]'])
    assert.deepEqual(env(first(statefulSet('kafka', lines), `x: ${yes}\n`)), ['X=1'], yes);
});

test('Flow Control, with: the dot is another one inside, the dollar stays the root', () => {
  const lines = `          env:
            {{- with .Values.kafka }}
            - name: KAFKA_ACKS
              value: {{ .acks | quote }}
            - name: KAFKA_HOST
              value: {{ $.Values.host }}
            {{- end }}
`;
  assert.deepEqual(env(first(statefulSet('kafka', lines), 'host: broker\nkafka:\n  acks: 1\n')), [
    'KAFKA_ACKS=1',
    'KAFKA_HOST=broker',
  ]);
});

test('Flow Control and Variables, range: once for each entry, with its key and its value', () => {
  const lines = `          env:
            {{- range $key, $value := .Values.env }}
            - name: {{ $key | upper }}
              value: {{ $value | quote }}
            {{- end }}
            {{- range .Values.brokers }}
            - name: BROKER_{{ .id }}
              value: {{ .host }}:9092
            {{- end }}
`;
  const values = 'env:\n  kafka_a: 1\n  kafka_b: "2"\nbrokers:\n  - id: 0\n    host: b0\n  - id: 1\n    host: b1\n';
  assert.deepEqual(env(first(statefulSet('kafka', lines), values)), [
    'KAFKA_A=1',
    'KAFKA_B=2',
    'BROKER_0=b0:9092',
    'BROKER_1=b1:9092',
  ]);
});

test('Functions, toYaml: entries and items of the values appear with their own places', () => {
  const lines = `          env:
            - name: KAFKA_NODE_ID
              value: "1"
            {{- with .Values.extraEnv }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          args: {{- toYaml .Values.args | nindent 12 }}
`;
  const workload = first(
    statefulSet('kafka', lines),
    'extraEnv:\n  - name: KAFKA_NUM_PARTITIONS\n    value: "3"\nargs:\n  - --override\n  - min.insync.replicas=2\n',
  );
  assert.deepEqual(env(workload), ['KAFKA_NODE_ID=1', 'KAFKA_NUM_PARTITIONS=3']);
  assert.deepEqual(workload.words.map(shown), ['--override values.yaml', 'min.insync.replicas=2 values.yaml']);
});

test('Variables: a name stands for the value it was given', () => {
  const template = `{{- $kafka := .Values.kafka -}}\n${statefulSet('{{ $kafka.image }}')}`;
  assert.equal(shown(first(template, 'kafka:\n  image: apache/kafka:3.9.0\n').image), 'apache/kafka:3.9.0 values.yaml');
});

test('Named Templates, include: a helper with conditions and variables of its own gives the image', () => {
  const helpers = `{{/* The image of the broker. */}}
{{- define "shop.image" -}}
{{- $registry := .Values.image.registry -}}
{{- if .Values.global.registry }}
{{- $own := .Values.global.registry }}
{{- printf "%s/%s:%s" $own .Values.image.repository .Values.image.tag -}}
{{- else -}}
{{ $registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- define "shop.fullname" -}}
{{ .Release.Name }}-kafka
{{- end -}}
`;
  const template = statefulSet('{{ include "shop.image" . }}', '', '  serviceName: {{ template "shop.fullname" . }}\n');
  const image = (global: string): string =>
    shown(
      first(
        template,
        `global: ${global}\nimage:\n  registry: docker.io\n  repository: apache/kafka\n`,
        {
          'templates/_helpers.tpl': helpers,
          'values-prod.yaml': 'image:\n  tag: 4.1.0\n',
        },
        'values-prod.yaml',
      ).image,
    );
  assert.equal(image('{}'), 'docker.io/apache/kafka:4.1.0 values.yaml');
  assert.equal(image('{registry: r.shop.example}'), 'r.shop.example/apache/kafka:4.1.0 values.yaml');
});

test('Named Templates: of two with one name nobody knows which is taken, and one that calls itself ends', () => {
  const twice = '{{- define "a" -}}x{{- end -}}{{- define "a" -}}y{{- end -}}';
  const itself = '{{- define "b" -}}{{ include "b" . }}{{- end -}}';
  const more = { 'templates/_helpers.tpl': itself, 'templates/_more.tpl': twice, 'templates/_most.tpl': twice };
  for (const name of ['a', 'b'])
    assert.equal(first(statefulSet(`{{ include "${name}" . }}`), 'x: 1\n', more).image?.value, undefined);
});

test('Variables: one that is set again on some way through the template is unknown', () => {
  const template = `{{- $image := "kafka" -}}\n{{- if .Values.x }}{{ $image = "redis" }}{{ end -}}\n${statefulSet('{{ $image }}')}`;
  assert.equal(first(template, 'x: true\n').image?.value, undefined);
});

test('what only an installation knows stays unknown, and so does what hangs on it', () => {
  const lines = `          env:
            - name: HOST
              value: {{ .Release.Name }}-kafka
            - name: FROM_CLUSTER
              value: {{ (lookup "v1" "Secret" "shop" "kafka").data.password }}
            {{- if .Capabilities.APIVersions.Has "v1" }}
            - name: SAID
              value: {{ .Values.said }}
            {{- end }}
`;
  const workload = first(statefulSet('{{ .Values.unsaid }}', lines), 'said: "1"\n');
  assert.equal(workload.image?.value, undefined);
  assert.deepEqual(env(workload), ['HOST=undefined', 'FROM_CLUSTER=undefined', 'SAID=undefined']);
  assert.equal(workload.partial, true);
});

test('a template whose blocks do not close is left to itself', () => {
  assert.deepEqual(workloads(`{{ if .Values.a }}\n${statefulSet('kafka')}`, 'a: 1\n'), []);
});

test('the templates of a chart that is switched off give nothing', () => {
  const dependency = 'dependencies:\n  - name: kafka\n    condition: kafka.enabled\n';
  const files = (on: boolean): Readonly<Record<string, string>> => ({
    'Chart.yaml': chart + dependency,
    'values.yaml': `kafka:\n  enabled: ${on}\n  replicas: 3\n`,
    'charts/kafka/Chart.yaml': 'name: kafka\n',
    'charts/kafka/values.yaml': 'image: apache/kafka:3.9.0\n',
    'charts/kafka/templates/kafka.yaml': statefulSet('{{ .Values.image }}', '', '  replicas: {{ .Values.replicas }}\n'),
  });
  assert.deepEqual(systemOf(files(true)).clusters.map(shownCluster), ['kafka cluster 3 3.9.0: kafka']);
  assert.deepEqual(systemOf(files(false)).clusters.map(shownCluster), ['kafka cluster 3 3.9.0 off partial: kafka']);
});

test('loops in loops, deep parentheses and broken actions end', () => {
  const list = `[${Array(200).fill('1').join(', ')}]`;
  const loops = '{{ range .Values.x }}{{ range $.Values.x }}{{ range $.Values.x }}{{ range $.Values.x }}';
  const lines = `          args:\n            ${loops}\n            - a\n            {{ end }}{{ end }}{{ end }}{{ end }}\n`;
  const start = performance.now();
  workloads(statefulSet('kafka', lines), `x: ${list}\n`);
  workloads(statefulSet(`{{ ${'('.repeat(5_000)}1${')'.repeat(5_000)} }}`), 'x: 1\n');
  workloads(statefulSet('{{ .Values.x | | }}{{ "'), 'x: 1\n');
  assert.ok(performance.now() - start < 5_000);
});

test('the values that an object of an operator takes are no second server', () => {
  const object = [
    'apiVersion: databases.spotahome.com/v1',
    'kind: RedisFailover',
    'metadata:',
    '  name: {{ .Release.Name }}-redis',
    'spec:',
    '  sentinel:',
    '    replicas: 3',
    '  redis:',
    '    replicas: {{ .Values.redis.replicas }}',
    '',
  ].join('\n');
  const clusters = (template: string): readonly string[] =>
    systemOf({
      'Chart.yaml': chart,
      'values.yaml': 'redis:\n  replicas: 2\n',
      'templates/redis.yaml': template,
    }).clusters.map(shownCluster);
  assert.deepEqual(clusters(object), ['redis sentinel 2 ?: redis + redis']);
  assert.equal(clusters(object.replace('{{ .Values.redis.replicas }}', '5')).length, 2, 'it takes nothing from them');
});
