import { MemoryHost } from '../../server/src/host/memory-host.ts';
import { createProject } from '../../server/src/project/create.ts';
import type { Project } from '../../server/src/project/project.ts';

export const root = 'file:///workspace';

/** The day on which all reviews of tests take place. */
export const today = '2026-11-21';

/** A project over files in memory (path → text), through the whole pipeline. */
export async function projectOf(files: Readonly<Record<string, string>>): Promise<Project> {
  const project = createProject(new MemoryHost(root, files), { today });
  await project.load([{ uri: root }]);
  return project;
}
