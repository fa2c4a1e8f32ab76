/** An equal string that shares no memory with the one it was cut from: a slice keeps the whole file alive. */
export function detached(text: string): string {
  return String(JSON.parse(JSON.stringify(text)));
}
