import type { Property, PropertySet } from '../model/declaration.ts';
import { springPlaceholders } from './placeholders.ts';
import type { Definition, FileSymbols, PathKind, Reference } from './symbol.ts';

/** What the property sets of a file say: properties or variables by name, the placeholders in their values, the files they import. */
export function propertySymbols(sets: readonly PropertySet[], text: string): FileSymbols {
  // The plain entries of a ConfigMap are read where their object is.
  const own = sets.filter(({ configMap }) => configMap?.key !== '');
  return {
    definitions: own.flatMap((set) => set.properties.flatMap((property) => definitionOf(set, property))),
    references: own.flatMap((set) => set.properties.flatMap((property) => referencesOf(set, property, text))),
  };
}

function definitionOf({ dialect, application }: PropertySet, { name, at: { key } }: Property): Definition[] {
  if (key === undefined) return [];
  return [
    dialect === 'env'
      ? { kind: 'variable', name, place: 'env-file', span: key }
      : { kind: 'property', name, application, span: key },
  ];
}

function referencesOf({ dialect, application }: PropertySet, { name, raw, at }: Property, text: string): Reference[] {
  const value = at.sub ?? at.value;
  if (value === undefined) return [];
  const placeholders = raw.includes('${') ? springPlaceholders(text, value) : [];
  return [
    ...placeholders.map(({ name: wanted, span }): Reference => ({
      span,
      to: dialect === 'env' ? { kind: 'variable', name: wanted } : { kind: 'property', name: wanted, application },
    })),
    ...(dialect === 'spring' ? filesNamed(name, raw, value.start, text) : []),
  ];
}

/** Properties that name files: imports, data ids of a configuration centre, profiles. */
function filesNamed(name: string, raw: string, start: number, text: string): Reference[] {
  const kind = fileProperty(name);
  if (kind === undefined || raw.includes('${')) return [];
  // Quotes are not part of the text that was read.
  const offset = text.startsWith(raw, start) ? start : start + 1;
  if (!text.startsWith(raw, offset)) return [];
  return [...raw.matchAll(/[^,;\s][^,;]*/g)].flatMap(({ 0: item, index }) => {
    const found = kind === 'import' ? importedFile(item) : { path: item.trim(), by: kind, skip: 0 };
    if (found === undefined) return [];
    const from = offset + index + found.skip;
    const { path, by } = found;
    return [{ span: { start: from, end: from + path.length }, to: { kind: 'file', path, by } }];
  });
}

function fileProperty(name: string): PathKind | 'import' | undefined {
  const known = name.toLowerCase().replace(/\[\d+\]/g, '');
  if (known === 'spring.config.import') return 'import';
  if (/^spring\.profiles\.(active|include)$|^spring\.profiles\.group\./.test(known)) return 'profile';
  return /^spring\.cloud\.nacos\.config\.(?:extension|shared|ext)-configs?\.data-id$/.test(known)
    ? 'data-id'
    : undefined;
}

/** `optional:file:./more.yml`, `classpath:shared.yml`, `nacos:order-service.yaml?group=SHOP`. */
function importedFile(
  item: string,
): { readonly path: string; readonly by: PathKind; readonly skip: number } | undefined {
  const match = /^(optional:)?(?:(file|classpath|nacos):)?(?:\/\/)?([^?[\]]+)/.exec(item);
  const [, , scheme, written = ''] = match ?? [];
  const path = written.trim();
  if (path === '' || (scheme === undefined && path.includes(':'))) return undefined;
  const by = scheme === 'nacos' ? 'data-id' : scheme === 'file' ? 'relative' : 'classpath';
  return { path, by, skip: item.indexOf(path, (match?.[0].length ?? 0) - written.length) };
}
