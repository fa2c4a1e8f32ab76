import type { Anchor } from './anchor.ts';
import type { Property, Sourced } from './declaration.ts';

/** A library as a build file names it. Texts that hold a variable have no `value` and the variable as `${name}` in `pattern`. */
export interface Library {
  readonly group: Sourced;
  readonly artifact: Sourced;
  /** Undefined where the build decides it elsewhere. */
  readonly version: Sourced | undefined;
  readonly at: Anchor;
}

/** A Gradle plugin with the version the file gives it. */
export interface Plugin {
  readonly id: Sourced;
  readonly version: Sourced | undefined;
  /** Only put on the class path here: `apply false`. */
  readonly applied: boolean;
}

/**
 * What one build file says, as text: nothing is run. A `module` is what is built in its folder; `shared` is what a Gradle script
 * says for the projects below its folder; `settings` the versions of plugins for all of them; a `catalog` names versions and
 * libraries for others; `script` is applied by others.
 */
export interface BuildModule {
  readonly kind: 'build';
  readonly tool: 'maven' | 'gradle';
  readonly role: 'module' | 'shared' | 'settings' | 'catalog' | 'script';
  /** URI of the folder it is in. */
  readonly folder: string;
  readonly uri: string;
  readonly at: Anchor;
  /** Undefined where it does not name itself. The parent's group and version hold where it says none. */
  readonly self: { readonly group: Sourced | undefined; readonly artifact: Sourced; readonly version: Sourced | undefined } | undefined;
  readonly parent: (Library & { readonly relativePath: string }) | undefined;
  /** Maven's properties; the variables of a Gradle script; the versions of a catalog as `libs.versions.kafka`. */
  readonly properties: readonly Property[];
  /** Versions it decides for libraries without deciding that they are used. */
  readonly managed: readonly Library[];
  /** Bills of materials it takes versions from, in order. */
  readonly imports: readonly Library[];
  readonly dependencies: readonly Library[];
  readonly plugins: readonly Plugin[];
  /** Other scripts it applies, as URIs. */
  readonly applies: readonly string[];
  /** It builds nothing itself: Maven's packaging `pom`. */
  readonly aggregates: boolean;
}
