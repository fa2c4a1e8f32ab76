import { isSame } from '../../base/derived.ts';
import { append } from '../../base/group.ts';
import { basename } from '../../base/uri.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { relax } from '../../extract/property-set.ts';
import type { PropertySet, Workload } from '../../model/declaration.ts';
import type { Problem } from '../../model/part.ts';
import { type Group, moduleOf } from './group.ts';
import { flat, processSources } from './process.ts';
import type { Missing } from './view.ts';

/** A placeholder that no file of its application fills in. */
export interface MissingNote {
  readonly name: string;
  /** What its container may be called, in lower case. */
  readonly application: readonly string[];
  readonly problem: Problem;
}

/** Known to the framework, the JVM, the build, or the machine. */
const givenElsewhere =
  /^(?:random|java|os|user|sun|file|line|path|local|info|project|env|systemProperties|catalina|spring\.cloud\.client|spring\.application)\.|^(?:PID|HOSTNAME|HOST|HOME|PATH|PWD|USER|TZ|LANG|PORT)$/;

/** A property of somebody's own, or a variable; a single plain word may be what Gradle fills in. */
const namesSomething = /^(?:[A-Z][A-Z\d]*(?:_[A-Z\d]+)*|[A-Za-z][\w-]*(?:\.[\w-]+)+)$/;

/** Configuration that is not in the workspace may say anything. */
const remote =
  /^(?:spring\.cloud\.(?:nacos\.config|config\.(?:uri|discovery|name)|consul\.config|zookeeper|vault|kubernetes|bootstrap)\b|apollo\.|spring\.config\.import$)/i;

/**
 * What the files of an application leave open under every profile, each name once, by the file that names it first. Nothing of one
 * that takes configuration from elsewhere, and nothing of tests.
 */
export function missingIn(
  { home, name: own, members }: Group,
  missing: readonly Missing[],
): ReadonlyMap<string, readonly MissingNote[]> {
  const found = new Map<string, MissingNote[]>();
  if (missing.length === 0 || !home.endsWith('/src/main/resources')) return found;
  const properties = members.flatMap(({ set }) => set.properties);
  // Other servers call their files so, too, and write something else in braces.
  if (!properties.some(({ name }) => name.startsWith('spring.'))) return found;
  if (
    properties.some(({ name, value }) => remote.test(name) && !/^(?:optional:)?(?:classpath|file):/.test(value ?? ''))
  )
    return found;
  const said = new Set(properties.map(({ name }) => relax(name)));
  const application = [own ?? '', basename(moduleOf(home))].map((each) => each.toLowerCase());
  for (const { at, name } of missing) {
    if (said.has(relax(name)) || givenElsewhere.test(name) || !namesSomething.test(name)) continue;
    said.add(relax(name));
    const problem = { code: 'placeholder-missing', args: { name }, ...(at.value && { span: at.value }) };
    append(found, at.uri, { name, application, problem });
  }
  return found;
}

/** Names that containers and files of variables say. */
interface Said {
  readonly names: readonly string[];
  readonly containers: readonly string[];
  /** Some of its containers take variables that are not in the workspace. */
  readonly isOpen: boolean;
}

const known = new WeakMap<Extraction, Said | undefined>();

function saidIn(extraction: Extraction): Said | undefined {
  if (known.has(extraction)) return known.get(extraction);
  const workloads = extraction.declarations.flatMap((each): Workload[] => (each.kind === 'workload' ? [each] : []));
  const sets = extraction.declarations.flatMap((each): PropertySet[] =>
    each.kind === 'properties' && each.dialect === 'env' ? [each] : [],
  );
  const sources = workloads.map(processSources);
  const said = [
    ...sources.flatMap((each) => [...each.arguments, ...each.json, ...each.system, ...each.variables]),
    ...sets.flatMap(({ properties }) => properties),
  ];
  const isOpen = workloads.some(({ envFrom, envFiles }) => [...envFrom, ...envFiles].some(({ isRead }) => !isRead));
  const containers = workloads.flatMap(({ name, container }) => [name.toLowerCase(), container.toLowerCase()]);
  const isSilent = said.length === 0 && containers.length === 0;
  const made = isSilent ? undefined : { names: said.map(({ name }) => flat(name)), containers, isOpen };
  known.set(extraction, made);
  return made;
}

/** What is said anywhere beside the files of applications, for as long as nobody says otherwise. */
export class SaidNames {
  #all: readonly Said[] = [];
  #names: ReadonlySet<string> = new Set();
  #containers: ReadonlySet<string> = new Set();
  #isOpen = false;

  /** Takes the files as they are now. */
  read(extractions: readonly Extraction[]): void {
    const all = extractions.flatMap((extraction) => saidIn(extraction) ?? []);
    if (isSame(all, this.#all)) return;
    this.#all = all;
    this.#names = new Set(all.flatMap(({ names }) => names));
    this.#containers = new Set(all.flatMap(({ containers }) => containers));
    this.#isOpen = all.some(({ isOpen }) => isOpen);
  }

  /**
   * Whether somebody says a name, or may say it in what is not here: a variable is for whoever starts the application, and only
   * where its container is known can it be told to be missing.
   */
  mayHold({ name, application }: MissingNote): boolean {
    if (this.#names.has(flat(name))) return true;
    return !name.includes('.') && (this.#isOpen || !application.some((each) => this.#containers.has(each)));
  }
}

const noted = new WeakMap<readonly MissingNote[], readonly Problem[]>();

/** The problems of those that nobody says; the very same list for as long as they are the same. */
export function problemsOf(notes: readonly MissingNote[], said: SaidNames): readonly Problem[] {
  const problems = notes.filter((note) => !said.mayHold(note)).map(({ problem }) => problem);
  const before = noted.get(notes);
  if (before !== undefined && isSame(before, problems)) return before;
  noted.set(notes, problems);
  return problems;
}
