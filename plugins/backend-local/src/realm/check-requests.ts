import { isRecord, isReference, type Json, pointerSegment } from '@kora/contracts';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { type SchemaCompiler, toValidationError } from '../schema/schema-compiler.ts';
import { LibraryFault, type OperationTable } from './operation-table.ts';

/** One thing to check before a graph runs. `json` is JSON text. */
export type CheckRequest =
  | { readonly kind: 'schema'; readonly json: string }
  | { readonly kind: 'arguments'; readonly operation: string; readonly json: string }
  /** A model's answer against the schema of its task. */
  | { readonly kind: 'output'; readonly schema: string; readonly json: string };

/** What is wrong with a request: its index, and where inside it. */
export interface CheckFinding {
  readonly request: number;
  readonly path: string;
  readonly keyword: string;
  readonly message: string;
}

/** Keywords that judge which members an object or list has, and not what their values are. */
const STATIC = new Set([
  'type',
  'required',
  'additionalProperties',
  'dependentRequired',
  'minProperties',
  'maxProperties',
  'minItems',
  'maxItems',
]);
const CONDITIONAL = /\/(anyOf|oneOf|not|if|then|else|contains|dependentSchemas|unevaluated\w+)\//;

function referencePaths(value: Json, path = ''): readonly string[] {
  if (isReference(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((item, i) => referencePaths(item, `${path}/${i}`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => referencePaths(item as Json, `${path}/${pointerSegment(key)}`));
}

/** Whether `path` is `place` or lies below it. */
const within = (path: string, place: string) => path === place || path.startsWith(`${place}/`);

/** Findings that hold whatever the referenced values will be. */
function certain(errors: readonly ErrorObject[], references: readonly string[]): readonly ErrorObject[] {
  if (references.length === 0) return errors;
  // What a choice between schemas finds depends on members that may still be references.
  const open = errors.filter((error) => CONDITIONAL.test(`${error.schemaPath}/`)).map((error) => error.instancePath);
  return errors.filter(({ instancePath: at, keyword }) => {
    if (open.some((place) => within(at, place)) || references.some((path) => within(at, path))) return false;
    return STATIC.has(keyword) || !references.some((path) => within(path, at));
  });
}

type Found = readonly Omit<CheckFinding, 'request'>[];

/** How a fault of the schema or library itself is named where a keyword of a schema usually stands. */
const FAULT = 'schema';

function checkArguments(operation: string, json: string, operations: OperationTable): Found {
  const validator = operations.argumentsOf(operation);
  if (validator === null) return [];
  const value: Json = JSON.parse(json);
  const references = referencePaths(value);
  return certain(validator.findings(value), references).map(toValidationError);
}

/** Checks schemas and literal arguments; a fault of a library counts as a finding about its operation. */
export function checkRequests(
  requests: readonly CheckRequest[],
  operations: OperationTable,
  schemas: SchemaCompiler,
): readonly CheckFinding[] {
  return requests.flatMap((request, index) => {
    const found = findingsOf(request, operations, schemas);
    return found.map(({ path, keyword, message }) => ({ request: index, path, keyword, message }));
  });
}

function findingsOf(request: CheckRequest, operations: OperationTable, schemas: SchemaCompiler): Found {
  if (request.kind === 'arguments') {
    try {
      return checkArguments(request.operation, request.json, operations);
    } catch (error) {
      if (error instanceof LibraryFault) return [{ path: '', keyword: FAULT, message: error.message }];
      throw error;
    }
  }
  const text = request.kind === 'schema' ? request.json : request.schema;
  const compiled = schemas.compile(text, { closed: true, thorough: request.kind === 'schema' });
  if (compiled.validator === null) return compiled.problems.map((problem) => ({ ...problem, keyword: FAULT }));
  return request.kind === 'schema' ? [] : (compiled.validator.check(JSON.parse(request.json)) ?? []);
}
