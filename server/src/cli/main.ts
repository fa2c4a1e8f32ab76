#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type Language, languages } from '../base/language.ts';
import { UsageError } from './usage-error.ts';
import { endQuietlyOnClosedPipe, environmentLanguage, printError } from './terminal.ts';
import { width } from '../report/width.ts';
import { usageMessage } from './usage-message.ts';
import { version } from './version.ts';
import { examples, examplesTitle, exitCodes, type Say, sayIn } from './words.ts';

/** What every command gets beside its own options. */
interface Common {
  readonly lang?: Language;
}

/** `--lang` decides the language of the help too, so it is looked at before anything is parsed. */
function languageOfArguments(args: readonly string[]): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const value = args[at]?.includes('=') === true ? args[at]?.slice('--lang='.length) : args[at + 1];
  return languages.find((language) => at >= 0 && language === value?.toLowerCase()) ?? environmentLanguage();
}

const language = languageOfArguments(process.argv.slice(2));
const say = sayIn(language);

function programOf(): Command {
  const program = styled(new Command('archlens')).helpCommand('help [command]', say('helpCommand'));
  program.description(say('description')).version(version(), '-V, --version', say('version'));
  addCheck(program);
  addInspect(program);
  addExplain(program);
  addCompare(program);
  addRules(program);
  addLsp(program);
  return program;
}

function addCheck(program: Command): void {
  const formats = ['text', 'json', 'sarif', 'github', 'markdown'] as const;
  const command = commandOf(program, 'check', '[paths...]', 'path')
    .addOption(new Option('--format <format>', say('format')).choices(formats).default('text'))
    .option('--output <file>', say('output'))
    .addOption(
      new Option('--fail-on <severity>', say('failOn')).choices(['error', 'warning', 'info', 'never']).default('error'),
    )
    .option('--config <file>', say('config'))
    .addOption(renderOption())
    .option('--helm <program>', say('helm'))
    .option('-q, --quiet', say('quiet'));
  command.addHelpText('after', `\n${exitCodes[language]}`);
  command.action(async (paths: string[]) => {
    const { runCheck } = await import('./check.ts');
    process.exitCode = await runCheck(given(paths), { ...command.opts(), language }, say);
  });
}

function addInspect(program: Command): void {
  const command = commandOf(program, 'inspect', '[paths...]', 'path')
    .addOption(new Option('--format <format>', say('format')).choices(['text', 'json']).default('text'))
    .option('--output <file>', say('output'))
    .option('--config <file>', say('config'))
    .addOption(renderOption())
    .option('--helm <program>', say('helm'))
    .option('-q, --quiet', say('quiet'));
  command.action(async (paths: string[]) => {
    const { runInspect } = await import('./inspect.ts');
    process.exitCode = await runInspect(given(paths), { ...command.opts(), language }, say);
  });
}

function renderOption(): Option {
  return new Option('--render <program>', say('render')).choices(['off', 'helm']).default('off');
}

function addExplain(program: Command): void {
  const command = commandOf(program, 'explain', '[id]', 'id')
    .argument('[paths...]', say('path'))
    .addOption(new Option('--format <format>', say('format')).choices(['text', 'markdown', 'json']).default('text'));
  command.action(async (id: string | undefined, paths: string[]) => {
    const { runExplain } = await import('./explain.ts');
    process.exitCode = await runExplain(id, paths, { ...command.opts(), language }, say);
  });
}

function addCompare(program: Command): void {
  const command = commandOf(program, 'compare', '<ids...>', 'comparable').addOption(
    new Option('--format <format>', say('format')).choices(['text', 'markdown', 'json']).default('text'),
  );
  command.action(async (ids: string[]) => {
    const { runCompare } = await import('./compare.ts');
    runCompare(ids, { ...command.opts(), language }, say);
  });
}

function addRules(program: Command): void {
  const command = commandOf(program, 'rules').addOption(
    new Option('--format <format>', say('format')).choices(['text', 'json']).default('text'),
  );
  command.action(async () => {
    const { runRules } = await import('./rules.ts');
    runRules({ ...command.opts(), language });
  });
}

function addLsp(program: Command): void {
  const command = commandOf(program, 'lsp');
  command
    .option('--stdio', say('stdio'))
    // Clients add it by the protocol's convention, so that a server does not outlive its editor; the connection reads it.
    .addOption(new Option('--clientProcessId <pid>').hideHelp())
    .action(async () => {
      const { startStdio } = await import('../lsp/node.ts');
      startStdio(version(), command.opts<Common>().lang);
    });
}

type CommandName = 'check' | 'inspect' | 'explain' | 'compare' | 'rules' | 'lsp';

function commandOf(
  program: Command,
  name: CommandName,
  argument?: string,
  meaning?: 'path' | 'id' | 'comparable',
): Command {
  const command = styled(program.command(name)).helpCommand(false).description(say(name));
  if (argument !== undefined && meaning !== undefined) command.argument(argument, say(meaning));
  const lang = new Option('--lang <language>', say(name === 'lsp' ? 'lspLang' : 'lang')).argParser(readLanguage);
  return command.addOption(lang).addHelpText('after', examplesText(name));
}

function readLanguage(value: string): Common['lang'] {
  const found = languages.find((candidate) => candidate === value.toLowerCase());
  if (found === undefined) throw new InvalidArgumentError(`Allowed choices are ${languages.join(', ')}.`);
  return found;
}

/** The folder one is in, where nothing else is named. */
function given(paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? ['.'] : paths;
}

/** Help in the reader's language; errors are thrown, so that all of them end with 2. */
function styled(command: Command): Command {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say('usageTitle'),
    'Arguments:': say('argumentsTitle'),
    'Options:': say('optionsTitle'),
    'Commands:': say('commandsTitle'),
  };
  return command
    .exitOverride()
    .helpOption('-h, --help', say('help'))
    .configureHelp({ styleTitle: (title) => titles[title] ?? title, optionDescription, displayWidth: width })
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined });
}

function optionDescription({ description, argChoices, defaultValue }: Option): string {
  const notes = [
    ...(argChoices === undefined ? [] : [say('choices', { choices: argChoices.join(', ') })]),
    ...(typeof defaultValue === 'string' ? [say('default', { value: defaultValue })] : []),
  ];
  return notes.length === 0 ? description : say('noted', { text: description, notes: notes.join(say('semicolon')) });
}

function examplesText(name: string): string {
  const lines = (examples[name] ?? []).map(({ command, note }) => `  ${command}\n      ${note[language]}`);
  return `\n${examplesTitle[language]}\n${lines.join('\n')}`;
}

async function main(): Promise<void> {
  endQuietlyOnClosedPipe();
  const program = programOf().addHelpText('after', examplesText(''));
  try {
    if (process.argv.length <= 2) {
      printError(program.helpInformation() + examplesText(''));
      process.exitCode = 2;
      return;
    }
    await program.parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error, say);
  }
}

/** `archlens help <command>` for a command that is none, which the library answers with the help of the program. */
function isAskedOfUnknown({ code }: CommanderError): boolean {
  return code === 'commander.help';
}

function unknownCommand(): CommanderError {
  return new CommanderError(2, 'commander.unknownCommand', `error: unknown command '${process.argv[3] ?? ''}'`);
}

/** 0 for help and version, else 2 with a message. */
function exitCodeOf(error: unknown, say: Say): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    const command = process.argv.slice(2).find((arg) => /^(?:check|inspect|explain|compare|rules|lsp)$/.test(arg));
    printError(usageMessage(isAskedOfUnknown(error) ? unknownCommand() : error, language));
    printError(say('helpHint', { command: command === undefined ? '' : `${command} ` }));
    return 2;
  }
  const detail = error instanceof Error ? error.message : String(error);
  printError(error instanceof UsageError ? detail : say('failed', { detail }));
  return 2;
}

await main();
