import { blockScalarParent, indentOf } from './block-scalar.ts';
import { endOfLine } from './documents.ts';

/** Stands where a template action was; printable for a YAML reader, and in no real text. */
export const placeholder = '\ue0a1';

/** Words only Helm's and Go's templates use inside `{{ }}`. */
const goAction =
  /\{\{-?[ \t]*(?:\/\*|(?:if|else|end|range|with|define|include|template|block|toYaml|tpl|fail|required|default|quote)\b|\$?\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\$[\w]*[ \t]*:=)/;

/**
 * Whether a YAML file is a template: actions are part of its structure, or they speak of a chart. A `{{ name }}` in a
 * quoted string or in the content of a block scalar (alert texts, dashboards, Jinja in a ConfigMap) makes no template.
 */
export function isTemplate(text: string): boolean {
  if (!text.includes('{{') && !text.includes('{%')) return false;
  if (goAction.test(text)) return true;
  let block: number | undefined;
  for (let start = 0; start < text.length;) {
    const next = endOfLine(text, start);
    const line = text.slice(start, next).trimEnd();
    if (block === undefined || (line !== '' && indentOf(line) <= block)) {
      if (isStructural(line)) return true;
      block = blockScalarParent(line);
    }
    start = next;
  }
  return false;
}

/** An action at the start of a line or of a plain value. */
function isStructural(line: string): boolean {
  return /^[ \t]*(?:\{\{|\{%)/.test(line) || /^[^#'"]*(?::|-)[ \t]+\{\{/.test(line);
}

/** One action with the white space control it may have; over several lines too, but not over the next action. */
const actions =
  /\{\{(?:(?!\{\{)[^}"`]|"(?:[^"\\\n]|\\.)*"|`[^`]*`|\}(?!\}))*\}\}|\{%(?:(?!\{%)[^%]|%(?!\}))*%\}|\{#(?:(?!#\}|\{#)[^\n])*#\}/g;

/**
 * The text with every action replaced by as many characters, so that positions hold: lines of actions only become blank,
 * and so does an action that gives lines of its own (`nindent`); any other becomes a word of private-use characters, which `isUnknownText` knows. Undoes nothing of what
 * the template decides: both branches of a condition stay.
 */
export function neutraliseTemplate(text: string): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  return text.replace(actions, (action, offset: number) => {
    const blank = isAlone(text, offset, offset + action.length) || /\bnindent\b/.test(action);
    return action.replace(/[^\r\n]/g, blank ? ' ' : placeholder);
  });
}

/** Longer lines hold more than actions. */
const longestLine = 2_000;

/** Nothing but white space and other actions on the lines of `start`…`end`. */
function isAlone(text: string, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  if (lineStart < start - longestLine || (lineEnd === -1 ? text.length : lineEnd) > end + longestLine) return false;
  const around = text.slice(lineStart, start) + text.slice(end, lineEnd === -1 ? text.length : lineEnd);
  return around.replace(actions, '').trim() === '';
}

/** Whether a value holds something only the rendered template would tell. */
export function isUnknownText(value: string): boolean {
  return value.includes(placeholder);
}
