import type { Alias, Node, SyntaxProblem } from './tree.ts';

type OpenAlias = { -readonly [Name in keyof Alias]: Alias[Name] };

/** Nodes that aliases of one document may stand for before further ones stand for nothing: far more than people write. */
export const mostCopies = 150_000;

/**
 * Points every alias of a tree at the node its anchor names: the last one before it in the document. One inside the node it names
 * stays without a target, and so do those that would make the tree too large, so that whoever walks it through aliases comes to
 * an end. The tree must be the caller's own, because aliases are completed in place.
 */
export function resolveAliases(root: Node | undefined): SyntaxProblem[] {
  const anchors = new Map<string, Node>();
  /** Nodes below a node with an anchor, with those that aliases in it stand for. */
  const sizes = new Map<Node, number>();
  const problems: SyntaxProblem[] = [];
  let copies = 0;
  const follow = (alias: Alias): number => {
    const target = anchors.get(alias.name);
    (alias as OpenAlias).target = undefined;
    if (target === undefined) {
      problems.push({ code: 'unknown-alias', detail: `No anchor "${alias.name}" before this alias`, span: alias.span });
      return 1;
    }
    // An alias inside the node it names would go on for ever.
    const size = sizes.get(target) ?? Number.POSITIVE_INFINITY;
    if (copies + size > mostCopies) {
      if (!problems.some(({ code }) => code === 'too-many-aliases'))
        problems.push({ code: 'too-many-aliases', detail: `More than ${mostCopies} copies`, span: alias.span });
      return 1;
    }
    copies += size;
    (alias as OpenAlias).target = target;
    return size;
  };
  const visit = (node: Node): number => {
    if (node.kind === 'alias') return follow(node);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    let size = 1;
    if (node.kind === 'seq') for (const item of node.items) size += visit(item);
    if (node.kind === 'map')
      for (const { key, value } of node.entries) size += visit(key) + (value === undefined ? 0 : visit(value));
    if (node.anchor !== undefined) sizes.set(node, size);
    return size;
  };
  if (root !== undefined) visit(root);
  return problems;
}
