import type { Extraction } from '../../extract/extraction.ts';
import type { Anchor } from '../../model/anchor.ts';
import type { Property, PropertySet } from '../../model/declaration.ts';

/** A file of a container whose whole content is one value. */
export interface PlainFile {
  /** In the container. */
  readonly path: string;
  /** Under any name; its value is unknown where the content is not in the workspace. */
  readonly entry: Property;
  readonly extraction: Extraction;
  /** The entries it is one of; undefined where it stands for itself. */
  readonly from: PropertySet | undefined;
}

/** Properties of a tree, with those they are made of. */
export interface ConfigTree {
  readonly set: PropertySet;
  readonly extraction: Extraction;
  readonly madeOf: readonly PropertySet[];
}

const trees = new WeakMap<Property, Map<string, ConfigTree>>();

/**
 * The files below a folder as properties: the way to a file from the folder, with dots, is its name. A folder that ends with a `*`
 * stands for each folder in it. Undefined where nothing is there.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.configtree
 */
export function configTreeAt(location: string, files: readonly PlainFile[]): ConfigTree | undefined {
  const folder = location.endsWith('/') ? location : `${location}/`;
  const isWildcard = folder.endsWith('/*/');
  const base = isWildcard ? folder.slice(0, -2) : folder;
  const found = files.flatMap((file) => {
    const name = nameBelow(file.path, base, isWildcard);
    return name === undefined ? [] : [{ file, name }];
  });
  const [first] = found;
  if (first === undefined) return undefined;
  // The same tree each time, as it tells whether anything changed.
  const known = trees.get(first.file.entry) ?? new Map<string, ConfigTree>();
  trees.set(first.file.entry, known);
  const before = known.get(location);
  if (before !== undefined && isMadeOf(before, found)) return before;
  const made = treeOf(found, first.file);
  known.set(location, made);
  return made;
}

interface Found {
  readonly file: PlainFile;
  readonly name: string;
}

function isMadeOf({ set }: ConfigTree, found: readonly Found[]): boolean {
  return (
    set.properties.length === found.length &&
    found.every(({ file: { entry }, name }, index) => {
      const property = set.properties[index];
      return property?.name === name && property.at === entry.at && property.value === entry.value;
    })
  );
}

function treeOf(found: readonly Found[], { entry, extraction }: PlainFile): ConfigTree {
  const at: Anchor = { ...entry.at, part: 'key' };
  return {
    set: {
      kind: 'properties',
      dialect: 'spring',
      fileName: '',
      at,
      application: undefined,
      profiles: [],
      properties: found.map(({ file, name }) => ({ ...file.entry, name })),
    },
    extraction,
    madeOf: [...new Set(found.flatMap(({ file: { from } }) => from ?? []))],
  };
}

function nameBelow(path: string, base: string, isWildcard: boolean): string | undefined {
  if (!path.startsWith(base)) return undefined;
  const way = path.slice(base.length);
  const below = isWildcard ? way.slice(way.indexOf('/') + 1) : way;
  return below === '' || (isWildcard && !way.includes('/')) ? undefined : below.replaceAll('/', '.');
}
