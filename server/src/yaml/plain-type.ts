import type { Scalar } from './tree.ts';

const number =
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const words: Readonly<Record<string, Scalar['type']>> = {
  '': 'null',
  '~': 'null',
  null: 'null',
  Null: 'null',
  NULL: 'null',
  true: 'boolean',
  True: 'boolean',
  TRUE: 'boolean',
  false: 'boolean',
  False: 'boolean',
  FALSE: 'boolean',
};

/** The type of a plain scalar in the core schema of YAML 1.2 (chapter 10.3.2). */
export function plainType(text: string): Scalar['type'] {
  if (text.length < 6 && Object.hasOwn(words, text)) return words[text] ?? 'string';
  const code = text.charCodeAt(0);
  const canBeNumber = (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;
  return canBeNumber && number.test(text) ? 'number' : 'string';
}
