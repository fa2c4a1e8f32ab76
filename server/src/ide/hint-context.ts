import type { InlayHintLabelPart, Position } from 'vscode-languageserver-types';
import type { Texts } from '../describe/texts.ts';
import type { Writing } from '../describe/writing.ts';
import type { Project } from '../project/project.ts';

/** What a feature that writes hints needs to know. */
export interface HintContext {
  readonly project: Project;
  readonly texts: Texts;
  /** For labels: short, without markup. */
  readonly label: Writing;
  /** For tooltips. */
  readonly linked: Writing;
}

/** One remark behind a place; those at the same place are shown side by side. */
export interface Hint {
  readonly position: Position;
  readonly part: InlayHintLabelPart;
}
