import type { Overridden, Workload } from '../../../server/src/model/declaration.ts';
import type { Part } from '../../../server/src/model/part.ts';
import { pathOf, systemOf } from '../../support/workspace.ts';

/** What one file of a workspace comes to, together with those it belongs to. */
export function viewOf(files: Readonly<Record<string, string>>, path: string): Part {
  const part = systemOf(files).parts.find(({ uri }) => pathOf(uri) === path);
  if (part === undefined) throw new Error(`no ${path}`);
  return part;
}

export function serviceOf(files: Readonly<Record<string, string>>, path: string, name: string): Workload {
  const workload = viewOf(files, path).workloads.find((each) => each.name === name);
  if (workload === undefined) throw new Error(`no service ${name} in ${path}`);
  return workload;
}

/** `NAME=value file < weaker file`, one for each variable: the one in force, then what it stands over. */
export function shownVariables({ env }: Workload): readonly string[] {
  return env.map(({ name, ...chain }) => `${name}=${shownChain(chain)}`);
}

function shownChain({ value, at, overrides }: Overridden): string {
  const own = `${value ?? '?'} ${pathOf(at.uri)}`;
  return overrides === undefined ? own : `${own} < ${shownChain(overrides)}`;
}

/** `host:container`, with the address in front where there is one. */
export function shownPorts({ ports }: Workload): readonly string[] {
  return ports.map(({ published, target, address }) =>
    [address, published, target].filter((each) => each !== undefined).join(':'),
  );
}

/** `kind source:target`. */
export function shownMounts({ mounts }: Workload): readonly string[] {
  return mounts.map(({ kind, source, target }) => `${kind} ${source ?? ''}:${target}`);
}

/** The codes of what could not be followed, with what is named. */
export function notesIn(files: Readonly<Record<string, string>>, path: string): readonly string[] {
  return viewOf(files, path).problems.map(({ code, args = {} }) => [code, ...Object.values(args)].join(' '));
}
