/** One entry of a folder: its name, and whether it is a file, a folder or neither. Links are neither: they may lead out. */
export type Entry = readonly [name: string, kind: 'file' | 'folder' | 'other'];

export interface Walk<U> {
  readonly entries: (folder: U) => Promise<readonly Entry[]>;
  readonly child: (folder: U, name: string) => U;
  /** Whether a file with this path from the root, with `/`, is asked for. */
  readonly wanted: (path: string) => boolean;
  /** Whether everything below this path is left aside. */
  readonly skipped: (path: string) => boolean;
  readonly cancelled: () => boolean;
}

/** The wanted files below a folder, found by reading folders. A folder that cannot be read counts as empty. */
export async function walk<U>(root: U, { entries, child, wanted, skipped, cancelled }: Walk<U>): Promise<U[]> {
  const found: U[] = [];
  const folders: { readonly at: U; readonly path: string }[] = [{ at: root, path: '' }];
  for (let folder = folders.pop(); folder !== undefined && !cancelled(); folder = folders.pop()) {
    for (const [name, kind] of await entries(folder.at).catch(() => [])) {
      const path = folder.path + name;
      if (kind === 'file' && wanted(path)) found.push(child(folder.at, name));
      if (kind === 'folder' && !skipped(`${path}/`)) folders.push({ at: child(folder.at, name), path: `${path}/` });
    }
  }
  return found;
}
