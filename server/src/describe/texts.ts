import { type Arguments, fill, type Language, type Localized } from '../base/language.ts';
import type { Catalog } from '../knowledge/catalog.ts';

/** All that is needed to say something: the knowledge base and the language to say it in. */
export interface Texts {
  readonly language: Language;
  readonly catalog: Catalog;
  of(text: Localized, args?: Arguments): string;
  /** A phrase of `knowledge/phrases.yaml`; an unknown key comes back as it is, so that a mistake is seen. */
  phrase(key: string, args?: Arguments): string;
  /** Undefined where there is no such phrase. */
  phraseIfAny(key: string, args?: Arguments): string | undefined;
  /** Items in one enumeration: `a, b` or `a、b`. */
  list(items: readonly string[]): string;
  /** Parts of one sentence: `a, b` or `a，b`. */
  clauses(parts: readonly string[]): string;
  /** Sentences one after the other; those of Chinese have no space between them. */
  sentences(all: readonly string[]): string;
  /** `label: value` or `label：value`. */
  labelled(label: string, value: string): string;
  /** `text (note)` or `text（note）`. */
  noted(text: string, note: string): string;
}

export function textsIn(language: Language, catalog: Catalog): Texts {
  const phraseIfAny = (key: string, args: Arguments = {}): string | undefined => {
    const phrase = catalog.knowledge.phrases[key];
    return phrase === undefined ? undefined : fill(phrase[language], args);
  };
  return {
    language,
    catalog,
    of: (text, args = {}) => fill(text[language], args),
    phrase: (key, args) => phraseIfAny(key, args) ?? key,
    phraseIfAny,
    list: (items) => items.join(language === 'zh-cn' ? '、' : ', '),
    clauses: (parts) => parts.join(language === 'zh-cn' ? '，' : ', '),
    sentences: (all) => all.join(language === 'zh-cn' ? '' : ' '),
    labelled: (label, value) => `${label}${language === 'zh-cn' ? '：' : ': '}${value}`,
    noted: (text, note) => (language === 'zh-cn' ? `${text}（${note}）` : `${text} (${note})`),
  };
}

/** Name of a component as people write it; its id where the knowledge base has no entry. */
export function componentName(id: string, texts: Texts): string {
  const component = texts.catalog.component(id);
  return component === undefined ? id : texts.of(component.name);
}
