import type { Json, JsonObject, ValidationError } from '@kora/contracts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { closed } from '../checks/closed-schema.ts';

/** Validates with nothing but Ajv. */
export class SchemaCheck {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  readonly #known = new WeakMap<JsonObject, ValidateFunction>();

  /** What of a value does not fit the schema that a library has for its arguments or results. */
  library(schema: JsonObject, value: Json): readonly ValidationError[] {
    return this.#violations(schema, value, (open) => open);
  }

  /** What of a value does not fit the schema of a task, which allows no more than it names. */
  task(schema: JsonObject, value: Json): readonly ValidationError[] {
    return this.#violations(schema, value, closed);
  }

  #violations(schema: JsonObject, value: Json, as: (schema: JsonObject) => JsonObject): readonly ValidationError[] {
    const validate = this.#known.get(schema) ?? this.#ajv.compile(as(schema));
    this.#known.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath: path, keyword, message = '' }) => ({ path, keyword, message }));
  }
}
