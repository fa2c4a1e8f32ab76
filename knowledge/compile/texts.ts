import { type Language, languages } from '../../server/src/base/language.ts';
import { type KnowledgeFile, type Path, type Problem, walk } from './file.ts';

/** Keys whose texts are words or titles, not sentences. */
const titles = new Set(['name', 'title', 'fixTitle', 'purpose']);

/**
 * Texts exist in both languages with the same placeholders, English holds no Chinese characters and a Chinese sentence
 * holds some; sentences end with a full stop, questions with a question mark.
 */
export function checkTexts(file: KnowledgeFile, kind: 'prose' | 'phrases'): Problem[] {
  const problems: Problem[] = [];
  for (const { path, value } of walk(file.value)) {
    if (!('en' in value) || !('zh-cn' in value)) continue;
    const texts = value as Readonly<Record<string, unknown>>;
    for (const language of languages) {
      const text = texts[language];
      if (typeof text !== 'string') continue;
      const message = flaw(text, language, kind === 'phrases' ? 'title' : formOf(path));
      if (message !== undefined)
        problems.push(file.problem([...path, language], `${[...path, language].join('.')}: ${message}`));
    }
    const [first, second] = languages.map((language) => placeholders(texts[language]));
    if (first !== second) {
      problems.push(
        file.problem(
          path,
          `${path.join('.')}: placeholders differ between languages: ${first || 'none'} · ${second || 'none'}`,
        ),
      );
    }
  }
  return problems;
}

type Form = 'title' | 'question' | 'sentence';

function formOf(path: Path): Form {
  const key = path.findLast((part) => typeof part === 'string');
  if (key === 'question') return 'question';
  return titles.has(String(key)) ? 'title' : 'sentence';
}

const chinese = /\p{Script=Han}/u;

function flaw(text: string, language: Language, form: Form): string | undefined {
  if (text.trim() === '') return 'is empty';
  if (text !== text.trim()) return 'begins or ends with a space';
  if (language === 'en' && chinese.test(text)) return 'holds Chinese characters';
  if (form === 'title') return undefined;
  if (language === 'zh-cn' && !chinese.test(text) && hasWords(text)) return 'holds no Chinese';
  if (form === 'question') return /[?？]$/.test(text) ? undefined : 'does not end with a question mark';
  return stops[language].test(text) ? undefined : 'does not end with a full stop';
}

/** What a sentence ends with; a bracket, a quote or code may close after it. */
const stops: Readonly<Record<Language, RegExp>> = { en: /[.!?][)"'`”]?$/, 'zh-cn': /[。！？][）」”`]?$/ };

/** Whether there is more than code, numbers and signs. */
function hasWords(text: string): boolean {
  return /[a-z]{2}/i.test(text.replace(/`[^`]*`/g, ''));
}

function placeholders(text: unknown): string {
  if (typeof text !== 'string') return '';
  return [...new Set(Array.from(text.matchAll(/\{([\w-]+)\}/g), (match) => match[0]))].sort().join(' ');
}
