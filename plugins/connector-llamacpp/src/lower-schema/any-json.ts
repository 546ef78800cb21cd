import type { JsonObject } from '@kora/contracts';

/** Any JSON value, in the words of node-llama-cpp, which takes `{}` for null. */
export const ANY_JSON: JsonObject = {
  oneOf: [
    { type: 'object', additionalProperties: true },
    { type: 'array' },
    { type: ['string', 'number', 'boolean', 'null'] },
  ],
};
