import { MemoryHost } from '../../server/src/host/memory-host.ts';
import { createProject } from '../../server/src/project/create.ts';
import { systemFiles } from './generate-systems.ts';

/** Measures one workspace in a process of its own; the argument is its number of files. Prints CPU milliseconds as JSON. */
const files = systemFiles(Number(process.argv[2]));
const root = 'file:///workspace';
const project = createProject(new MemoryHost(root, files), { today: '2026-11-21' });

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const begin = cpu();
await project.load([{ uri: root }]);
const read = cpu();
project.system();
const linked = cpu();
project.review();
const reviewed = cpu();

const path = 'system-7/orders-7/src/main/resources/application-prod.yml';
const text = files[path] ?? '';
const edits = 30;
/** The first edits let the engine see what is hot. */
const warmUp = 10;
let start = 0;
for (let n = 0; n < edits + warmUp; n++) {
  if (n === warmUp) start = cpu();
  project.open(`${root}/${path}`, n, n % 2 === 0 ? `${text}# edited\n` : text);
  project.review();
}
const edit = (cpu() - start) / edits;
const count = Object.keys(files).length;
console.log(JSON.stringify({ count, read: read - begin, link: linked - read, review: reviewed - linked, edit }));
