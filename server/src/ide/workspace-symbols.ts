import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import { componentName, type Texts } from '../describe/texts.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Project } from '../project/project.ts';
import { rangeOfAnchor } from './range.ts';

/** Clusters and applications whose name holds the letters of a query in their order; how well they fit is for the editor to say. */
export function workspaceSymbols(project: Project, query: string, texts: Texts): WorkspaceSymbol[] {
  const { clusters, applications } = project.system();
  const found = [
    ...clusters.map(({ name, component, at }) =>
      symbolOf(project, { name, detail: componentName(component, texts), kind: SymbolKind.Module, at }),
    ),
    ...applications.map(({ name, at }) =>
      symbolOf(project, { name, detail: texts.phrase('symbol.application'), kind: SymbolKind.Package, at }),
    ),
  ];
  return found.flatMap((symbol) => (symbol !== undefined && fits(query, symbol.name) ? [symbol] : []));
}

interface Named {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly at: Anchor;
}

/** The kind of thing is part of the name: `kafka` finds the brokers, whatever their service is called. */
function symbolOf(project: Project, { name, detail, kind, at }: Named): WorkspaceSymbol | undefined {
  const range = rangeOfAnchor(project, at);
  if (range === undefined) return undefined;
  return { name: `${name} (${detail})`, kind, location: { uri: at.uri, range } };
}

function fits(query: string, name: string): boolean {
  const letters = query.toLowerCase().replace(/\s+/g, '');
  let at = 0;
  for (const letter of name.toLowerCase()) if (letter === letters[at]) at++;
  return at >= letters.length;
}
