import type { Random } from './random.ts';

/** Manifests of one application: a workload, its service, its configuration, repeated up to the size. */
export function manifest(size: number, random: Random): string {
  const documents: string[] = [];
  for (let length = 0, n = 0; length < size; n++) {
    const document = random.pick([deployment, deployment, service, rights, settings, statefulSet])(n, random);
    documents.push(document);
    length += document.length;
  }
  return documents.join('---\n');
}

function labels(name: string): string {
  return `  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: shop
`;
}

function deployment(n: number, random: Random): string {
  const name = `service-${n}-${random.below(1000)}`;
  const env = random.chance(0.3)
    ? `            - {name: KAFKA_BOOTSTRAP_SERVERS, value: "kafka-0:9092,kafka-1:9092"}\n`
    : `            - name: LOG_LEVEL\n              value: info\n`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${labels(name)}spec:
  replicas: ${1 + random.below(5)}
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: main
          image: registry.example.com/team/${name}:${random.below(90)}
          env:
            - name: POD_NAME
              valueFrom: {fieldRef: {fieldPath: metadata.name}}
${env}          resources:
            requests: {cpu: 100m, memory: 256Mi}
          livenessProbe:
            httpGet: {path: /health, port: 8080}
`;
}

function statefulSet(n: number, random: Random): string {
  if (random.chance(0.5)) return rights(n, random);
  const [name, image] = random.pick([
    ['zk', 'zookeeper:3.8'],
    ['redis', 'redis:7.2'],
    ['nacos', 'nacos/nacos-server:v2.3.2'],
  ]);
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
${labels(name)}spec:
  serviceName: ${name}
  replicas: 3
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: ${name}
          image: ${image}
          volumeMounts:
            - {name: data, mountPath: /data}
  volumeClaimTemplates:
    - metadata: {name: data}
      spec:
        accessModes: [ReadWriteOnce]
        resources: {requests: {storage: 10Gi}}
`;
}

function service(n: number, random: Random): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: service-${n}-${random.below(1000)}
spec:
  selector: {app: service-${n}}
  ports:
    - {name: http, port: 80, targetPort: 8080}
`;
}

function rights(n: number, random: Random): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader-${n}-${random.below(1000)}
rules:
  - apiGroups: ["", "apps"]
    resources: [pods, services, deployments]
    verbs: [get, list, watch]
`;
}

function settings(n: number, random: Random): string {
  const spring = random.chance(0.3)
    ? `    spring:
      kafka:
        bootstrap-servers: kafka-0:9092
        producer:
          acks: "1"
`
    : '';
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-${n}
data:
  LOG_LEVEL: info
  application.yml: |
    server:
      port: 8080
${spring}    logging:
      level:
        root: info
`;
}

/** A template of a chart. One in five is of a chart of a component. */
export function template(size: number, random: Random): string {
  const name = random.chance(0.2)
    ? random.pick(['kafka', 'redis', 'zookeeper'])
    : random.pick(['portal', 'billing', 'search', 'mail']);
  let text = '';
  while (text.length < size) {
    text += `${text === '' ? '' : '---\n'}{{- if .Values.${name}.enabled }}
apiVersion: apps/v1
kind: ${random.pick(['StatefulSet', 'Deployment'])}
metadata:
  name: {{ include "${name}.fullname" . }}
  labels:
    {{- include "${name}.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.${name}.replicas | default 3 }}
  template:
    spec:
      {{- with .Values.affinity }}
      affinity: {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: ${name}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          env:
            - name: MODE
              value: {{ .Values.mode | quote }}
            {{- range $key, $value := .Values.env }}
            - name: {{ $key }}
              value: {{ $value | quote }}
            {{- end }}
{{- end }}
`;
  }
  return text;
}

/** A definition of a type, as operators ship them. */
export function crd(size: number, random: Random): string {
  let text = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: clusters.example.com
spec:
  group: example.com
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          properties:
`;
  for (let n = 0; text.length < size; n++) {
    text += `            field${n}:
              description: >-
                Number ${random.below(10_000)} of what this cluster is told when it starts, as for example
                the addresses of its peers or how much memory it may take.
              type: object
              properties:
                name: {type: string, maxLength: ${random.below(250)}}
                values:
                  type: array
                  items:
                    type: string
              required:
                - name
`;
  }
  return text;
}

/** A dashboard kept in a ConfigMap. */
export function dashboard(size: number, random: Random): string {
  let text = `apiVersion: v1
kind: ConfigMap
metadata:
  name: dashboard-${random.below(1000)}
  labels: {grafana_dashboard: "1"}
data:
  overview.json: |
    {"panels": [
`;
  for (let n = 0; text.length < size; n++) {
    text += `      {
        "id": ${n},
        "title": "Requests of service ${random.below(100)}",
        "targets": [{"expr": "sum(rate(http_requests_total{job=\\"service\\"}[5m])) by (status)", "refId": "A"}],
        "gridPos": {"h": 8, "w": 12, "x": 0, "y": ${n * 8}}
      },
`;
  }
  return `${text}      {}\n    ]}\n`;
}
