import type { Annotation, Format } from '../model/part.ts';
import { comments } from '../yaml/comments.ts';
import { annotationsIn } from './annotation.ts';
import { extractCompose } from './compose.ts';
import { environmentOfPath } from './environment.ts';
import type { ExtractOptions, Extracted, Extraction, Source } from './extraction.ts';
import { extractHelmChart } from './helm-chart.ts';
import { extractHelmValues } from './helm-values.ts';
import { kindOf, type FileKind } from './kind.ts';
import { extractHelmTemplate, extractKubernetes } from './kubernetes.ts';
import { extractEnv, extractNative } from './native.ts';
import { nativeFileOf } from './native-file.ts';
import { statusOf } from './problem.ts';
import { extractProperties, extractSpringYaml } from './spring.ts';

const formats: Readonly<Record<FileKind, Format>> = {
  compose: 'compose',
  kubernetes: 'kubernetes',
  kustomize: 'kustomize',
  'helm-values': 'helm-values',
  'helm-template': 'helm-template',
  'helm-chart': 'other',
  'spring-yaml': 'spring',
  'spring-properties': 'spring',
  properties: 'other',
  env: 'other',
  native: 'native',
  yaml: 'other',
  none: 'other',
};

/** Everything one file says. Pure, and never throws: the same text and path give the same extraction. */
export function extractFile(source: Source, options: ExtractOptions = {}): Extraction {
  const kind = kindOf(source.path, source.text);
  const extracted = isWorthReading(kind, source, options) ? extractKind(kind, source, options) : kind === 'helm-template' ? passedOver : nothing;
  const problems = extracted.problems;
  return {
    uri: source.uri,
    format: formats[kind],
    status: extracted.status ?? statusOf(problems, extracted.declarations.length > 0),
    problems,
    environment: options.environment ?? environmentOfPath(source.path),
    declarations: extracted.declarations,
    annotations: [...annotationsOf(kind, source.text), ...(extracted.annotations ?? [])],
  };
}

const nothing: Extracted = { declarations: [], problems: [] };
const passedOver: Extracted = { declarations: [], problems: [{ code: 'template' }], status: 'skipped' };

/** Manifests choose their documents themselves; a native file is what its name says even if it never says it. */
function isWorthReading(kind: FileKind, { text }: Source, { keywords }: ExtractOptions): boolean {
  if (kind === 'none') return false;
  return keywords === undefined || kind === 'kubernetes' || kind === 'native' || keywords.test(text);
}

function extractKind(kind: FileKind, source: Source, options: ExtractOptions): Extracted {
  const fileName = source.path.slice(source.path.lastIndexOf('/') + 1);
  const context = { dialect: 'spring', fileName, path: source.path } as const;
  switch (kind) {
    case 'compose':
      return extractCompose(source, options);
    case 'kubernetes':
    case 'kustomize':
      return extractKubernetes(source, options);
    case 'helm-template':
      return extractHelmTemplate(source, options);
    case 'helm-values':
      return extractHelmValues(source, options);
    case 'helm-chart':
      return extractHelmChart(source, options);
    case 'spring-yaml':
      return extractSpringYaml(source, options, context);
    case 'yaml':
      return withoutProblems(extractSpringYaml(source, options, { ...context, dialect: 'native' }));
    case 'spring-properties':
    case 'properties':
      return extractProperties(source, context);
    case 'env':
      return extractEnv(source);
    case 'native':
      return extractNative(source, options, nativeFileOf(fileName) ?? { name: 'redisson.yaml', syntax: 'yaml' });
    case 'none':
      return nothing;
  }
}

/** A file that is nobody's format is not ours to judge. */
function withoutProblems({ declarations }: Extracted): Extracted {
  return { declarations, problems: [], status: 'ok' };
}

function annotationsOf(kind: FileKind, text: string): Annotation[] {
  const lines = kind === 'spring-properties' || kind === 'properties' || kind === 'env' || kind === 'native';
  return annotationsIn(text, (whole) => comments(whole, lines ? 'lines' : 'yaml'));
}
