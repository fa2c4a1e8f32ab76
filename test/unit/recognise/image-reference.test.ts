import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseImageReference } from '../../../server/src/recognise/image-reference.ts';

/** `registry | repository | name | tag | digest` of a reference. */
function shown(text: string): string {
  const image = parseImageReference(text);
  if (image === undefined) return 'none';
  return [image.registry, image.repository, image.name, image.tag, image.digest].map((part) => part ?? '-').join(' | ');
}

const cases: readonly (readonly [image: string, expected: string])[] = [
  ['redis', '- | redis | redis | - | -'],
  ['redis:7.2-alpine', '- | redis | redis | 7.2-alpine | -'],
  ['library/redis:7', '- | redis | redis | 7 | -'],
  ['bitnami/kafka:3.7', '- | bitnami/kafka | kafka | 3.7 | -'],
  ['registry:5000/bitnami/kafka:3.7', 'registry:5000 | bitnami/kafka | kafka | 3.7 | -'],
  ['localhost/redis', 'localhost | redis | redis | - | -'],
  ['docker.io/library/zookeeper:3.9', 'docker.io | zookeeper | zookeeper | 3.9 | -'],
  [
    'registry.cn-hangzhou.aliyuncs.com/acme/Redis:5.0',
    'registry.cn-hangzhou.aliyuncs.com | acme/redis | redis | 5.0 | -',
  ],
  ['redis@sha256:0f1e', '- | redis | redis | - | sha256:0f1e'],
  ['redis:7@sha256:0f1e', '- | redis | redis | 7 | sha256:0f1e'],
  ['nacos/nacos-server:${NACOS_VERSION}', '- | nacos/nacos-server | nacos-server | ${NACOS_VERSION} | -'],
  ['${REPOSITORY}/cp-kafka:${TAG:-7.5.0}', '${REPOSITORY} | cp-kafka | cp-kafka | ${TAG:-7.5.0} | -'],
  ['${REGISTRY}confluentinc/cp-server', '${REGISTRY} | confluentinc/cp-server | cp-server | - | -'],
  ['{{ .Values.registry }}/seata-server:2.0', '{{ .Values.registry }} | seata-server | seata-server | 2.0 | -'],
];

for (const [image, expected] of cases) {
  test(`${image} is read by the grammar of image names`, () => assert.equal(shown(image), expected));
}

test('what names no image, or hides its name in a variable, is none', () => {
  for (const text of ['', '   ', '${KAFKA_IMAGE}', 'kafka${SUFFIX}', 'acme/${NAME}:1.0', '/'])
    assert.equal(shown(text), 'none', text);
});
