import type { JsonObject } from '@kora/contracts';

/** Longest repetition that is passed on; llama.cpp refuses a minimum over 2000, and takes a maximum over it as none. */
const MAX_REPETITION = 1000;
const FORMATS = new Set(['date', 'time', 'date-time', 'uuid']);
const ANNOTATIONS = new Set(
  '$schema $id $anchor $comment title description default examples deprecated readOnly writeOnly contentMediaType contentEncoding'.split(
    ' ',
  ),
);
const STRUCTURE = new Set(
  'type properties required additionalProperties items prefixItems enum const anyOf oneOf allOf $ref $defs definitions'.split(
    ' ',
  ),
);

/** llama.cpp turns only `^...$` into a grammar, and knows no look-around, back-references, lazy quantifiers or \p. */
const SIMPLE_PATTERN =
  /^\^(?:[\w \-:/,@#%&=;!_]|\\[dws.\-/+]|\[[\w \-.]+\]|\{\d{1,3}(?:,\d{1,3})?\}|[+*?.](?![?+*]))+\$$/;

/** True for a keyword that says nothing about which values are valid. */
export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword);
}

function isShaped(schema: JsonObject): boolean {
  return FORMATS.has(String(schema.format)) || SIMPLE_PATTERN.test(String(schema.pattern ?? ''));
}

/** True when Ollama's llama.cpp holds the output to a keyword; the rest it ignores without a word, or refuses. */
export function isEnforced(keyword: string, schema: JsonObject): boolean {
  const value = schema[keyword];
  if (STRUCTURE.has(keyword) || isAnnotation(keyword)) return true;
  switch (keyword) {
    case 'minLength':
    case 'maxLength':
      // A format or a pattern already decides the whole string.
      return !isShaped(schema) && isRepetition(value);
    case 'minItems':
    case 'maxItems':
      return isRepetition(value);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return schema.type === 'integer' && Number.isSafeInteger(value);
    case 'format':
      return FORMATS.has(String(value));
    case 'pattern':
      return SIMPLE_PATTERN.test(String(value));
    case 'unevaluatedProperties':
      // llama.cpp closes objects anyway.
      return value === false;
    default:
      return false;
  }
}

function isRepetition(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_REPETITION;
}
