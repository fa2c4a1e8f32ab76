import { LineIndex } from '../base/line-index.ts';
import { basename } from '../base/uri.ts';
import type { Extraction } from '../extract/extraction.ts';
import { isEnvFile } from '../extract/kind.ts';
import type { Format, Problem, Status } from '../model/part.ts';
import type { Content, ReadFailure } from './host.ts';

/** One file as the project has read it. */
export interface File {
  readonly uri: string;
  /** Path in its folder; names in it are evidence of what a file is for. */
  readonly path: string;
  /** What it says on its own. */
  readonly extraction: Extraction;
  /** Version in the editor; undefined where it was read from the host. */
  readonly version: number | undefined;
  /** Kept while the file is open, or says something that has a place. */
  readonly text: string | undefined;
  readonly lines: LineIndex | undefined;
}

export function fileOf(extraction: Extraction, path: string, text: string, version: number | undefined): File {
  const kept = version !== undefined || hasPlaces(extraction) || isReadWithOthers(path) || mayBeValues(path, text);
  let index: LineIndex | undefined;
  return {
    uri: extraction.uri,
    path,
    extraction,
    version,
    text: kept ? text : undefined,
    get lines() {
      return kept ? (index ??= new LineIndex(text)) : undefined;
    },
  };
}

/** Something that kept us from seeing all, with the file it is about. */
export interface ProjectProblem {
  readonly uri: string;
  readonly problem: Problem;
}

/** With the values of its chart, or with the compose file that takes variables from it: also where it says nothing alone. */
function isReadWithOthers(path: string): boolean {
  return (
    /(?:^|\/)(?:chart|requirements)\.yaml$|\.(?:tpl|gotmpl)$/i.test(path) || isEnvFile(basename(path).toLowerCase())
  );
}

/** Longer files of values are rare, and those of other tools are not. */
const longestValues = 32_000;

/** Whatever it is called, a release may take its values from it. */
function mayBeValues(path: string, text: string): boolean {
  return text.length <= longestValues && /\.ya?ml$/i.test(path);
}

export function failureProblem(failure: ReadFailure, maxBytes: number): Problem {
  return { code: `file-${failure}`, args: { limit: Math.round(maxBytes / 1024 / 1024) } };
}

/** A file that could not be read. What is no text and has no telling name is left aside without a word to heed. */
export function unreadFile(uri: string, path: string, failure: ReadFailure, maxBytes: number): File {
  const problem = failureProblem(failure, maxBytes);
  const harmless = failure === 'too-large' || (failure === 'not-text' && !/\.(?:ya?ml|properties)$/i.test(path));
  const extraction = emptyExtraction(uri, harmless ? 'skipped' : 'unreadable', [problem]);
  return { uri, path, extraction, version: undefined, text: undefined, lines: undefined };
}

/** A file of which nothing is read; undefined where it is not there. */
export function archiveFile(uri: string, path: string, content: Content): File | undefined {
  if ('failure' in content && content.failure === 'missing') return undefined;
  return {
    uri,
    path,
    extraction: emptyExtraction(uri, 'skipped', []),
    version: undefined,
    text: undefined,
    lines: undefined,
  };
}

export function emptyExtraction(uri: string, status: Status, problems: readonly Problem[]): Extraction {
  return { uri, format: 'other', status, problems, environment: 'unknown', declarations: [], annotations: [] };
}

/** Formats whose files are read together with others, also where they name nothing themselves. */
const composed: ReadonlySet<Format> = new Set([
  'compose',
  'kubernetes',
  'kustomize',
  'helm-values',
  'helm-template',
  'helmfile',
]);

function hasPlaces({ format, declarations, annotations, problems, launches }: Extraction): boolean {
  const says = declarations.length > 0 || annotations.length > 0 || launches !== undefined;
  return composed.has(format) || says || problems.length > 0;
}
