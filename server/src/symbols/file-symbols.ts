import type { Extraction, Source } from '../extract/extraction.ts';
import { chartSymbols } from './chart.ts';
import { composeSymbols } from './compose.ts';
import { helmfileSymbols } from './helmfile.ts';
import { kubernetesSymbols } from './kubernetes.ts';
import { propertySymbols } from './properties.ts';
import type { FileSymbols } from './symbol.ts';

const known = new WeakMap<Extraction, FileSymbols>();

/**
 * The names a file gives and refers to, each with its exact place. Made when it is first asked for and remembered with the
 * extraction; reading a workspace costs nothing for it.
 */
export function symbolsOf(extraction: Extraction, source: Source): FileSymbols {
  const before = known.get(extraction);
  if (before !== undefined) return before;
  const made = join(ofFormat(extraction, source), ofProperties(extraction, source));
  known.set(extraction, made);
  return made;
}

const none: FileSymbols = { definitions: [], references: [] };

function ofFormat({ format }: Extraction, source: Source): FileSymbols {
  if (format === 'compose') return composeSymbols(source);
  if (format === 'kubernetes' || format === 'kustomize') return kubernetesSymbols(source, false);
  if (format === 'helmfile') return helmfileSymbols(source);
  if (format === 'helm-template') return kubernetesSymbols(source, true);
  return /(?:^|\/)(?:Chart|requirements)\.ya?ml$/.test(source.path) ? chartSymbols(source) : none;
}

function ofProperties({ declarations }: Extraction, { text }: Source): FileSymbols {
  const sets = declarations.filter((each) => each.kind === 'properties');
  return sets.length === 0 ? none : propertySymbols(sets, text);
}

function join(a: FileSymbols, b: FileSymbols): FileSymbols {
  return {
    definitions: [...a.definitions, ...b.definitions],
    references: [...a.references, ...b.references],
  };
}
