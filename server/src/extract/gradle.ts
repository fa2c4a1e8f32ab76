import { span, type Span } from '../base/span.ts';
import { folderOf } from '../base/uri.ts';
import type { Anchor } from '../model/anchor.ts';
import type { AliasUse, BuildModule, Library, Plugin, Property, Sourced } from '../model/declaration.ts';
import { parseProperties } from '../yaml/properties.ts';
import { emptyModule } from './build-module.ts';
import type { Extracted, Source } from './extraction.ts';
import { gradleStatements, type Statement } from './gradle-statements.ts';
import { entriesIn, stringsIn, valueIn, variableName, type ScriptText } from './gradle-text.ts';

/**
 * A Gradle script in Groovy or Kotlin, as far as it is literal: plugins, variables, libraries and bills of materials. What it
 * computes stays unknown.
 */
export function extractGradle(source: Source): Extracted {
  const name = source.path.slice(source.path.lastIndexOf('/') + 1);
  const role = name.startsWith('settings.gradle') ? 'settings' : name.startsWith('build.gradle') ? 'module' : 'script';
  const script = new Script(source, role);
  for (const statement of gradleStatements(source.text)) script.read(statement);
  return { declarations: script.modules(), problems: [] };
}

/** The variables of all projects in and below the folder of a `gradle.properties`. */
export function extractGradleProperties(source: Source): Extracted {
  const lines = parseProperties(source.text).documents.flatMap((document) => document.lines);
  const properties = lines.map(({ key, value, keySpan, valueSpan }): Property => {
    const at: Anchor = { uri: source.uri, path: [0, key], part: 'value', key: keySpan, value: valueSpan };
    return { name: key, value, raw: value, at };
  });
  const at: Anchor = { uri: source.uri, path: [0], part: 'key' };
  const module = emptyModule('gradle', 'shared', { folder: folderOf(source.uri), uri: source.uri, at });
  return { declarations: properties.length === 0 ? [] : [{ ...module, properties }], problems: [] };
}

interface Found {
  readonly properties: Property[];
  readonly managed: Library[];
  readonly imports: Library[];
  readonly dependencies: Library[];
  readonly plugins: Plugin[];
  readonly aliases: AliasUse[];
  readonly applies: BuildModule['applies'][number][];
}

function nothingFound(): Found {
  return { properties: [], managed: [], imports: [], dependencies: [], plugins: [], aliases: [], applies: [] };
}

/** Whom a block speaks for. */
type Audience = readonly Found[];

type Reader = (statement: Statement, audience: Audience, blocks: readonly string[]) => void;

class Script {
  readonly #source: Source;
  readonly #role: 'module' | 'settings' | 'script';
  readonly #own = nothingFound();
  readonly #shared = nothingFound();
  #makesCatalogs = false;
  readonly #audiences: Readonly<Record<string, Audience>> = {
    allprojects: [this.#own, this.#shared],
    subprojects: [this.#shared],
  };
  /** By the two outermost blocks. */
  readonly #readers: Readonly<Record<string, Reader>> = {
    '': (statement, audience) => this.#topLevel(statement, audience),
    ext: (statement, audience) => this.#extra(statement, audience),
    extra: (statement, audience) => this.#extra(statement, audience),
    plugins: (statement, audience) => this.#plugin(statement, audience),
    'pluginManagement/plugins': (statement, audience) => this.#plugin(statement, audience),
    buildscript: (statement, audience) => this.#variable(statement, audience),
    'buildscript/ext': (statement, audience) => this.#extra(statement, audience),
    'buildscript/extra': (statement, audience) => this.#extra(statement, audience),
    'buildscript/dependencies': (statement, audience) => this.#classPath(statement, audience),
    dependencies: (statement, audience) => this.#dependency(statement, audience),
    'dependencies/constraints': (statement, audience) => this.#constraint(statement, audience),
    'dependencyManagement/imports': (statement, audience) => this.#billOfMaterials(statement, audience),
    'dependencyManagement/dependencies': (statement, audience, { length }) => {
      if (length === 2 && /^dependency\b/.test(statement.text)) this.#constraint(statement, audience);
    },
  };

  constructor(source: Source, role: 'module' | 'settings' | 'script') {
    this.#source = source;
    this.#role = role;
  }

  modules(): BuildModule[] {
    const { uri } = this.#source;
    const place = { folder: folderOf(uri), uri, at: { uri, path: [0], part: 'key' as const } };
    const isEmpty = Object.values(this.#shared).every((list: readonly unknown[]) => list.length === 0);
    const own = {
      ...emptyModule('gradle', this.#role, place),
      ...this.#own,
      ...(this.#makesCatalogs && { makesCatalogs: true as const }),
    };
    return isEmpty ? [own] : [own, { ...emptyModule('gradle', 'shared', place), ...this.#shared }];
  }

  read(statement: Statement): void {
    if (statement.blocks.some((block) => /^versionCatalogs\b/.test(block))) this.#makesCatalogs = true;
    const delegated = /^val\s+(\w+)\b.*\bby\s+extra$/.exec(statement.blocks.at(-1) ?? '')?.[1];
    if (delegated !== undefined) this.#addVariable(delegated, statement.text, 0, statement, [this.#own]);
    const heads = statement.blocks.map(blockName);
    const audience = heads[0] === undefined ? undefined : this.#audiences[heads[0]];
    const inside = audience === undefined ? heads : heads.slice(1);
    this.#readers[inside.slice(0, 2).join('/')]?.(statement, audience ?? [this.#own], inside);
  }

  /** Variables, `apply plugin: '…'`, `apply from: '…'`. */
  #topLevel(statement: Statement, audience: Audience): void {
    const { text } = statement;
    const applied = /^apply\s*\(?\s*(plugin|from)\s*[:=]/.exec(text)?.[1];
    const [string] = stringsIn(text);
    if (applied === 'plugin' && string !== undefined)
      this.#addPlugin(audience, {
        id: this.#sourced(string, statement, ['plugins', string.text]),
        version: undefined,
        applied: true,
      });
    else if (applied === 'from' && string !== undefined)
      this.#apply(string.text, this.#anchor(moved(string.span, statement.start), ['applies', string.text]), audience);
    else this.#variable(statement, audience);
  }

  #apply(written: string, at: Anchor, audience: Audience): void {
    const path = written.replace(/^\$\{(?:rootDir|rootProject\.projectDir|projectDir)\}\//, '');
    const from = written.startsWith('${root') ? 'root' : 'folder';
    if (!path.includes('$')) for (const found of audience) found.applies.push({ path, from, at });
  }

  #variable(statement: Statement, audience: Audience): void {
    const match =
      /^(?:(?:private|internal|public|const|final|static)\s+)*(?:val|var|def|String)\s+(\w+)(?:\s*:\s*[\w<>?, ]+)?\s*(?:=|\bby\s+extra\s*\(?)\s*/.exec(
        statement.text,
      ) ??
      /^(?:(?:rootProject|project)\.)?(?:ext|extra)\.(?!set\()([\w.]+)\s*=\s*/.exec(statement.text) ??
      /^(?:(?:rootProject|project)\.)?(?:ext|extra)\s*\[\s*["']([^"']+)["']\s*\]\s*=\s*/.exec(statement.text) ??
      /^(?:(?:rootProject|project)\.)?(?:ext|extra)\.set\(\s*["']([^"']+)["']\s*,\s*/.exec(statement.text);
    if (match !== null) this.#define(match, statement, audience);
  }

  #extra(statement: Statement, audience: Audience): void {
    const match =
      /^set\(\s*["']([^"']+)["']\s*,\s*/.exec(statement.text) ??
      /^(?:this\s*)?\[\s*["']([^"']+)["']\s*\]\s*=\s*/.exec(statement.text) ??
      /^([A-Za-z_][\w.]*)\s*=\s*/.exec(statement.text);
    if (match === null) this.#variable(statement, audience);
    else this.#define(match, statement, audience);
  }

  #define(match: RegExpExecArray, statement: Statement, audience: Audience): void {
    const [head, name = ''] = match;
    // `set("name", value)` ends with the bracket of the call.
    const isCall = /[({]\s*$|,\s*$/.test(head);
    const expression = statement.text.slice(head.length);
    this.#addVariable(name, isCall ? expression.replace(/\)$/, '') : expression, head.length, statement, audience);
  }

  #addVariable(name: string, expression: string, offset: number, statement: Statement, audience: Audience): void {
    const entries = entriesIn(expression).map((entry) => ({ name: `${name}.${entry.name}`, value: entry.value }));
    const single = entries.length > 0 ? undefined : valueIn(expression);
    for (const { name: full, value } of single === undefined ? entries : [{ name, value: single }]) {
      const placed = { text: value.text, span: moved(value.span, offset) };
      const property = { name: full, ...this.#sourced(placed, statement, ['variables', full]) };
      for (const found of audience) found.properties.push(property);
    }
  }

  /** `id 'x' version 'y' apply false`, `id("x") version "y"`, `alias(libs.plugins.x)`. */
  #plugin(statement: Statement, audience: Audience): void {
    const applied = !/\bapply\s*\(?\s*false\b/.test(statement.text) && this.#role !== 'settings';
    const alias = /^alias\s*\(\s*([\w.]+)\s*\)/.exec(statement.text)?.[1];
    if (alias !== undefined) this.#alias(alias, applied ? 'plugin' : 'offered-plugin', statement, audience);
    const [id, version] = stringsIn(statement.text);
    if (!/^id\b/.test(statement.text) || id === undefined) return;
    const named = /\bversion\s*\(?\s*([A-Za-z_][\w.]*)/.exec(statement.text)?.[1];
    const stated = version ?? (named === undefined ? undefined : this.#name(named, statement));
    this.#addPlugin(audience, {
      id: this.#sourced(id, statement, ['plugins', id.text]),
      version: stated && this.#sourced(stated, statement, ['plugins', id.text, 'version']),
      applied,
    });
  }

  #addPlugin(audience: Audience, plugin: Plugin): void {
    for (const found of audience) found.plugins.push(plugin);
  }

  /** What the class path of the build brings: the plugin of Spring Boot as a library. */
  #classPath(statement: Statement, audience: Audience): void {
    if (!/^classpath\b/.test(statement.text)) return;
    const library = this.#libraryIn(statement);
    if (library?.artifact.value !== 'spring-boot-gradle-plugin') return;
    this.#addPlugin(audience, { id: library.group, version: library.version, applied: false });
  }

  #dependency(statement: Statement, audience: Audience): void {
    const configuration = /^["']?([A-Za-z]\w*)["']?\s*[( ]/.exec(statement.text)?.[1];
    if (configuration === undefined || configuration.startsWith('test')) return;
    const isPlatform = /\b(?:p|enforcedP)latform\s*\(/.test(statement.text);
    const catalogued = /[( ]\s*(libs\.[\w.]+?)(?:\.get\(\))?\s*\)*$/.exec(statement.text)?.[1];
    if (/\bSpringBootPlugin\.BOM_COORDINATES\b/.test(statement.text)) return;
    if (catalogued !== undefined) {
      this.#alias(catalogued, isPlatform ? 'import' : 'dependency', statement, audience);
      return;
    }
    const library = this.#libraryIn(statement);
    if (library === undefined) return;
    for (const found of audience) (isPlatform ? found.imports : found.dependencies).push(library);
  }

  #constraint(statement: Statement, audience: Audience): void {
    const library = this.#libraryIn(statement);
    if (library !== undefined) for (const found of audience) found.managed.push(library);
  }

  /** `mavenBom` of the plugin `io.spring.dependency-management`. */
  #billOfMaterials(statement: Statement, audience: Audience): void {
    if (!/^mavenBom\b/.test(statement.text)) return;
    const catalogued = /\(\s*(libs\.[\w.]+)/.exec(statement.text)?.[1];
    if (catalogued !== undefined) this.#alias(catalogued.replace(/\.get$/, ''), 'import', statement, audience);
    const library = this.#libraryIn(statement);
    if (library !== undefined) for (const found of audience) found.imports.push(library);
  }

  #alias(name: string, use: AliasUse['use'], statement: Statement, audience: Audience): void {
    const offset = statement.start + Math.max(0, statement.text.indexOf(name));
    const at = this.#anchor(span(offset, offset + name.length), [use, name]);
    for (const found of audience) found.aliases.push({ name, use, at });
  }

  /** `'g:a:v'`, or `group: 'g', name: 'a', version: 'v'`. */
  #libraryIn(statement: Statement): Library | undefined {
    const named = this.#namedLibrary(statement);
    if (named !== undefined) return named;
    const notation = stringsIn(statement.text).find(({ text }) => /^[^:/\s]+:[^:/\s]+(?::[^/\s]+)?$/.test(text));
    if (notation === undefined || notation.text.startsWith(':')) return undefined;
    const [group = '', artifact = '', version] = splitNotation(notation);
    if (group === '' || artifact === '') return undefined;
    return this.#library(group, artifact, version, notation.span, statement);
  }

  #namedLibrary(statement: Statement): Library | undefined {
    const group = this.#named('group', statement);
    const artifact = this.#named('name', statement);
    if (group === undefined || artifact === undefined) return undefined;
    const version = this.#named('version', statement);
    const place = span(group.span.start, (version ?? artifact).span.end);
    return this.#library(group, artifact, version, place, statement);
  }

  /** @param at place of the whole in the statement */
  #library(
    group: ScriptText,
    artifact: ScriptText,
    version: ScriptText | undefined,
    at: Span,
    statement: Statement,
  ): Library {
    const name = `${group.text}:${artifact.text}`;
    const place = (piece: ScriptText, part: string): Sourced =>
      this.#sourced(piece, statement, ['libraries', name, part]);
    return {
      group: place(group, 'group'),
      artifact: place(artifact, 'artifact'),
      version: version && place(version, 'version'),
      at: this.#anchor(moved(at, statement.start), ['libraries', name]),
    };
  }

  #named(key: string, { text }: Statement): ScriptText | undefined {
    const match = new RegExp(`\\b${key}\\s*[:=]\\s*((["'])(?:\\\\.|(?!\\2).)*\\2|[A-Za-z_][\\w.]*)`).exec(text);
    const value = match?.[1];
    const found = value === undefined ? undefined : valueIn(value);
    if (match === null || value === undefined || found === undefined) return undefined;
    const offset = match.index + match[0].length - value.length;
    return { text: found.text, span: moved(found.span, offset) };
  }

  #name(name: string, { text }: Statement): ScriptText {
    const at = text.lastIndexOf(name);
    return { text: `\${${variableName(name)}}`, span: span(at, at + name.length) };
  }

  #sourced({ text, span: place }: ScriptText, statement: Statement, path: readonly string[]): Sourced {
    const at = this.#anchor(moved(place, statement.start), path);
    return text.includes('${') ? { value: undefined, raw: text, at, pattern: text } : { value: text, raw: text, at };
  }

  #anchor(value: Span, path: readonly string[]): Anchor {
    return { uri: this.#source.uri, path: [0, ...path], part: 'value', value };
  }
}

function blockName(head: string): string {
  const shared = /^configure\b.*\b(subprojects|allprojects)\b/.exec(head)?.[1];
  if (shared !== undefined) return shared;
  if (/^extra\.apply$/.test(head)) return 'extra';
  return /^[A-Za-z_]\w*(?=$|\s*$)/.test(head) ? head.trim() : `?${head}`;
}

function moved({ start, end }: Span, delta: number): Span {
  return { start: start + delta, end: end + delta };
}

/** The parts of `group:artifact:version`; a classifier or an extension behind them is left out. */
function splitNotation({ text, span: { start, end } }: ScriptText): ScriptText[] {
  const parts = text
    .replace(/@\w+$/, '')
    .split(/:(?![^{]*\})/)
    .slice(0, 3);
  let offset = start;
  return parts.map((part, index) => {
    // Only the last part can be longer or shorter than it is written, where it holds a variable.
    const isLast = index === parts.length - 1;
    const piece = { text: part, span: span(offset, isLast ? end : offset + part.length) };
    offset += part.length + 1;
    return piece;
  });
}
