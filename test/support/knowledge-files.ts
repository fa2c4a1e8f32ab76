import { shapes } from '../../knowledge/build.ts';
import { compile, type Compiled } from '../../knowledge/compile/compile.ts';
import type { CheckDescription } from '../../knowledge/compile/references.ts';

const allShapes = shapes();

/** Compiles files held in memory (path below `knowledge/` → text), as `npm run knowledge` does with those on disk. */
export function compileFiles(
  files: Readonly<Record<string, string>>,
  checks: Readonly<Record<string, CheckDescription>> = {},
): Compiled {
  return compile(new Map(Object.entries(files)), allShapes, new Map(Object.entries(checks)));
}

/** Problems as the build prints them. */
export function printed({ problems }: Compiled): string[] {
  return problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);
}
