import type { Extraction } from '../../extract/extraction.ts';
import { child, textOf, type Field } from '../../extract/field.ts';
import { objectFields } from '../../extract/kubernetes.ts';
import { alone, type Effective } from '../effective.ts';
import type { Files } from '../files.ts';
import { argoInstallations } from './argo.ts';
import { fluxInstallation } from './flux.ts';
import { declarationsOf, type Brought } from './installation.ts';
import type { Manifest } from './manifest.ts';
import { Notes } from './notes.ts';

/** Whether a manifest asks for charts, by which its own values are not all. */
export function asksForCharts({ format, declarations }: Extraction): boolean {
  return (
    format === 'kubernetes' && declarations.some((each) => each.kind === 'resource' && isRequest(each.group, each.type))
  );
}

function isRequest(group: string, kind: string): boolean {
  if (kind === 'HelmRelease') return /^(?:helm\.(?:toolkit\.)?fluxcd\.io|flux\.weave\.works)$/.test(group);
  return group === 'argoproj.io' && (kind === 'Application' || kind === 'ApplicationSet');
}

/** The kind of an object that asks for charts. */
export function requestOf(root: Field): string | undefined {
  const kind = textOf(child(root, 'kind')) ?? '';
  const [group = ''] = (textOf(child(root, 'apiVersion')) ?? '').split('/');
  return isRequest(group, kind) ? kind : undefined;
}

/** Manifests of Argo CD and Flux: the charts they name with the values that all files give them. */
export function resolveManifest(extraction: Extraction, files: Files): Effective {
  const { uri, environment } = extraction;
  const source = files.source(uri);
  if (source === undefined) return alone(extraction);
  const objects = objectFields(source, files.cache);
  const manifest: Manifest = { uri, environment, files, objects, notes: new Notes(uri), taken: new Set() };
  const { declarations, covers } = chartsOf(objects, manifest);
  return {
    extraction: {
      ...extraction,
      problems: [...extraction.problems, ...manifest.notes.all],
      declarations: [...extraction.declarations.filter(({ kind }) => kind !== 'values'), ...declarations],
    },
    covers: covers.filter((each) => each !== uri),
  };
}

/** What the charts that some objects ask for bring. */
export function chartsOf(objects: readonly Field[], manifest: Manifest): Brought {
  const installations = objects.flatMap((root) => {
    const kind = requestOf(root);
    if (kind === undefined) return [];
    return kind === 'HelmRelease' ? (fluxInstallation(root, manifest) ?? []) : argoInstallations(root, kind, manifest);
  });
  const { declarations, covers } = declarationsOf(installations, manifest);
  return { declarations, covers: [...new Set([...manifest.taken, ...covers])] };
}
