import { test } from 'node:test';
import { checkGrammar } from './check-grammar.ts';

const injection = 'syntaxes/annotation.injection.json';

test('annotations in comments of YAML', () => checkGrammar(injection, 'test/syntaxes/fixtures/docker-compose.yml'));

test('annotations in comments of properties', () =>
  checkGrammar(injection, 'test/syntaxes/fixtures/application-prod.properties'));
