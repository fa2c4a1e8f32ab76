import type { CommanderError } from 'commander';
import { fill, type Language } from '../base/language.ts';

/** Chinese for the library's errors, by their codes; `{what}` is what the message puts in quotes first. */
const chinese: Readonly<Record<string, string>> = {
  'commander.unknownOption': '未知选项 {what}',
  'commander.unknownCommand': '未知命令 {what}',
  'commander.missingArgument': '缺少参数 {what}',
  'commander.optionMissingArgument': '选项 {what} 缺少取值',
  'commander.excessArguments': '参数过多',
};

/** What is wrong with a command line, in the reader's language. */
export function usageMessage({ code, message }: CommanderError, language: Language): string {
  const text = message.replace(/^error: /, '');
  if (language === 'en') return `archlens: ${text}`;
  const what = /'([^']*)'/.exec(text)?.[1] ?? '';
  const [, suggestion] = /\(Did you mean (.+)\?\)/.exec(text) ?? [];
  const hint = suggestion === undefined ? '' : `\n（是否想用 ${suggestion}？）`;
  return `archlens：${invalid(text) ?? fill(chinese[code] ?? text, { what })}${hint}`;
}

/** `option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json.` */
function invalid(text: string): string | undefined {
  const [, option, value, rest] = /^option '(.+?)' argument '(.*)' is invalid\.\s*(.*)$/s.exec(text) ?? [];
  if (option === undefined || value === undefined) return undefined;
  const [, choices] = /Allowed choices are\s*(.+?)\.?$/s.exec(rest ?? '') ?? [];
  return `选项 ${option} 的取值 ${value} 无效${choices === undefined ? '' : `，可选：${choices}`}`;
}
