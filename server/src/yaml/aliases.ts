import type { Alias, Node, SyntaxProblem } from './tree.ts';

type OpenAlias = { -readonly [Name in keyof Alias]: Alias[Name] };

/**
 * Points every alias of a tree at the node its anchor names: the last one before it in the document. The tree must be
 * the caller's own, because aliases are completed in place.
 */
export function resolveAliases(root: Node | undefined): SyntaxProblem[] {
  const anchors = new Map<string, Node>();
  const problems: SyntaxProblem[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'alias') {
      const target = anchors.get(node.name);
      (node as OpenAlias).target = target;
      if (target === undefined)
        problems.push({ code: 'unknown-alias', detail: `No anchor "${node.name}" before this alias`, span: node.span });
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (node.kind === 'seq') node.items.forEach(visit);
    if (node.kind !== 'map') return;
    for (const { key, value } of node.entries) {
      visit(key);
      if (value !== undefined) visit(value);
    }
  };
  if (root !== undefined) visit(root);
  return problems;
}
