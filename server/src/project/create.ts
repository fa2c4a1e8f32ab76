import { knowledge } from '../knowledge/catalog.ts';
import { keywordPattern } from '../knowledge/keywords.ts';
import { checks } from '../rules/index.gen.ts';
import type { Host } from './host.ts';
import type { ProjectOptions } from './options.ts';
import { Project } from './project.ts';

/** A project over the bundled knowledge base and all its rules; the only place that joins them. */
export function createProject(
  host: Host,
  options: Pick<ProjectOptions, 'maxBytes' | 'config' | 'renderer'> & { readonly today?: string } = {},
): Project {
  const { today, ...rest } = options;
  const base = knowledge();
  return new Project({
    host,
    knowledge: base,
    keywords: keywordPattern(base),
    checks,
    today: () => today ?? isoDate(new Date()),
    ...rest,
  });
}

/** The day in the reader's time zone. */
function isoDate(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
