import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentOfPath, environmentOfProfiles } from '../../../server/src/extract/environment.ts';
import type { Environment } from '../../../server/src/model/environment.ts';

const paths: Readonly<Record<string, Environment>> = {
  'docker-compose.yml': 'unknown',
  'compose.prod.yml': 'prod',
  'docker-compose-dev.yml': 'dev',
  'docker-compose.local.yml': 'dev',
  'order/src/main/resources/application-prod.yml': 'prod',
  'order/src/main/resources/application-dev.properties': 'dev',
  'order/src/main/resources/application-uat.yml': 'staging',
  'order/src/main/resources/application.yml': 'unknown',
  'order/src/test/resources/application-prod.yml': 'test',
  'order/src/integrationTest/resources/application.yml': 'test',
  'k8s/overlays/prod/kafka.yaml': 'prod',
  'k8s/overlays/prod-eu/kafka.yaml': 'prod',
  'deploy/pre-prod/kafka.yaml': 'staging',
  'charts/shop/values-production.yaml': 'prod',
  'charts/shop/values.yaml': 'unknown',
  'config/mall-admin-dev.yaml': 'dev',
  'e2e/redis/docker-compose.yml': 'test',
  '.ci/values.yaml': 'test',
  'env/online/app.yaml': 'prod',
  'product-service/application.yml': 'unknown',
  'products/production-line/kafka.yml': 'prod',
  'contest/docker-compose.yml': 'unknown',
  'online-shop/docker-compose.yml': 'unknown',
  'pre-install/job.yaml': 'unknown',
  'latest/compose.yml': 'unknown',
  'device-service/config.yml': 'unknown',
  'dev-tools/compose.yml': 'unknown',
  'local-path-provisioner.yaml': 'unknown',
  'shop-local/compose.yml': 'dev',
  '.env.production': 'prod',
  'staging.env': 'staging',
};

for (const [path, environment] of Object.entries(paths)) {
  test(`environment of ${path}`, () => assert.equal(environmentOfPath(path), environment));
}

test('profiles say an environment only where they agree', () => {
  assert.equal(environmentOfProfiles(['prod']), 'prod');
  assert.equal(environmentOfProfiles(['prod', 'kafka']), 'prod');
  assert.equal(environmentOfProfiles(['dev', 'prod']), 'unknown');
  assert.equal(environmentOfProfiles(['mysql']), 'unknown');
  assert.equal(environmentOfProfiles([]), 'unknown');
});
