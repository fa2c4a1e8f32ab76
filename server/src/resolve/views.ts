import { internalError } from '../extract/problem.ts';
import type { Extraction } from '../extract/extraction.ts';
import { ServiceMemory } from '../extract/service-memory.ts';
import { NotedBuilds } from './build/noted.ts';
import { resolveCompose } from './compose/project.ts';
import { alone, type Effective } from './effective.ts';
import { resolveChartList } from './helm/chart-notes.ts';
import { resolveHelmfile } from './helm/helmfile.ts';
import { asksForCharts, resolveManifest } from './helm/manifests.ts';
import { resolveHelmValues } from './helm/view.ts';
import { ConfigMaps } from './kubernetes/config-maps.ts';
import { resolveKustomize } from './kustomize/view.ts';
import { SpringApplications } from './spring/applications.ts';
import { ShownNames } from './shown-names.ts';
import { isCurrent, WatchedFiles, type Dependencies, type Files } from './files.ts';

/** Says what a file means together with others; gives the extraction itself where there are none. */
type Resolver = (extraction: Extraction, files: Files) => Effective;

/** By format. A file of another format stands alone. */
const resolvers: Partial<Record<Extraction['format'], Resolver>> = {
  compose: resolveCompose,
  kustomize: resolveKustomize,
  'helm-values': resolveHelmValues,
  helmfile: resolveHelmfile,
  'helm-chart': resolveChartList,
};

const askers = new WeakMap<Extraction, boolean>();

function resolverOf(extraction: Extraction): Resolver | undefined {
  if (extraction.format !== 'kubernetes') return resolvers[extraction.format];
  const asks = askers.get(extraction) ?? asksForCharts(extraction);
  askers.set(extraction, asks);
  return asks ? resolveManifest : undefined;
}

interface Resolved {
  readonly extraction: Extraction;
  readonly dependencies: Dependencies;
  readonly effective: Effective;
}

/**
 * The effective extractions of a workspace. Remembers what each was made from, so that an edit makes only those anew that
 * looked at the file.
 */
export class Views {
  readonly #resolved = new Map<string, Resolved>();
  /** Of the compose projects that changed since they were first seen. */
  readonly #services = new Map<string, ServiceMemory>();
  readonly #configMaps = new ConfigMaps();
  readonly #applications = new SpringApplications();
  readonly #shownNames = new ShownNames();
  readonly #builds = new NotedBuilds();

  /** One for each extraction, in their order. */
  of(extractions: readonly Extraction[], files: Files): readonly Effective[] {
    const resolved = extractions.map((extraction) => {
      const resolver = resolverOf(extraction);
      return resolver === undefined ? aloneOnce(extraction) : this.#resolve(extraction, resolver, files);
    });
    return this.#builds.of(
      this.#applications.of(this.#configMaps.of(this.#shownNames.of(resolved, files)), files),
      files,
    );
  }

  /** Whether files of a format are read together with others. */
  joins(format: Extraction['format']): boolean {
    return format === 'spring' || format === 'kubernetes' || resolvers[format] !== undefined;
  }

  /** A file is gone. */
  forget(uri: string): void {
    this.#resolved.delete(uri);
    this.#services.delete(uri);
  }

  #servicesOf({ uri, format }: Extraction): ServiceMemory | undefined {
    if (format !== 'compose') return undefined;
    const known = this.#services.get(uri) ?? new ServiceMemory();
    this.#services.set(uri, known);
    return known;
  }

  #resolve(extraction: Extraction, resolver: Resolver, files: Files): Effective {
    const known = this.#resolved.get(extraction.uri);
    if (known?.extraction === extraction && isCurrent(known.dependencies, files)) return known.effective;
    const watched = new WatchedFiles(files, known && this.#servicesOf(extraction));
    const effective = attempt(resolver, extraction, watched);
    this.#resolved.set(extraction.uri, { extraction, dependencies: watched.dependencies, effective });
    return effective;
  }
}

/** A slip of a resolver costs the view and never the file. */
function attempt(resolver: Resolver, extraction: Extraction, files: Files): Effective {
  try {
    return resolver(extraction, files);
  } catch (error) {
    return alone({ ...extraction, problems: [...extraction.problems, internalError(error)] });
  }
}

const lone = new WeakMap<Extraction, Effective>();

function aloneOnce(extraction: Extraction): Effective {
  const known = lone.get(extraction);
  if (known !== undefined) return known;
  const made = alone(extraction);
  lone.set(extraction, made);
  return made;
}
