import type { Language } from '../base/language.ts';
import { textsIn } from '../describe/texts.ts';
import { catalog } from '../knowledge/catalog.ts';
import { rulesJson } from '../report/json.ts';
import { rulesText } from '../report/rules-text.ts';
import { coloured, plain } from '../report/paint.ts';
import { print, wantsColour } from './terminal.ts';

export interface RulesOptions {
  readonly language: Language;
  readonly format?: 'text' | 'json';
}

/** `archlens rules`. */
export function runRules({ language, format }: RulesOptions): void {
  const texts = textsIn(language, catalog());
  const { rules } = catalog().knowledge;
  const paint = wantsColour(process.stdout) ? coloured : plain;
  print(format === 'json' ? JSON.stringify(rulesJson(rules, texts), undefined, 2) : rulesText(rules, texts, paint));
}
