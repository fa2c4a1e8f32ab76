import type { Sourced, Variable, Workload } from './declaration.ts';

/** Variables that bring options to Java, by their strength against the command line. */
export interface JavaOptions {
  readonly weaker: readonly Variable[];
  readonly stronger: readonly Variable[];
}

/** Read by the JVM or its launcher itself, whatever starts it; the later ones stronger. */
const ofJava = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/**
 * Variables of a container whose content Java takes as options. The names that only start scripts know count unless the container
 * starts Java without looking at them.
 * Sources: https://docs.oracle.com/javase/8/docs/technotes/guides/troubleshoot/envvars002.html (JAVA_TOOL_OPTIONS),
 * https://github.com/openjdk/jdk/blob/master/src/java.base/share/native/launcher/main.c (JDK_JAVA_OPTIONS),
 * https://github.com/openjdk/jdk/blob/master/src/hotspot/share/runtime/arguments.cpp (_JAVA_OPTIONS)
 * @param names those that start scripts may know
 */
export function javaOptionsIn({ env, words }: Pick<Workload, 'env' | 'words'>, names: RegExp): JavaOptions {
  const carriers = env.filter(({ name }) => ofJava.includes(name) || (names.test(name) && isPassedOn(name, words)));
  return {
    weaker: carriers.filter(({ name }) => name !== '_JAVA_OPTIONS').toSorted((a, b) => strength(a) - strength(b)),
    stronger: carriers.filter(({ name }) => name === '_JAVA_OPTIONS'),
  };
}

/** What a start script adds stands on the command line. */
function strength({ name }: Variable): number {
  const index = ofJava.indexOf(name);
  return index === -1 ? ofJava.length : index;
}

function isPassedOn(name: string, words: readonly Sourced[]): boolean {
  if (name !== 'JAVA_OPTS' && name !== 'JAVA_OPTIONS') return true;
  const texts = words.map(({ value, pattern, raw }) => `${value ?? pattern ?? ''} ${raw}`);
  return texts.some((text) => text.includes(name)) || !texts.some((text) => /(?:^|[\s;&|/])java(?=\s|$)/.test(text));
}
