import type { Arguments } from '../base/language.ts';
import type { Category, Confidence, Severity } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Environment } from '../model/environment.ts';

/** Another place that takes part in the cause. `note` names a text in the rule's `related`. */
export interface Related {
  readonly at: Anchor;
  readonly note: string;
  readonly args?: Arguments;
}

/** A change that mends the cause. `safe`: it cannot change anything else than what the finding is about. */
export interface Fix {
  readonly disposition: 'safe' | 'unsafe';
  readonly edits: readonly Edit[];
}

/** Replaces the value at an anchor; `project/edit.ts` turns it into text, keeping quotes and comments. */
export type Edit =
  | { readonly kind: 'set'; readonly at: Anchor; readonly value: string }
  | { readonly kind: 'remove'; readonly at: Anchor }
  | { readonly kind: 'rename-key'; readonly at: Anchor; readonly key: string };

export interface Finding {
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly component: string;
  /** The environment that decides the severity: of those it holds in, the one in which it is gravest. */
  readonly environment: Environment;
  /** All it holds in and its rule is on in, `unknown` only where it decides the severity. */
  readonly environments: readonly Environment[];
  /** Arguments of the rule's message; the text is made where a language is known. */
  readonly args: Arguments;
  readonly at: Anchor;
  readonly related: readonly Related[];
  readonly fix: Fix | undefined;
  /** Id of the cluster, client or application it is about. */
  readonly subject: string;
  /** Independent of language, line numbers and order: rule, path in the workspace, key path, subject. */
  readonly fingerprint: string;
}

/** A finding the user has answered, with the answer. */
export interface Suppressed {
  readonly finding: Finding;
  readonly by: 'comment' | 'config';
  readonly reason: string | undefined;
}
