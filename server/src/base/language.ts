/** The languages every text of ArchLens exists in. */
export const languages = ['en', 'zh-cn'] as const;
export type Language = (typeof languages)[number];

/** One text in every language. May hold `{placeholders}`, the same ones in each language. */
export type Localized = Readonly<Record<Language, string>>;

/** Picks the nearest supported language for a locale such as `zh-CN`, `zh_Hans_CN.UTF-8` or `de`. */
export function languageOf(locale: string | undefined): Language {
  return /^zh\b|^zh[-_]/i.test(locale ?? '') ? 'zh-cn' : 'en';
}

/** Values for the placeholders of a text. */
export type Arguments = Readonly<Record<string, string | number>>;

/** Fills `{name}` placeholders. A placeholder without a value stays as it is, so that a mistake is seen. */
export function fill(template: string, args: Arguments = {}): string {
  return template.replace(/\{([\w-]+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
}
