import type { Annotation, Format } from '../model/part.ts';
import { comments } from '../yaml/comments.ts';
import { annotationsIn } from './annotation.ts';
import { composeLaunchesIn } from './compose-launch.ts';
import { extractCompose } from './compose.ts';
import { environmentOfPath } from './environment.ts';
import type { ExtractOptions, Extracted, Extraction, Source } from './extraction.ts';
import { extractGradle, extractGradleProperties } from './gradle.ts';
import { extractHelmChart } from './helm-chart.ts';
import { extractHelmValues } from './helm-values.ts';
import { kindOf, tellingName, type FileKind } from './kind.ts';
import { extractHelmTemplate, extractKubernetes } from './kubernetes.ts';
import { extractMaven } from './maven.ts';
import { extractEnv, extractNative } from './native.ts';
import { nativeFileIn, redissonFile } from './native-file.ts';
import { statusOf } from './problem.ts';
import type { SetContext } from './property-set.ts';
import { readable } from './readable.ts';
import { extractProperties, extractSpringYaml } from './spring.ts';
import { extractVersionCatalog } from './version-catalog.ts';

const formats: Readonly<Record<FileKind, Format>> = {
  compose: 'compose',
  kubernetes: 'kubernetes',
  kustomize: 'kustomize',
  'helm-values': 'helm-values',
  'helm-template': 'helm-template',
  'helm-chart': 'helm-chart',
  helmfile: 'helmfile',
  'spring-yaml': 'spring',
  'spring-properties': 'spring',
  properties: 'other',
  env: 'other',
  native: 'native',
  maven: 'other',
  gradle: 'other',
  'gradle-properties': 'other',
  'version-catalog': 'other',
  yaml: 'other',
  none: 'other',
};

/** Everything one file says. Pure, and never throws: the same text and path give the same extraction. */
export function extractFile(written: Source, options: ExtractOptions = {}): Extraction {
  const { text, problems: blanked } = readable(written.text);
  const source: Source = { ...written, text, path: shownPath(written.path, text, options) };
  const kind = kindOf(source.path, text);
  const extracted = isWorthReading(kind, source, options)
    ? readers[kind](source, options)
    : kind === 'helm-template'
      ? passedOver
      : isProfile(kind, source)
        ? aside(readers[kind](source, options))
        : nothing;
  const problems = kind === 'none' || kind === 'yaml' ? extracted.problems : [...blanked, ...extracted.problems];
  return {
    uri: source.uri,
    format: formats[kind],
    status: extracted.status ?? statusOf(problems, extracted.declarations.length > 0),
    problems,
    environment: options.environment ?? environmentOfPath(written.path),
    declarations: extracted.declarations,
    annotations: [...annotationsOf(kind, source), ...(extracted.annotations ?? [])],
    ...launchesOf(kind, source),
  };
}

/** The path with the name under which containers see the file, where its own tells nothing. */
function shownPath(path: string, text: string, { shownAs }: ExtractOptions): string {
  const slash = path.lastIndexOf('/') + 1;
  return path.slice(0, slash) + tellingName(path.slice(slash), shownAs?.get(''), text);
}

const nothing: Extracted = { declarations: [], problems: [] };
const passedOver: Extracted = { declarations: [], problems: [{ code: 'template' }], status: 'skipped' };

const isSpring: ReadonlySet<FileKind> = new Set(['spring-yaml', 'spring-properties']);
const springFile = /(?:^|\/)(?:application|bootstrap)(?:-[^/]*)?\.(?:ya?ml|properties)$/;
const buildKinds: ReadonlySet<FileKind> = new Set(['maven', 'gradle', 'gradle-properties', 'version-catalog']);

/** Manifests choose their documents themselves; a native file is what its name says even if it never says it. */
function isWorthReading(kind: FileKind, { text }: Source, { keywords }: ExtractOptions): boolean {
  if (kind === 'none') return false;
  if (buildKinds.has(kind)) return true;
  return keywords === undefined || kind === 'kubernetes' || kind === 'native' || kind === 'env' || keywords.test(text);
}

/** One file of a Spring application may say nothing but its name, its profile, or what a placeholder of another file stands for. */
function isProfile(kind: FileKind, { path }: Source): boolean {
  return isSpring.has(kind) && springFile.test(path);
}

/** What is said counts beside other files only. */
function aside({ declarations }: Extracted): Extracted {
  const quiet = declarations.map((each) => (each.kind === 'properties' ? { ...each, isAside: true as const } : each));
  return { declarations: quiet, problems: [], status: 'ok' };
}

type Reader = (source: Source, options: ExtractOptions) => Extracted;

const readers: Readonly<Record<FileKind, Reader>> = {
  compose: extractCompose,
  kubernetes: extractKubernetes,
  kustomize: extractKubernetes,
  'helm-template': extractHelmTemplate,
  'helm-values': extractHelmValues,
  'helm-chart': extractHelmChart,
  'spring-yaml': (source, options) => extractSpringYaml(source, options, contextOf(source, 'spring')),
  yaml: (source, options) => withoutProblems(extractSpringYaml(source, options, contextOf(source, 'native'))),
  'spring-properties': (source) => extractProperties(source, contextOf(source, 'spring')),
  properties: (source) => extractProperties(source, contextOf(source, 'spring')),
  env: extractEnv,
  native: (source, options) =>
    extractNative(source, options, nativeFileIn(fileNameOf(source), source.text) ?? redissonFile),
  maven: (source) => withoutBlame(extractMaven(source)),
  gradle: extractGradle,
  'gradle-properties': extractGradleProperties,
  'version-catalog': (source) => withoutBlame(extractVersionCatalog(source)),
  // Its templates are read together with its values.
  helmfile: () => nothing,
  none: () => nothing,
};

function contextOf(source: Source, dialect: SetContext['dialect']): SetContext {
  return { dialect, fileName: fileNameOf(source), path: source.path };
}

function fileNameOf({ path }: Source): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A file that is nobody's format is not ours to judge. */
function withoutProblems({ declarations }: Extracted): Extracted {
  return { declarations, problems: [], status: 'ok' };
}

/** A build file is evidence for versions and no configuration: what is wrong with it is said, and hides nothing of the system. */
function withoutBlame(extracted: Extracted): Extracted {
  return {
    ...extracted,
    status: extracted.problems.length > 0 && extracted.declarations.length === 0 ? 'skipped' : 'ok',
  };
}

function annotationsOf(kind: FileKind, { path, text }: Source): Annotation[] {
  if (buildKinds.has(kind) || (kind === 'none' && isScript(path))) return [];
  const lines = kind === 'spring-properties' || kind === 'properties' || kind === 'env' || kind === 'native';
  return annotationsIn(text, (whole) => comments(whole, lines ? 'lines' : 'yaml'));
}

function launchesOf(kind: FileKind, source: Source): Pick<Extraction, 'launches'> {
  const launches = kind === 'compose' || kind === 'none' || kind === 'yaml' ? composeLaunchesIn(source) : [];
  return launches.length === 0 ? {} : { launches };
}

/** Read for the commands in it alone. */
function isScript(path: string): boolean {
  return !/\.(?:ya?ml|properties|conf|cfg|cnf|env)$/i.test(path);
}
