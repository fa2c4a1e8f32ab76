import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { KnowledgeFile, Path, Problem } from './file.ts';

const all = [
  'boms',
  'component',
  'concept',
  'comparison',
  'rule',
  'sources',
  'phrases',
  'verified',
  'glossary',
  'coverage',
  'config',
] as const;

export type Shape = (typeof all)[number];

/** Compares files with the JSON Schemas of `knowledge/schema`. */
export class Shapes {
  readonly #validators: ReadonlyMap<Shape, ValidateFunction>;

  /** `schemas`: file name → parsed JSON. */
  constructor(schemas: ReadonlyMap<string, object>) {
    const ajv = new Ajv2020({
      allErrors: true,
      allowUnionTypes: true,
      verbose: true,
      validateFormats: false,
      strictTypes: false,
    });
    for (const [name, schema] of schemas) ajv.addSchema(schema, name);
    const validators = new Map<Shape, ValidateFunction>();
    for (const shape of all) {
      const validate = ajv.getSchema(`${shape}.schema.json`);
      if (validate === undefined) throw new Error(`knowledge/schema/${shape}.schema.json is missing`);
      validators.set(shape, validate);
    }
    this.#validators = validators;
  }

  check(file: KnowledgeFile, shape: Shape): Problem[] {
    const validate = this.#validators.get(shape);
    if (validate === undefined || validate(file.value) === true) return [];
    return distinct((validate.errors ?? []).map((error) => describe(file, error)));
  }
}

function describe(file: KnowledgeFile, error: ErrorObject): Problem {
  const at = pathOf(file.value, error.instancePath);
  const where = at.length === 0 ? '' : `${at.join('.')}: `;
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params['additionalProperty']);
      return file.problem([...at, name], `${where}unknown key '${name}'`, 'key');
    }
    case 'required':
      return file.problem(at, `${where}'${String(error.params['missingProperty'])}' is missing`, 'key');
    case 'enum':
      return file.problem(at, `${where}must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`);
    default:
      return file.problem(at, `${where}${error.message ?? error.keyword}`);
  }
}

function pathOf(root: unknown, pointer: string): Path {
  let value = root;
  const path: (string | number)[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(name) : name);
    value = (value as Record<string, unknown> | undefined)?.[name];
  }
  return path;
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(problems.map((problem) => [`${problem.line}:${problem.column}:${problem.message}`, problem])).values(),
  ];
}
