import { type Json, type JsonObject, jsonValue } from '@kora/contracts';

/** Keywords that say what a string must look like; a runtime that honours schemas needs to see them. */
const CONSTRAINTS = ['enum', 'const', 'pattern', 'format', 'minLength', 'maxLength', '$ref', 'anyOf', 'oneOf', 'allOf'];

/** How a schema wants its answer. */
export type AnswerForm = 'text' | 'string' | 'json';

/**
 * `text` for a schema of any string, where the answer is taken word for word; `string` for a constrained string, which may
 * come as plain text or as JSON; `json` for everything else.
 */
export function answerFormOf(schema: JsonObject): AnswerForm {
  if (schema.type !== 'string') return 'json';
  return CONSTRAINTS.some((keyword) => schema[keyword] !== undefined) ? 'string' : 'text';
}

function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return jsonValue.is(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Reads an answer as the value that its schema asks for. Nothing is repaired: JSON must be exactly one value, with white
 * space around it at most.
 * @returns undefined when the text is no such value.
 */
export function parseAnswer(text: string, form: AnswerForm): Json | undefined {
  if (form === 'text') return text.isWellFormed() ? text : undefined;
  const value = parseJson(text);
  if (form === 'json' || typeof value === 'string') return value;
  const plain = text.trim();
  return plain.isWellFormed() ? plain : undefined;
}
