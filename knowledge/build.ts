import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from './compile/compile.ts';
import { catalogModule, registryModule } from './compile/emit.ts';
import type { Problem } from './compile/file.ts';
import type { CheckDescription } from './compile/references.ts';
import { Shapes } from './compile/shape.ts';

const folder = import.meta.dirname;
const rulesFolder = join(folder, '../server/src/rules');

/** Texts of the files of the knowledge base by path relative to `knowledge/`. */
export function knowledgeFiles(): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  return new Map(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')]));
}

/** The JSON Schemas of `knowledge/schema`. */
export function shapes(): Shapes {
  const schemas = readdirSync(join(folder, 'schema')).filter((name) => name.endsWith('.schema.json'));
  return new Shapes(
    new Map(schemas.map((name) => [name, JSON.parse(readFileSync(join(folder, 'schema', name), 'utf8')) as object])),
  );
}

/** Loads the checks of `server/src/rules`; a module that exports none is a problem. */
export async function loadChecks(): Promise<{
  readonly checks: ReadonlyMap<string, CheckDescription>;
  readonly problems: readonly Problem[];
}> {
  const checks = new Map<string, CheckDescription>();
  const problems: Problem[] = [];
  const files = existsSync(rulesFolder)
    ? readdirSync(rulesFolder).filter((name) => name.endsWith('.ts') && !name.endsWith('.gen.ts'))
    : [];
  for (const file of files.sort()) {
    const path = join(rulesFolder, file);
    const problem = (message: string): Problem => ({ path: relative(folder, path), line: 1, column: 1, message });
    try {
      const { check } = (await import(pathToFileURL(path).href)) as { readonly check?: CheckDescription };
      if (check === undefined) problems.push(problem("exports no 'check'"));
      else checks.set(file.replace(/\.ts$/, ''), check);
    } catch (error) {
      problems.push(problem(`cannot be loaded: ${error instanceof Error ? error.message : String(error)}`));
    }
  }
  return { checks, problems };
}

/** Writes only what changed, so that watchers stay quiet. */
function write(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function main(): Promise<void> {
  const { checks, problems } = await loadChecks();
  // An author can look at the rest while an entry is unfinished; nothing that goes out is built this way.
  const draft = process.argv.includes('--draft');
  const compiled = compile(knowledgeFiles(), shapes(), checks);
  const all = [...problems, ...compiled.problems];
  for (const { path, line, column, message } of all) console.error(`knowledge/${path}:${line}:${column}: ${message}`);
  if (all.length > 0 && !draft) {
    console.error(`${all.length} problem${all.length === 1 ? '' : 's'}; nothing was written.`);
    process.exitCode = 1;
    return;
  }
  write(join(folder, '../server/src/knowledge/catalog.gen.ts'), catalogModule(compiled.knowledge));
  write(join(rulesFolder, 'index.gen.ts'), registryModule(checks.keys()));
  const { components, rules, concepts, comparisons, sources } = compiled.knowledge;
  const settings = components.reduce((sum, component) => sum + component.settings.length, 0);
  console.log(
    `${components.length} components, ${settings} settings, ${rules.length} rules, ${concepts.length} concepts, ${comparisons.length} comparisons, ${sources.length} sources`,
  );
}

if (import.meta.main) await main();
