import {
  clipText,
  closeObjectSchemas,
  isRecord,
  type Json,
  type JsonObject,
  pointerSegment,
  type ValidationError,
} from '@kora/contracts';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { linearRegExp } from './linear-regexp.ts';
import { type SchemaProblem, schemaLimitProblems } from './schema-limits.ts';
import { subschemasOf } from './schema-walk.ts';

/** Compiled schemas that one worker keeps. */
const MAX_COMPILED = 512;
/** Failing places that are reported for one value. */
const MAX_ERRORS = 20;

/** Checks a value: null when the schema accepts it, else where it does not. */
export interface Validator {
  check(value: Json): readonly ValidationError[] | null;
  /** Ajv's own findings, for callers that weigh them. */
  findings(value: Json): readonly ErrorObject[];
}

/** A compiled schema, or what is wrong with it. */
export type Compiled =
  | { readonly validator: Validator; readonly problems: null }
  | { readonly validator: null; readonly problems: readonly SchemaProblem[] };

/** One place where a value breaks its schema: path and keyword, and a sentence that never quotes the value. */
export function toValidationError(error: ErrorObject): ValidationError {
  const property = error.params.additionalProperty ?? error.params.unevaluatedProperty;
  const detail = typeof property === 'string' ? ` (${property})` : '';
  return {
    path: clipText(error.instancePath, 2048),
    keyword: clipText(error.keyword, 512),
    message: clipText(`${error.message ?? `fails ${error.keyword}`}${detail}`, 1024),
  };
}

function validatorOf(validate: ValidateFunction): Validator {
  const findings = (value: Json) => (validate(value) ? [] : (validate.errors ?? []));
  return {
    findings,
    check(value) {
      const found = findings(value);
      return found.length === 0 ? null : found.slice(0, MAX_ERRORS).map(toValidationError);
    },
  };
}

/** How a schema is meant. */
export interface CompileOptions {
  /** Close silent object schemas first: for the outputs of tasks, whose graphs are normalised anyway. */
  readonly closed: boolean;
  /** Check it against the meta-schema too, for exact paths; without it a wrong schema is still refused, less precisely. */
  readonly thorough: boolean;
}

/**
 * Compiles JSON Schemas 2020-12, strictly, once per text. Must run in a worker: compiling a stranger's schema may take long,
 * and whoever waits for it has a time limit.
 */
export class SchemaCompiler {
  readonly #compiled = new Map<string, Compiled>();
  readonly #ajv = strictAjv();

  /** @param text the schema as JSON; also its cache key. Must be JSON that the caller wrote itself. */
  compile(text: string, options: CompileOptions): Compiled {
    const key = options.closed ? text : `=${text}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const compiled = compileSchema(this.#ajv, text, options);
    if (this.#compiled.size >= MAX_COMPILED) this.#compiled.clear();
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

function strictAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictTuples: false,
    allowUnionTypes: true,
    allErrors: true,
    // An object has the members that are written in it: no `toString`, unless it says so.
    ownProperties: true,
    unicodeRegExp: true,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
    code: { regExp: linearRegExp },
  });
  addFormats.default(ajv);
  return ajv;
}

function refused(problems: readonly SchemaProblem[]): Compiled {
  return { validator: null, problems: problems.slice(0, MAX_ERRORS) };
}

function compileSchema(ajv: Ajv2020, text: string, { closed, thorough }: CompileOptions): Compiled {
  const schema: Json = JSON.parse(text);
  const limits = schemaLimitProblems(schema, text.length);
  if (limits.length > 0) return refused(limits);
  if (!isRecord(schema)) return refused([{ path: '', message: 'must be an object' }]);
  const effective = closed ? closeObjectSchemas(schema as JsonObject) : schema;
  try {
    if (thorough && ajv.validateSchema(schema) !== true) return refused((ajv.errors ?? []).map(toProblem));
    return { validator: validatorOf(ajv.compile(effective)), problems: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused([{ path: placeOf(reason, schema), message: clipText(`does not compile: ${reason}`, 1024) }]);
  } finally {
    // Ajv keeps every schema it has seen; this class decides what is kept.
    ajv.removeSchema(effective);
  }
}

function toProblem(error: ErrorObject): SchemaProblem {
  return { path: error.instancePath, message: error.message ?? `fails ${error.keyword}` };
}

/** Ajv's strict mode names what it does not know, but not where it stands. */
function placeOf(reason: string, schema: Json): string {
  const [, what, name] = /unknown (keyword|format):? "([^"]+)"/.exec(reason) ?? [];
  if (name === undefined) return '';
  for (const { path, schema: subschema } of subschemasOf(schema)) {
    if (what === 'keyword' && Object.hasOwn(subschema, name)) return `${path}/${pointerSegment(name)}`;
    if (what === 'format' && subschema.format === name) return `${path}/format`;
  }
  return '';
}
