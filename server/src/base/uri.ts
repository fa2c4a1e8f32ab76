import { URI, Utils } from 'vscode-uri';

/**
 * URIs are strings everywhere, in the one spelling VS Code uses (`file:///c%3A/shop`, `vscode-vfs://github/o/r`), so that
 * they can be compared and be keys. What comes from outside goes through `canonical` first.
 */
export function canonical(uri: string): string {
  return URI.parse(uri).toString();
}

/** URI of a file on disk; the path is absolute. */
export function fileUri(path: string): string {
  return URI.file(path).toString();
}

/** Path on disk of a `file:` URI. */
export function filePath(uri: string): string {
  return URI.parse(uri).fsPath;
}

/** The folder something is in, without a closing slash. */
export function dirname(uri: string): string {
  return Utils.dirname(URI.parse(uri)).toString();
}

/** Last segment, decoded. */
export function basename(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1));
}

/** Adds one segment, given as plain text. Quick, since a walk calls it for every entry. */
export function child(folder: string, name: string): string {
  return `${folder.endsWith('/') ? folder.slice(0, -1) : folder}/${encoded(name)}`;
}

/** Resolves a relative path with `/`, which may hold `..`. */
export function join(folder: string, path: string): string {
  return Utils.joinPath(URI.parse(folder), path).toString();
}

/** The folder something is in, by its text alone: quick, for what is asked once per place. */
export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The URI of a path written in a file of `folder`; undefined for an absolute path and for one that holds a variable. */
export function resolvePath(folder: string, path: string): string | undefined {
  if (path === '' || /^(?:\/|~|[A-Za-z]:[\\/]|[a-z][\w+.-]*:)|[$\0]/.test(path)) return undefined;
  let uri = folder;
  for (const piece of path.split(/[\\/]/)) {
    if (piece === '..') uri = folderOf(uri);
    else if (piece !== '.' && piece !== '') uri = child(uri, piece);
  }
  return uri;
}

/** A path of the machine: `/etc/app.env`, `~/app.env`, `C:\\app.env`. It is in no workspace as far as anybody can tell. */
export function isOfMachine(path: string): boolean {
  return /^(?:\/|~\/|[A-Za-z]:[\\/])/.test(path);
}

export function isInside(folder: string, uri: string): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Plain path with `/` from a folder to a file, through `..` where needed; the URI itself where there is no way. */
export function relative(folder: string, uri: string): string {
  if (isInside(folder, uri)) return decoded(uri.slice(folder.length + (folder.endsWith('/') ? 0 : 1)));
  const from = folder.split('/');
  const to = uri.split('/');
  const common = from.findIndex((segment, i) => segment !== to[i]);
  // The first three parts are the scheme, nothing, and the authority.
  if (common < 3) return uri;
  return decoded([...from.slice(common).map(() => '..'), ...to.slice(common)].join('/'));
}

function encoded(name: string): string {
  if (/^[\w.~-]*$/.test(name)) return name;
  return encodeURIComponent(name).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Without its escapes; as it is where they are none. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
