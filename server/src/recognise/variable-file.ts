import type { Property, Variable } from '../model/declaration.ts';
import { subAnchor } from '../model/sub-anchor.ts';

/** Variables whose value is a component's own configuration file, with the reader of each. */
const files: Readonly<Record<string, (text: string) => readonly Written[]>> = {
  FLINK_PROPERTIES: yamlLines,
  CONSUL_LOCAL_CONFIG: jsonMembers,
};

/** A setting in the text of a variable, with the offset of its value there. */
interface Written {
  readonly name: string;
  readonly raw: string;
  readonly start: number;
}

/** Settings of the configuration file that a variable stands for, each with its place where the text is written as it is. */
export function linesOfVariable(variable: Variable): Property[] {
  const read = files[variable.name];
  if (read === undefined) return [];
  return read(variable.value ?? variable.pattern ?? '').map(({ name, raw, start }) => ({
    name,
    value: raw.includes('${') ? undefined : raw,
    raw,
    at: subAnchor(variable, start, raw.length),
  }));
}

/** `key: value` lines. */
function yamlLines(text: string): Written[] {
  return Array.from(text.matchAll(/^[ \t]*([A-Za-z][\w.-]*):[ \t]+(\S.*?)[ \t\r]*$/gm), (match) => {
    const [whole, name = '', raw = ''] = match;
    return { name, raw, start: match.index + whole.lastIndexOf(raw) };
  });
}

/** Members of a JSON object by dotted name; a list is one value, as it is written. */
function jsonMembers(text: string): Written[] {
  const found: Written[] = [];
  const open: string[] = [];
  for (const match of text.matchAll(/"([\w.-]+)"\s*:\s*(\{|"[^"]*"|\[[^\]]*\]|[\w.+-]+)|\}/g)) {
    const [whole, name, value] = match;
    if (name === undefined || value === undefined) open.pop();
    else if (value === '{') open.push(name);
    else {
      const raw = value.replace(/^"|"$/g, '');
      const start = match.index + whole.length - value.length + (value.startsWith('"') ? 1 : 0);
      found.push({ name: [...open, name].join('.'), raw, start });
    }
  }
  return found;
}
