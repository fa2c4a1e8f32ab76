import type { Span } from '../base/span.ts';
import type { Problem, Status } from '../model/part.ts';
import type { Slip } from '../syntax/slip.ts';
import type { ParsedFile } from '../yaml/parse.ts';
import type { SyntaxProblem } from '../yaml/tree.ts';

export function problemsOf(parsed: ParsedFile): Problem[] {
  return [...parsed.problems, ...parsed.documents.flatMap((document) => document.problems)].map(problemOf);
}

export function problemOf(problem: SyntaxProblem): Problem {
  return { code: problem.code, args: { detail: problem.detail }, span: problem.span };
}

/** The same for build files. */
export function slipOf({ detail, span }: Slip): Problem {
  return { code: 'build-syntax', args: { detail }, span };
}

/** A slip of our own, which costs one file or view and not the others. */
export function internalError(error: unknown): Problem {
  return { code: 'internal-error', args: { detail: error instanceof Error ? error.message : String(error) } };
}

/** Problems that hide nothing: every reader agrees on what the file means. */
const harmless: ReadonlySet<string> = new Set(['duplicate-key']);

/** The places at which something is left out of a document. */
export function gapsIn(problems: readonly SyntaxProblem[]): readonly Span[] {
  return problems.filter(({ code }) => !harmless.has(code)).map(({ span }) => span);
}

/** A file that is too large is passed over on purpose; any other one with a real problem is partial where something was read, unreadable where nothing was. */
export function statusOf(problems: readonly Problem[], readSomething: boolean): Status {
  if (problems.some((problem) => problem.code === 'too-large')) return 'skipped';
  if (problems.every((problem) => harmless.has(problem.code))) return 'ok';
  return readSomething ? 'partial' : 'unreadable';
}
