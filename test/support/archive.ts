/** Several files in one text: each begins with a line `-- path --`. */
export function filesOf(archive: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  let path: string | undefined;
  let lines: string[] = [];
  const flush = (): void => {
    if (path !== undefined) files[path] = lines.join('\n');
  };
  for (const line of archive.split('\n')) {
    const header = /^-- (\S.*) --$/.exec(line)?.[1];
    if (header === undefined) {
      lines.push(line);
      continue;
    }
    flush();
    path = header;
    lines = [];
  }
  flush();
  return files;
}
