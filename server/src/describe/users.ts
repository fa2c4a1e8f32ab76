import { append } from '../base/group.ts';
import { basename, folderOf } from '../base/uri.ts';
import type { Application, Client } from '../model/part.ts';
import { ownName } from '../resolve/spring/group.ts';
import { code } from './markdown.ts';
import type { Texts } from './texts.ts';

/** One application that uses something, however many containers of it there are. */
interface User {
  /** By its own files; undefined where only containers are known. */
  name: string | undefined;
  readonly containers: Set<string>;
  readonly purposes: Set<string>;
}

/**
 * Applications behind some clients, each once, with what it uses them for. A container and the files it runs with are one: it goes
 * by the application's name, that of its only container beside it where that is another.
 */
export function userTexts(
  clients: readonly Client[],
  applications: readonly Application[],
  texts: Texts,
): readonly string[] {
  const byId = new Map(applications.map((each) => [each.id, each] as const));
  const users = new Map<string, User>();
  for (const { application, purpose } of clients) {
    const used = byId.get(application);
    const key = used === undefined ? application : keyOf(used);
    const user = users.get(key) ?? { name: undefined, containers: new Set(), purposes: new Set() };
    users.set(key, user);
    if (used?.isContainer === true) user.containers.add(used.name);
    else user.name ??= used?.name ?? application;
    if (purpose !== undefined) user.purposes.add(texts.phrase(`purpose.${purpose}`));
  }
  const named = new Map<string, string[]>();
  for (const each of applications) if (each.isContainer !== true) append(named, keyOf(each), each.name);
  return [
    ...new Set([...users].map(([key, user]) => userText({ ...user, name: user.name ?? named.get(key)?.[0] }, texts))),
  ];
}

/** The folder of its files; what has no files of the names that Spring reads by itself goes by its own name. */
function keyOf({ isContainer, home, uri, name }: Application): string {
  if (isContainer === true) return home ?? `container ${name}`;
  return ownName.test(basename(uri)) ? folderOf(uri).replace(/\/config$/, '') : `${uri} ${name}`;
}

function userText({ name, containers, purposes }: User, texts: Texts): string {
  const [container] = containers;
  const shown = name ?? container ?? '';
  const isOther = containers.size === 1 && container !== undefined && container.toLowerCase() !== shown.toLowerCase();
  const notes = [...(isOther ? [code(container)] : []), ...purposes];
  return notes.length === 0 ? code(shown) : texts.noted(code(shown), texts.list(notes));
}
