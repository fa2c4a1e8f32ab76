import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import { inspectText } from '../../../server/src/report/inspect-text.ts';
import { plain } from '../../../server/src/report/paint.ts';
import { projectOf } from '../../support/review-files.ts';

async function shown(application: string): Promise<string> {
  const project = await projectOf({ 'src/main/resources/application.yml': application });
  return inspectText(project, textsIn('en', catalog()), plain);
}

test('the password in an address of a registry is not shown, its user and host are', async () => {
  const text = await shown(`
spring:
  application: { name: orders }
eureka:
  client:
    service-url:
      defaultZone: http://admin:s3cret@eureka:8761/eureka/
---
spring.config.activate.on-profile: docker
app: { registry-user: admin, registry-key: pa55word }
eureka:
  client:
    service-url:
      defaultZone: http://\${app.registry-user}:\${app.registry-key}@registry:8761/eureka/
`);
  assert.doesNotMatch(text, /s3cret|pa55word/);
  assert.match(text, /http:\/\/admin:•••@registry:8761\/eureka\//);
  assert.match(text, /app\.registry-user = admin/);
  assert.match(text, /app\.registry-key = •••/);
  // Of what is overridden, too.
  assert.match(text, /http:\/\/admin:•••@eureka:8761\/eureka\//);
});

test('an address without a password is shown as it is', async () => {
  const text = await shown(`
spring:
  application: { name: orders }
eureka:
  client:
    service-url:
      defaultZone: http://a:8761/eureka/
---
spring.config.activate.on-profile: docker
eureka:
  client:
    service-url:
      defaultZone: http://a:8761/eureka/,http://b:8762/eureka/?ref=x@y
`);
  assert.match(text, /http:\/\/a:8761\/eureka\/,http:\/\/b:8762\/eureka\/\?ref=x@y/);
});
