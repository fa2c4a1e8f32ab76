import type { FieldCondition } from '../knowledge/recognition.ts';
import type { Property } from '../model/declaration.ts';

/**
 * Fields of an object under a path of the knowledge base: exact (`spec.kafka.replicas`), any item of a list
 * (`spec.clusters[*].bootstrapServers`), or the item that holds a scalar (`spec.metadata[name=redisHost].value`).
 */
export function fieldsAt(fields: readonly Property[], path: string): readonly Property[] {
  const filter = /\[(\w+)=([^\]]+)\]/.exec(path);
  if (filter === null) {
    const test = pathTest(path);
    return fields.filter(({ name }) => test(name));
  }
  const [whole, key = '', value] = filter;
  const head = path.slice(0, filter.index);
  const tail = path.slice(filter.index + whole.length);
  const items = fieldsAt(fields, `${head}[*].${key}`).filter((field) => field.value === value);
  return items.flatMap((item) => {
    const list = item.name.slice(0, item.name.length - key.length - 1);
    return fields.filter(({ name }) => name === `${list}${tail}` || name.startsWith(`${list}${tail}[`));
  });
}

function pathTest(path: string): (name: string) => boolean {
  if (!path.includes('[*]')) return (name) => name === path;
  const pattern = new RegExp(
    `^${path
      .split('[*]')
      .map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('\\[\\d+\\]')}$`,
  );
  return (name) => pattern.test(name);
}

/** True where an object has something at a path, a scalar or a map. */
export function hasField(fields: readonly Property[], path: string): boolean {
  return fields.some(({ name }) => name === path || name.startsWith(`${path}.`) || name.startsWith(`${path}[`));
}

/** Whether a condition of the knowledge base holds; a field that is unknown fulfils none. */
export function fulfils(fields: readonly Property[], condition: FieldCondition | undefined): boolean {
  if (condition === undefined) return true;
  return fieldsAt(fields, condition.path).some(
    ({ value }) => value !== undefined && condition.values.some((wanted) => matchesValue(value, wanted)),
  );
}

/** Compared without case; `*` at either end stands for any text. */
export function matchesValue(value: string, wanted: string): boolean {
  const text = value.trim().toLowerCase();
  const pattern = wanted.toLowerCase();
  const open = pattern.endsWith('*');
  if (pattern.startsWith('*')) return open ? text.includes(pattern.slice(1, -1)) : text.endsWith(pattern.slice(1));
  return open ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}
