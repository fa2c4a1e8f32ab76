import { Derived, isSame } from '../../base/derived.ts';
import { folderOf } from '../../base/uri.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { type Lookup, resolvePlaceholders } from '../../extract/placeholder.ts';
import { relax } from '../../extract/property-set.ts';
import type { BuildModule, Property, PropertySet } from '../../model/declaration.ts';
import type { Origin } from '../../model/origin.ts';
import { mavenScopes } from '../build/maven.ts';
import type { Scope } from '../build/scope.ts';
import { filled } from '../build/text.ts';
import { springSets } from './imports.ts';

const mark = /@([A-Za-z][\w.-]*)@/g;

/**
 * Files with what Maven writes into them: `@name@` stands for a property of the module they are in. What a profile of the build
 * decides stays unknown.
 * Source: https://docs.spring.io/spring-boot/how-to/properties-and-configuration.html#howto.properties-and-configuration.expand-properties.maven
 */
export class Filtered {
  readonly #made = new Derived<Extraction, Extraction>();
  #modules: readonly BuildModule[] = [];
  #scopeAt: (folder: string) => Scope | undefined = () => undefined;

  /** The very same list where nothing is written. */
  of(extractions: readonly Extraction[]): readonly Extraction[] {
    const marked = extractions.filter(isMarked);
    if (marked.length === 0) return extractions;
    this.#read(extractions.flatMap(modulesIn));
    if (this.#modules.length === 0) return extractions;
    return extractions.map((each) => (isMarked(each) ? this.#filtered(each) : each));
  }

  #read(modules: readonly BuildModule[]): void {
    if (isSame(modules, this.#modules)) return;
    this.#modules = modules;
    const scopes = mavenScopes(modules);
    const poms = new Map(modules.map(({ folder, uri }) => [folder, uri]));
    this.#scopeAt = (folder) => {
      for (let at = folder; at.includes('/'); at = folderOf(at)) {
        const uri = poms.get(at);
        if (uri !== undefined) return scopes(uri);
      }
      return undefined;
    };
  }

  #filtered(extraction: Extraction): Extraction {
    const scope = this.#scopeAt(folderOf(extraction.uri));
    if (scope === undefined) return extraction;
    const named = [...new Set(springSets(extraction).flatMap(marksIn))];
    const known = named.flatMap((name): Origin[] => {
      const property = scope.properties(name);
      const text = property && filled(property, scope.properties);
      return property === undefined || text === undefined ? [] : [{ name, value: text.value, at: property.at }];
    });
    if (known.length === 0) return extraction;
    const inputs = known.flatMap(({ name, value, at }) => [name, value, at.uri, at.value?.start]);
    return this.#made.of(extraction, inputs, () =>
      written(extraction, new Map(known.map((each) => [each.name, each]))),
    );
  }
}

const none: readonly BuildModule[] = [];

function modulesIn({ format, declarations }: Extraction): readonly BuildModule[] {
  if (format !== 'other') return none;
  return declarations.flatMap((each) => (each.kind === 'build' && each.tool === 'maven' ? [each] : []));
}

const marked = new WeakMap<Extraction, boolean>();

function isMarked(extraction: Extraction): boolean {
  if (extraction.format !== 'spring') return false;
  const before = marked.get(extraction);
  if (before !== undefined) return before;
  const made = springSets(extraction).some((set) => marksIn(set).length > 0);
  marked.set(extraction, made);
  return made;
}

function marksIn({ properties }: PropertySet): readonly string[] {
  return properties
    .filter(({ value, raw }) => value === undefined && raw.includes('@'))
    .flatMap(({ raw }) => [...raw.matchAll(mark)].map(([, name]) => name ?? ''));
}

function written(extraction: Extraction, known: ReadonlyMap<string, Origin>): Extraction {
  const sets = new Map(
    springSets(extraction).map((set) => [set, set.properties.map((each) => writtenIn(each, known))]),
  );
  const always = [...sets].flatMap(([{ profiles }, properties]) => (profiles.length === 0 ? properties : []));
  return {
    ...extraction,
    declarations: extraction.declarations.map((each) => {
      const properties = each.kind === 'properties' ? sets.get(each) : undefined;
      return each.kind !== 'properties' || properties === undefined ? each : resolved(each, properties, always);
    }),
  };
}

interface Written extends Property {
  readonly from?: readonly Origin[];
}

function writtenIn(property: Property, known: ReadonlyMap<string, Origin>): Written {
  if (property.value !== undefined) return property;
  const from: Origin[] = [];
  const raw = property.raw.replace(mark, (whole, name: string) => {
    const origin = known.get(name);
    if (origin !== undefined) from.push(origin);
    return origin?.value ?? whole;
  });
  return from.length === 0 ? property : { ...property, raw, from };
}

/** Placeholders again, since they may lead to what is known now. */
function resolved(set: PropertySet, properties: readonly Written[], always: readonly Written[]): PropertySet {
  const named = new Map([...always, ...properties].map((each) => [relax(each.name), each]));
  const lookup: Lookup = (name) => named.get(relax(name));
  const made = properties.map(({ from = [], ...property }): Property => {
    if (property.value !== undefined) return property;
    const { cycle: _, missing: __, via = [], ...value } = resolvePlaceholders(property.raw, lookup);
    const { value: ___, pattern: ____, via: _____, ...rest } = property;
    const origins = [...from, ...via];
    return { ...rest, ...value, ...(origins.length > 0 && { via: origins }) };
  });
  const name = made.find((each) => relax(each.name) === 'spring.application.name')?.value ?? set.application;
  return { ...set, application: name, properties: made };
}
