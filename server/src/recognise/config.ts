import type { Property, Sourced, Variable, Workload } from '../model/declaration.ts';
import { javaOptionsIn } from '../model/java-options.ts';
import { linesOfVariable } from './variable-file.ts';
import { commandLine, optionsOf, type CommandLine, type Option } from './command-line.ts';

/** Everything that configures one server process, whatever it is written in. Later ones win over earlier ones. */
export interface Config {
  readonly env: readonly Variable[];
  readonly options: readonly Option[];
  readonly command: CommandLine;
  /** Lines of its own configuration file, or of a resource's config map, by native key. */
  readonly native: readonly Property[];
}

const noCommand: CommandLine = { words: [], programs: [], spread: [] };

export function configOfWorkload(workload: Workload): Config {
  const command = commandLine(workload.words, workload.env);
  const { weaker, stronger } = javaOptionsIn(workload, carrierName);
  return {
    env: workload.env,
    options: [
      ...optionsIn(weaker.filter((each) => !command.spread.includes(each))),
      ...optionsOf(command.words),
      ...optionsIn(stronger),
    ],
    command,
    native: workload.env.flatMap(linesOfVariable),
  };
}

export function configOfProperties(native: readonly Property[], env: readonly Variable[] = []): Config {
  const { weaker, stronger } = javaOptionsIn({ env, words: [] }, carrierName);
  return { env, options: [...optionsIn(weaker), ...optionsIn(stronger)], command: noCommand, native };
}

/** `JAVA_OPTS`, `SERVER_JVMFLAGS`, `KAFKA_OPTS`, and with arguments `REDIS_ARGS` and the like. */
const carrierName = /(?:OPTS|OPTIONS|JVMFLAGS|_ARGS|EXTRA_FLAGS)$/;

function optionsIn(carriers: readonly Variable[]): Option[] {
  const known = carriers.filter(({ value }) => value !== undefined);
  return known.flatMap((carrier) =>
    optionsOf(commandLine([{ value: '-c', raw: '-c', at: carrier.at }, carrier]).words),
  );
}

/** Value of the first of these environment variables that is set. */
export function envOf(config: Config, ...names: readonly string[]): Sourced | undefined {
  for (const name of names) {
    const found = config.env.findLast((variable) => variable.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Value of the first of these arguments (given with dashes). */
export function optionOf(config: Config, ...names: readonly string[]): Sourced | undefined {
  for (const name of names) {
    const found = config.options.findLast((option) => option.name === name);
    if (found !== undefined) return found.value;
  }
  return undefined;
}

/** Value of the first of these native keys, compared without case. */
export function nativeOf(config: Config, ...names: readonly string[]): Sourced | undefined {
  for (const name of names) {
    const found = config.native.findLast((property) => property.name.toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
