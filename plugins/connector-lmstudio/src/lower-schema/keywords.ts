/** Keywords that say nothing about which values are valid, or that are read together with another one. */
export const SILENT = new Set(
  '$schema $id $anchor $comment $defs definitions title description default examples deprecated readOnly writeOnly contentMediaType contentEncoding contentSchema type'.split(
    ' ',
  ),
);

const OF_TYPES: readonly (readonly [types: readonly string[], keywords: string])[] = [
  [
    ['object'],
    'properties required additionalProperties minProperties maxProperties patternProperties propertyNames dependentRequired dependentSchemas dependencies unevaluatedProperties',
  ],
  [
    ['array'],
    'items prefixItems minItems maxItems uniqueItems contains minContains maxContains additionalItems unevaluatedItems',
  ],
  [['string'], 'minLength maxLength pattern format'],
  [['number', 'integer'], 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf'],
];

const TYPES_OF: ReadonlyMap<string, readonly string[]> = new Map(
  OF_TYPES.flatMap(([types, keywords]) => keywords.split(' ').map((keyword) => [keyword, types] as const)),
);

/** True when a keyword has a meaning for values of a type; one that nobody knows may have one for any. */
export function concerns(keyword: string, type: string): boolean {
  return TYPES_OF.get(keyword)?.includes(type) ?? true;
}

/** The types that the keywords of a schema without `type` are about; the first of each kind is enough. */
export function impliedTypes(keywords: readonly string[]): readonly string[] {
  return [...new Set(keywords.map((keyword) => TYPES_OF.get(keyword)?.[0]).filter((type) => type !== undefined))];
}

/** The types of JSON Schema; llama.cpp answers 400 to any other. */
export const TYPES: readonly string[] = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
