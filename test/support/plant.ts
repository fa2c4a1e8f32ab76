export interface Tree {
  [key: string]: string | Tree | Tree[];
}

/** Sets a value at a dotted path; `list[name=x]` makes a list of one item with `name: x`, `list[*]` and `list[0]` of any item. */
export function plant(root: Tree, path: string, value: string): void {
  const segments = path.split('.');
  let at = root;
  for (const [index, segment] of segments.entries()) {
    const { name, key, wanted } =
      /^(?<name>[^[]+)(?:\[(?:(?<key>[^=\]]+)=)?(?<wanted>[^\]]*)\])?$/.exec(segment)?.groups ?? {};
    const isLast = index === segments.length - 1;
    const field = name ?? segment;
    if (wanted !== undefined) {
      const item: Tree = key === undefined ? {} : { [key]: wanted };
      at[field] = [item];
      at = item;
    } else if (isLast) at[field] = value;
    else {
      const next = at[field];
      const child: Tree = typeof next === 'object' && !Array.isArray(next) ? next : {};
      at[field] = child;
      at = child;
    }
  }
}
