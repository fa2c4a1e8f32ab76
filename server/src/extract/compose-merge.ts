import { mountOf } from './compose-mount.ts';
import { portsOf } from './compose-port.ts';
import { child, textOf, type Field } from './field.ts';
import { merged, type Rule } from './merge.ts';

/**
 * One service over another of the same project: an override file's, or what `extends` brings, weaker first.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/13-merge.md
 */
export function mergedService(weaker: Field, stronger: Field): Field {
  return merged(weaker, stronger, ruleAt);
}

/** Attributes that are a command: the stronger file's holds alone. */
const commands: ReadonlySet<string> = new Set(['command', 'entrypoint', 'healthcheck/test']);

/** Attributes with a list form and a map form: the list `A=1` and the map `A: 1` say the same, so both are read entry by entry. */
const twoForms: ReadonlySet<string> = new Set([
  'environment',
  'labels',
  'annotations',
  'deploy/labels',
  'extra_hosts',
  'sysctls',
  'build/args',
  'build/labels',
  'depends_on',
  'networks',
  'label_file',
  'tmpfs',
  'dns',
  'dns_search',
]);

/** Lists in which an entry is known by something of its own. */
const unique: Readonly<Record<string, (item: Field) => string | undefined>> = {
  ports: (item) => {
    const ports = portsOf(item);
    return ports.length === 0
      ? undefined
      : ports.map(({ address, published, target }) => `${address}:${published}:${target}/${protocolOf(item)}`).join();
  },
  volumes: (item) => mountOf(item)?.target,
  configs: targetOf,
  secrets: targetOf,
  env_file: (item) => textOf(item) ?? textOf(child(item, 'path')),
};

function ruleAt(path: readonly string[]): Rule {
  const name = path.join('/');
  if (commands.has(name)) return 'replace';
  if (twoForms.has(name)) return 'append';
  // A port, mount or config is replaced as a whole: its short form has no entries to merge.
  if (path.length === 2 && path[1] === '*') return 'replace';
  return unique[name] ?? 'merge';
}

function protocolOf(item: Field): string {
  return textOf(child(item, 'protocol')) ?? /\/(tcp|udp|sctp)$/.exec(textOf(item) ?? '')?.[1] ?? 'tcp';
}

/** A config or secret without a target appears under its own name. */
function targetOf(item: Field): string | undefined {
  return textOf(child(item, 'target')) ?? textOf(item) ?? textOf(child(item, 'source'));
}
