import { folderOf } from '../base/uri.ts';
import type { Anchor } from '../model/anchor.ts';
import type { BuildModule, Library, Plugin, Property, Sourced } from '../model/declaration.ts';
import { parseToml, type TomlScalar } from '../syntax/toml.ts';
import { emptyModule } from './build-module.ts';
import type { Extracted, Source } from './extraction.ts';
import { slipOf } from './problem.ts';

/**
 * A Gradle version catalogue: versions as properties, libraries as managed ones with the names that scripts use.
 * Source: https://docs.gradle.org/current/userguide/version_catalogs.html
 */
export function extractVersionCatalog(source: Source): Extracted {
  const { scalars, problems } = parseToml(source.text);
  const name = /([\w-]+)\.versions\.toml$/.exec(source.path)?.[1] ?? 'libs';
  const catalog = new Catalog(source.uri, name, scalars);
  const folder = folderOf(source.uri);
  const module: BuildModule = {
    ...emptyModule('gradle', 'catalog', {
      // A catalogue lies in `gradle/` of the build it belongs to.
      folder: folder.endsWith('/gradle') ? folderOf(folder) : folder,
      uri: source.uri,
      at: { uri: source.uri, path: [0], part: 'key' },
    }),
    properties: catalog.versions(),
    managed: catalog.libraries(),
    plugins: catalog.plugins(),
    bundles: catalog.bundles(),
  };
  return { declarations: scalars.length === 0 ? [] : [module], problems: problems.map(slipOf) };
}

/** How a script names an alias: `spring-kafka`, `spring_kafka` and `spring.kafka` are all `spring.kafka`. */
function accessorOf(alias: string): string {
  return alias.replace(/[-_]/g, '.');
}

class Catalog {
  readonly #uri: string;
  readonly #name: string;
  readonly #byPath: ReadonlyMap<string, TomlScalar>;
  readonly #scalars: readonly TomlScalar[];

  constructor(uri: string, name: string, scalars: readonly TomlScalar[]) {
    this.#uri = uri;
    this.#name = name;
    this.#scalars = scalars;
    this.#byPath = new Map(scalars.map((scalar) => [scalar.path.join('\0'), scalar]));
  }

  versions(): Property[] {
    return this.#aliases('versions').flatMap((alias) => {
      const version = this.#versionAt('versions', alias);
      return version === undefined ? [] : [{ name: `${this.#name}.versions.${accessorOf(alias)}`, ...version }];
    });
  }

  libraries(): Library[] {
    return this.#aliases('libraries').flatMap((alias) => {
      const [group, artifact, version] = this.#coordinates(alias);
      if (group === undefined || artifact === undefined) return [];
      const stated = version ?? this.#versionAt('libraries', alias, 'version');
      return [{ group, artifact, version: stated, at: group.at, alias: `${this.#name}.${accessorOf(alias)}` }];
    });
  }

  plugins(): Plugin[] {
    return this.#aliases('plugins').flatMap((alias) => {
      const short = this.#scalar('plugins', alias);
      const [id, version] = short === undefined ? [this.#at('plugins', alias, 'id'), undefined] : this.#split(short);
      if (id === undefined) return [];
      const stated = version ?? this.#versionAt('plugins', alias, 'version');
      return [{ id, version: stated, applied: false, alias: `${this.#name}.plugins.${accessorOf(alias)}` }];
    });
  }

  bundles(): Record<string, readonly string[]> {
    const bundles: Record<string, string[]> = {};
    for (const { path, value } of this.#scalars) {
      if (path[0] !== 'bundles') continue;
      const name = `${this.#name}.bundles.${accessorOf(String(path[1]))}`;
      (bundles[name] ??= []).push(`${this.#name}.${accessorOf(value)}`);
    }
    return bundles;
  }

  /** `group:artifact:version`, or a table with `module`, or with `group` and `name`. */
  #coordinates(alias: string): readonly (Sourced | undefined)[] {
    const short = this.#scalar('libraries', alias) ?? this.#scalar('libraries', alias, 'module');
    if (short !== undefined) return this.#split(short);
    return [this.#at('libraries', alias, 'group'), this.#at('libraries', alias, 'name'), undefined];
  }

  /** A version is a text, a rich version, or a reference to one in `[versions]`. */
  #versionAt(...path: readonly string[]): Sourced | undefined {
    const reference = this.#scalar(...path, 'ref');
    if (reference !== undefined) {
      const pattern = `\${${this.#name}.versions.${accessorOf(reference.value)}}`;
      return { value: undefined, raw: reference.value, at: this.#anchor(reference), pattern };
    }
    const stated = ['prefer', 'strictly', 'require'].map((key) => this.#at(...path, key));
    // A range leaves the choice to the build.
    return [this.#at(...path), ...stated].find((each) => each !== undefined && /^[\w.+-]+$/.test(each.raw));
  }

  #split(scalar: TomlScalar): readonly Sourced[] {
    return scalar.value.split(':').map((value) => ({ value, raw: value, at: this.#anchor(scalar) }));
  }

  #at(...path: readonly string[]): Sourced | undefined {
    const scalar = this.#scalar(...path);
    return scalar && { value: scalar.value, raw: scalar.value, at: this.#anchor(scalar) };
  }

  #scalar(...path: readonly string[]): TomlScalar | undefined {
    return this.#byPath.get(path.join('\0'));
  }

  #anchor({ path, key, span }: TomlScalar): Anchor {
    return { uri: this.#uri, path: [0, ...path], part: 'value', key, value: span };
  }

  #aliases(table: string): readonly string[] {
    return [...new Set(this.#scalars.filter(({ path }) => path[0] === table).map(({ path }) => String(path[1])))];
  }
}
