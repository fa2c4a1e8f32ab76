import { LineIndex } from '../base/line-index.ts';
import type { Part, Problem } from '../model/part.ts';
import type { ReadFailure } from './host.ts';

/** One file as the project knows it. */
export interface File {
  readonly uri: string;
  /** Path in its folder; names in it are evidence of what a file is for. */
  readonly path: string;
  readonly part: Part;
  /** Version in the editor; undefined where it was read from the host. */
  readonly version: number | undefined;
  /** Kept while the file is open, or contributes something that has a place. */
  readonly text: string | undefined;
  readonly lines: LineIndex | undefined;
}

export function fileOf(part: Part, path: string, text: string, version: number | undefined): File {
  const kept = version !== undefined || hasPlaces(part);
  return {
    uri: part.uri,
    path,
    part,
    version,
    text: kept ? text : undefined,
    lines: kept ? new LineIndex(text) : undefined,
  };
}

export function failureProblem(failure: ReadFailure, maxBytes: number): Problem {
  return { code: `file-${failure}`, args: { limit: Math.round(maxBytes / 1024 / 1024) } };
}

/** A file that could not be read. What is no text and has no telling name is left aside without a word to heed. */
export function unreadFile(uri: string, path: string, failure: ReadFailure, maxBytes: number): File {
  const problem = failureProblem(failure, maxBytes);
  const harmless = failure === 'too-large' || (failure === 'not-text' && !/\.(?:ya?ml|properties)$/i.test(path));
  const part = emptyPart(uri, harmless ? 'skipped' : 'unreadable', [problem]);
  return { uri, path, part, version: undefined, text: undefined, lines: undefined };
}

export function emptyPart(uri: string, status: Part['status'], problems: readonly Problem[]): Part {
  return {
    uri,
    format: 'other',
    status,
    problems,
    environment: 'unknown',
    deployments: [],
    clients: [],
    applications: [],
    services: [],
    workloads: [],
    resources: [],
    tools: [],
    annotations: [],
    mentions: [],
  };
}

function hasPlaces(part: Part): boolean {
  const lists = [
    part.deployments,
    part.clients,
    part.applications,
    part.services,
    part.tools,
    part.annotations,
    part.mentions,
    part.problems,
  ];
  return lists.some((list) => list.length > 0);
}
