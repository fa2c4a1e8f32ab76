import { folderOf } from '../base/uri.ts';
import type { Anchor, Path } from '../model/anchor.ts';
import type { BuildModule, Library, Property, Sourced } from '../model/declaration.ts';
import { childNamed, childrenNamed, parseXml, type Element } from '../syntax/xml.ts';
import { emptyModule } from './build-module.ts';
import type { Extracted, Source } from './extraction.ts';
import { slipOf } from './problem.ts';

/** An element with the way that leads to it. */
interface Place {
  readonly uri: string;
  readonly element: Element;
  readonly path: Path;
}

/**
 * A `pom.xml`. Profiles are left out: which of them is active is decided when Maven runs.
 * Source: https://maven.apache.org/pom.html
 */
export function extractMaven(source: Source): Extracted {
  const { root, problems } = parseXml(source.text);
  const problem = problems.map(slipOf);
  if (root?.name !== 'project') return { declarations: [], problems: problem };
  const project: Place = { uri: source.uri, element: root, path: [0, 'project'] };
  const management = step(step(project, 'dependencyManagement'), 'dependencies');
  const managed = librariesIn(management);
  const module: BuildModule = {
    ...emptyModule('maven', 'module', {
      folder: folderOf(source.uri),
      uri: source.uri,
      at: anchorOf(step(project, 'artifactId') ?? project, 'pair'),
    }),
    self: selfOf(project),
    parent: parentOf(step(project, 'parent')),
    properties: propertiesIn(step(project, 'properties')),
    managed: managed.filter(({ scope }) => scope !== 'import').map(({ library }) => library),
    imports: managed.filter(({ scope }) => scope === 'import').map(({ library }) => library),
    dependencies: librariesIn(step(project, 'dependencies'))
      .filter(({ scope }) => scope !== 'test')
      .map(({ library }) => library),
    aggregates: textIn(project, 'packaging')?.value === 'pom',
  };
  return { declarations: [module], problems: problem };
}

function step(parent: Place | undefined, name: string): Place | undefined {
  const element = childNamed(parent?.element, name);
  return parent && element && { uri: parent.uri, element, path: [...parent.path, name] };
}

function anchorOf({ uri, element, path }: Place, part: Anchor['part'] = 'value'): Anchor {
  const isLeaf = element.children.length === 0;
  return { uri, path, part, key: element.nameSpan, ...(isLeaf && { value: element.textSpan }) };
}

function sourcedOf(place: Place): Sourced {
  const raw = place.element.text;
  const at = anchorOf(place);
  return raw.includes('${') ? { value: undefined, raw, at, pattern: raw } : { value: raw, raw, at };
}

/** The text of a child; undefined where it is absent or empty. */
function textIn(parent: Place, name: string): Sourced | undefined {
  const found = step(parent, name);
  return found === undefined || found.element.text === '' ? undefined : sourcedOf(found);
}

function selfOf(project: Place): BuildModule['self'] {
  const artifact = textIn(project, 'artifactId');
  return artifact && { group: textIn(project, 'groupId'), artifact, version: textIn(project, 'version') };
}

function parentOf(parent: Place | undefined): BuildModule['parent'] {
  const library = parent && libraryOf(parent);
  if (parent === undefined || library === undefined) return undefined;
  const relative = step(parent, 'relativePath');
  return { ...library, relativePath: relative === undefined ? '../pom.xml' : relative.element.text };
}

function propertiesIn(properties: Place | undefined): Property[] {
  if (properties === undefined) return [];
  const leaves = properties.element.children.filter(({ children }) => children.length === 0);
  return leaves.map((element) => ({
    name: element.name,
    ...sourcedOf({ uri: properties.uri, element, path: [...properties.path, element.name] }),
  }));
}

function librariesIn(list: Place | undefined): { readonly library: Library; readonly scope: string | undefined }[] {
  if (list === undefined) return [];
  return childrenNamed(list.element, 'dependency').flatMap((element, index) => {
    const place = { uri: list.uri, element, path: [...list.path, index] };
    const library = libraryOf(place);
    return library === undefined ? [] : [{ library, scope: textIn(place, 'scope')?.value }];
  });
}

function libraryOf(place: Place): Library | undefined {
  const group = textIn(place, 'groupId');
  const artifact = textIn(place, 'artifactId');
  if (group === undefined || artifact === undefined) return undefined;
  return { group, artifact, version: textIn(place, 'version'), at: anchorOf(place, 'key') };
}
