import type { Anchor } from '../model/anchor.ts';
import type { Project } from '../project/project.ts';
import { code, commandAddress, escaped, link } from './markdown.ts';

/** How the pieces of a sentence are written where it is shown. */
export interface Writing {
  /** A value or name of the workspace. */
  code(text: string): string;
  /** Words of the knowledge base or the workspace inside a sentence. */
  words(text: string): string;
  /** `deploy/compose.yml:23` */
  place(at: Anchor): string;
}

/** Markdown; places are named. */
export function markdownWriting(project: Project): Writing {
  return { code: shown, words: escaped, place: (at) => code(nameOf(at, project)) };
}

/** Schemes of links that editors leave in Markdown; those of file systems that extensions bring (`vscode-vfs:`) are not among them. */
const linkable = /^(?:file|vscode-remote):/;

/**
 * Markdown; places are links that an editor opens at their line, named by the file alone.
 * @param open command that opens the address it is given, for addresses that no link in Markdown may have
 */
export function linkedWriting(project: Project, open?: string): Writing {
  return {
    code: shown,
    words: escaped,
    place: (at) => {
      const name = nameOf(at, project);
      const address = addressOf(at, project);
      const target = open === undefined || linkable.test(address) ? address : commandAddress(open, address);
      return link(escaped(lastOf(name)), target, name);
    },
  };
}

/**
 * Markdown for a page beside the text: places are named whole, and are links of a scheme of their own, which whoever shows the page
 * makes into what opens a file.
 */
export function pageWriting(project: Project, scheme: string): Writing {
  return {
    ...markdownWriting(project),
    place: (at) => link(code(nameOf(at, project)), `${scheme}:${encodeURIComponent(addressOf(at, project))}`),
  };
}

/** Plain text, for terminals and messages. */
export function plainWriting(project: Project): Writing {
  const asIs = (text: string): string => text;
  return { code: (text) => (text === '' ? '""' : text), words: asIs, place: (at) => nameOf(at, project) };
}

/** Plain text in which places are named by the file alone, for labels in an editor. */
export function nameWriting(project: Project): Writing {
  const plain = plainWriting(project);
  return { ...plain, place: (at) => lastOf(plain.place(at)) };
}

/** `file:///work/deploy/compose.yml#L23` */
function addressOf(at: Anchor, project: Project): string {
  const line = project.range(at)?.start.line;
  return line === undefined ? at.uri : `${at.uri}#L${line + 1}`;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function shown(text: string): string {
  return text === '' ? code('""') : code(text);
}

function nameOf(at: Anchor, project: Project): string {
  const line = project.range(at)?.start.line;
  const path = project.path(at.uri);
  return line === undefined ? path : `${path}:${line + 1}`;
}
