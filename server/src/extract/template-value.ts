import type { Span } from '../base/span.ts';
import { isUnknownText } from '../yaml/template.ts';
import type { Source } from './extraction.ts';

/** A value a template fills in wholly or partly. */
export interface TemplateValue {
  readonly value: undefined;
  /** As the template has it, actions included. */
  readonly raw: string;
  readonly pattern?: string;
}

/** Whether a text holds a place a template fills in. Only texts of templates are asked. */
export function isFilledIn(text: string, source: Source): boolean {
  return source.original !== undefined && isUnknownText(text);
}

/** What stands at `written` in the template: `{{ .Values.host }}:6379` has the pattern `${.Values.host}:6379`. */
export function templateValue(source: Source, written: Span): TemplateValue {
  const raw = (source.original ?? source.text).slice(written.start, written.end);
  const pattern = raw.replace(
    /\{\{-?\s*([\s\S]*?)\s*-?\}\}/g,
    (_, action: string) => `\${${action.replace(/[{}]/g, '')}}`,
  );
  return /^\$\{[^{}]*\}$/.test(pattern) ? { value: undefined, raw } : { value: undefined, raw, pattern };
}
