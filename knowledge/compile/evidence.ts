import type { Component } from '../../server/src/knowledge/types.ts';
import type { KnowledgeFile, Path, Problem } from './file.ts';

interface Claimed {
  /** What is claimed, in the words of the message. */
  readonly what: string;
  readonly at: Path;
  /** Conditions under which the claim is made; claims with different ones can stand side by side. */
  readonly only?: unknown;
}

/** No two components may be recognised by the same thing, and none twice. */
export function checkEvidence(
  components: readonly { readonly file: KnowledgeFile; readonly component: Component }[],
): Problem[] {
  const owners = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { file, component } of components) {
    for (const { what, at, only } of claims(component)) {
      const key = JSON.stringify([what, only]);
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, component.id);
      else problems.push(file.problem(at, `${what} is already evidence of ${owner}`));
    }
  }
  return problems;
}

function* claims({ server, client }: Component): Generator<Claimed> {
  for (const list of ['images', 'imageNames', 'env', 'commands', 'files', 'properties'] as const) {
    for (const [index, name] of server[list].entries()) {
      const only = list === 'files' && isAnybodysFile(name) ? server.images : undefined;
      yield { what: `${nouns[list]} '${name}'`, at: ['server', list, index], only };
    }
  }
  for (const [index, { kind, requires, when }] of server.resources.entries()) {
    yield { what: `resource '${kind}'`, at: ['server', 'resources', index], only: [requires, when] };
  }
  for (const [index, chart] of server.charts.entries()) {
    yield { what: `chart key '${chart.key}'`, at: ['server', 'charts', index], only: [...chart.with].sort() };
  }
  for (const [index, { name, values }] of client.properties.entries()) {
    yield { what: `client property '${name}'`, at: ['client', 'properties', index], only: values };
  }
  for (const [index, { name, values }] of client.env.entries()) {
    yield { what: `client variable '${name}'`, at: ['client', 'env', index], only: values };
  }
  for (const list of ['words', 'schemes'] as const) {
    for (const [index, name] of client[list].entries())
      yield { what: `${nouns[list]} '${name}'`, at: ['client', list, index] };
  }
  for (const [index, { kind, endpoints, when }] of client.resources.entries()) {
    yield { what: `client resource '${kind}'`, at: ['client', 'resources', index], only: [endpoints, when] };
  }
}

/** `broker.conf` is RocketMQ's and Pulsar's: what is set in it tells them apart. */
function isAnybodysFile(name: string): boolean {
  return /^(?:server|broker|controller|standalone)\./.test(name);
}

const nouns = {
  images: 'image',
  imageNames: 'image name',
  env: 'variable',
  commands: 'command',
  files: 'file name',
  properties: 'property prefix',
  words: 'word',
  schemes: 'URL scheme',
} as const;
