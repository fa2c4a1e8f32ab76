import type { BuildModule } from '../model/declaration.ts';

/** A build file that says nothing yet. */
export function emptyModule(
  tool: BuildModule['tool'],
  role: BuildModule['role'],
  place: Pick<BuildModule, 'folder' | 'uri' | 'at'>,
): BuildModule {
  return {
    kind: 'build',
    tool,
    role,
    ...place,
    self: undefined,
    parent: undefined,
    properties: [],
    managed: [],
    imports: [],
    dependencies: [],
    plugins: [],
    aliases: [],
    bundles: {},
    applies: [],
    aggregates: false,
  };
}
