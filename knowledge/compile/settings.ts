import { intersects, validRange } from 'semver';
import type { Component, Setting, VersionedDefault } from '../../server/src/knowledge/types.ts';
import { relaxed } from '../../server/src/knowledge/spelling.ts';
import type { KnowledgeFile, Problem } from './file.ts';

/** Settings have unique ids and spellings, and defaults that say one thing for one version. */
export function checkSettings(file: KnowledgeFile, component: Component): Problem[] {
  const problems: Problem[] = [];
  const ids = new Set<string>();
  const spellings = new Map<string, string>();
  for (const [index, setting] of component.settings.entries()) {
    if (ids.has(setting.id))
      problems.push(file.problem(['settings', index, 'id'], `setting '${setting.id}' is declared twice`));
    ids.add(setting.id);
    problems.push(
      ...checkSpellings(file, index, setting, spellings),
      ...checkDefaults(file, index, setting, component),
    );
  }
  return problems;
}

function checkSpellings(file: KnowledgeFile, index: number, setting: Setting, seen: Map<string, string>): Problem[] {
  const problems: Problem[] = [];
  for (const [kind, names] of Object.entries(setting.spellings) as [string, readonly string[]][]) {
    for (const [position, name] of names.entries()) {
      const key = `${setting.side} ${kind} ${kind === 'spring' ? relaxed(name) : name}`;
      const owner = seen.get(key);
      if (owner === undefined) seen.set(key, setting.id);
      else {
        const message = `${kind} spelling '${name}' of '${setting.id}' already spells '${owner}'`;
        problems.push(file.problem(['settings', index, 'spellings', kind, position], message));
      }
    }
  }
  return problems;
}

function checkDefaults(file: KnowledgeFile, index: number, setting: Setting, component: Component): Problem[] {
  const problems: Problem[] = [];
  const repositories = [...component.server.images, ...component.server.imageNames];
  for (const [position, value] of setting.defaults.entries()) {
    const at = ['settings', index, 'defaults', position];
    if (validRange(value.versions) === null) {
      problems.push(file.problem([...at, 'versions'], `'${value.versions}' is not a range of versions`));
      continue;
    }
    if (value.image !== undefined && !repositories.includes(value.image)) {
      problems.push(file.problem([...at, 'image'], `'${value.image}' is no image of ${component.id}`));
    }
    const other = setting.defaults.slice(0, position).find((earlier) => overlap(earlier, value));
    if (other !== undefined) {
      const message = `defaults of '${setting.id}' overlap: '${other.versions}' and '${value.versions}'`;
      problems.push(file.problem([...at, 'versions'], message));
    }
  }
  return problems;
}

function overlap(a: VersionedDefault, b: VersionedDefault): boolean {
  return a.image === b.image && validRange(a.versions) !== null && intersects(a.versions, b.versions);
}
