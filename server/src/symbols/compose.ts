import { composeRootOf, extendsOf, serviceFields } from '../extract/compose.ts';
import type { Source } from '../extract/extraction.ts';
import { child, children, scalarIn, textOf, type Field } from '../extract/field.ts';
import { splitAssignment } from '../extract/sourced.ts';
import { composePlaceholders } from './placeholders.ts';
import type { Definition, FileSymbols, Reference } from './symbol.ts';
import { below, pathFields, pieceOf, speltIn, speltKey, type Spelt } from './walk.ts';

/** Services and their variables; what they depend on, extend, include, mount, and the variables of the project they use. */
export function composeSymbols(source: Source): FileSymbols {
  const root = composeRootOf(source, {});
  if (root === undefined) return { definitions: [], references: [] };
  const services = [...serviceFields(root).values()];
  return {
    definitions: services.flatMap(definitionsOf),
    references: [
      ...services.flatMap(referencesOf),
      ...filesOf(child(root, 'include'), 'path'),
      ...children(child(root, 'include')).flatMap((each) => filesOf(child(each, 'env_file'), 'path')),
      ...sharedFiles(root),
      ...services.flatMap((service) => sharedUses(service, root)),
      ...variablesIn(root),
    ],
  };
}

function definitionsOf(service: Field): Definition[] {
  const name = speltKey(service);
  if (name === undefined) return [];
  const variables = children(child(service, 'environment')).flatMap((each): Definition[] => {
    const found = variableIn(each);
    return found === undefined
      ? []
      : [{ kind: 'variable', name: found.text, place: 'container', workload: name.text, span: found.span }];
  });
  return [{ kind: 'service', name: name.text, span: name.span }, ...variables];
}

/** The name of a variable, in the map form or the list form. */
function variableIn(field: Field): Spelt | undefined {
  if (field.key !== undefined) return speltKey(field);
  if (scalarIn(field) === undefined) return undefined;
  const { name, key } = splitAssignment(field);
  return key === undefined ? undefined : { text: name, span: key };
}

function referencesOf(service: Field): Reference[] {
  return [
    ...children(child(service, 'depends_on')).flatMap((each) => serviceIn(each.key ? speltKey(each) : speltIn(each))),
    ...['links', 'volumes_from'].flatMap((key) => children(child(service, key)).flatMap(serviceBeforeColon)),
    ...['network_mode', 'ipc', 'pid'].flatMap((key) => serviceAfterPrefix(child(service, key))),
    ...extended(service),
    ...filesOf(child(service, 'env_file'), 'path'),
    ...filesOf(child(service, 'label_file'), 'path'),
    ...children(child(service, 'volumes')).flatMap(mountedFile),
    ...passedOn(service),
  ];
}

function serviceIn(spelt: Spelt | undefined, file?: string): Reference[] {
  if (spelt === undefined) return [];
  return [{ span: spelt.span, to: { kind: 'service', name: spelt.text, ...(file !== undefined && { file }) } }];
}

function serviceBeforeColon(field: Field): Reference[] {
  const text = textOf(field) ?? '';
  return text.startsWith('container:') ? [] : serviceIn(pieceOf(field, 0, `${text}:`.indexOf(':')));
}

function serviceAfterPrefix(field: Field | undefined): Reference[] {
  const prefix = 'service:';
  const text = textOf(field);
  return field === undefined || text?.startsWith(prefix) !== true
    ? []
    : serviceIn(pieceOf(field, prefix.length, text.length));
}

function extended(service: Field): Reference[] {
  const clause = extendsOf(service);
  if (clause === undefined) return [];
  const name = speltIn(scalarIn(clause.at) === undefined ? child(clause.at, 'service') : clause.at);
  return [...serviceIn(name, textOf(clause.file)), ...(clause.file === undefined ? [] : filesOf(clause.file, 'path'))];
}

function filesOf(field: Field | undefined, name: string): Reference[] {
  return pathFields(field, name).flatMap((each) => {
    const spelt = speltIn(each);
    return spelt === undefined
      ? []
      : [{ span: spelt.span, to: { kind: 'file' as const, path: spelt.text, by: 'relative' as const } }];
  });
}

/** A file or folder of the host in a mount, of the short form or the long one. */
function mountedFile(field: Field): Reference[] {
  const text = textOf(field);
  const spelt =
    text === undefined
      ? textOf(child(field, 'type')) === 'bind'
        ? speltIn(child(field, 'source'))
        : undefined
      : pieceOf(field, 0, `${text}:`.indexOf(':'));
  if (spelt === undefined || !spelt.text.startsWith('.')) return [];
  return [{ span: spelt.span, to: { kind: 'file', path: spelt.text, by: 'relative' } }];
}

/** A variable without a value is taken from the project's environment. */
function passedOn(service: Field): Reference[] {
  return children(child(service, 'environment')).flatMap((each): Reference[] => {
    const isOpen = each.key === undefined ? splitAssignment(each).raw === undefined : textOf(each) === undefined;
    const name = isOpen && (each.key === undefined || each.written === undefined) ? variableIn(each) : undefined;
    return name === undefined ? [] : [{ span: name.span, to: { kind: 'variable', name: name.text } }];
  });
}

const shared = ['configs', 'secrets'] as const;

/** `configs` and `secrets` of the project that are files. */
function sharedFiles(root: Field): Reference[] {
  return shared.flatMap((section) =>
    children(child(root, section)).flatMap((each) => filesOf(child(each, 'file'), 'path')),
  );
}

/** A service takes them by name. */
function sharedUses(service: Field, root: Field): Reference[] {
  return shared.flatMap((section) =>
    children(child(service, section)).flatMap((use): Reference[] => {
      const spelt = speltIn(scalarIn(use) === undefined ? child(use, 'source') : use);
      const given = spelt && child(child(root, section), spelt.text);
      const at = given && speltKey(given);
      return spelt === undefined || at === undefined
        ? []
        : [{ span: spelt.span, to: { kind: 'local', span: at.span } }];
    }),
  );
}

function variablesIn(root: Field): Reference[] {
  const references: Reference[] = [];
  for (const field of below(root)) {
    const scalar = field.written?.kind === 'alias' ? undefined : scalarIn(field);
    if (scalar === undefined || !scalar.value.includes('$')) continue;
    for (const { name, span } of composePlaceholders(field.source.text, scalar.span))
      references.push({ span, to: { kind: 'variable', name } });
  }
  return references;
}
