import type { CompletionItem, Position } from 'vscode-languageserver-types';
import type { Texts } from '../describe/texts.ts';
import type { Project } from '../project/project.ts';
import { completeAnnotation } from './complete-annotation.ts';
import { completeValue } from './complete-value.ts';

export interface CompletionOptions {
  /** False where another extension completes values. */
  readonly values?: boolean;
}

/** Words of review annotations and values of settings; all else a file may hold is the business of other extensions. */
export function completion(
  project: Project,
  uri: string,
  position: Position,
  texts: Texts,
  { values = true }: CompletionOptions = {},
): CompletionItem[] {
  const annotation = completeAnnotation(project, uri, position, texts);
  if (annotation !== undefined) return annotation;
  return values ? completeValue(project, uri, position, texts) : [];
}
