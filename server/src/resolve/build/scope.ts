import type { Library } from '../../model/declaration.ts';
import type { Properties } from './text.ts';

/** Bill of materials, or a parent that is one, with how strongly it counts. */
export interface Import {
  readonly library: Library;
  /** Its versions can be changed by properties, as those of a parent and of Spring Boot's Gradle plugin can. */
  readonly yields: boolean;
}

/** All that decides the versions of one module, the nearest statements first. Texts are filled in with its own properties. */
export interface Scope {
  readonly properties: Properties;
  readonly dependencies: readonly Library[];
  readonly managed: readonly Library[];
  /** A parent outside the workspace: its decisions are inherited like those of any parent. */
  readonly inherited: readonly Import[];
  readonly imports: readonly Import[];
  /** The scope of a bill of materials that is part of the workspace. */
  readonly within: (name: string) => Scope | undefined;
}
