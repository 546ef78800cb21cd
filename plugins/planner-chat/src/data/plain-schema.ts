import { isRecord } from '@kora/contracts';

const TYPES: ReadonlySet<unknown> = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);
const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isSize = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isNumber = (value: unknown) => typeof value === 'number';

/** What the values of keywords must be; everything else is left to the model. */
const KEYWORDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  $schema: isText,
  title: isText,
  description: isText,
  type: (value) =>
    TYPES.has(value) || (Array.isArray(value) && value.length > 0 && value.every((type) => TYPES.has(type))),
  properties: (value) => isRecord(value) && Object.values(value).every(isPlainPart),
  required: isTexts,
  items: (value) => isPlainPart(value),
  additionalProperties: (value) => typeof value === 'boolean',
  enum: (value) => Array.isArray(value) && value.length > 0,
  minimum: isNumber,
  maximum: isNumber,
  minLength: isSize,
  maxLength: isSize,
  minItems: isSize,
  maxItems: isSize,
};

const isPlainPart = (value: unknown): boolean =>
  isRecord(value) && Object.entries(value).every(([key, inner]) => KEYWORDS[key]?.(inner) === true);

/** Whether a value is a JSON Schema of well-known keywords that says at least a type or properties. */
export const isPlainSchema = (value: unknown): boolean =>
  isRecord(value) && isPlainPart(value) && ('type' in value || 'properties' in value);
