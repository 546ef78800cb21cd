import type { JsonObject } from '@kora/contracts';
import { enumeratedRange, keepsPattern, keepsRepetition, type LoweringProfile } from './lowering-profile.ts';

function pick(node: JsonObject, keywords: readonly string[], keeps: (value: unknown) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([key, value]) => keywords.includes(key) && keeps(value)));
}

/** A string with what of its shape the runtime enforces: a format, else a pattern, else lengths. */
export function lowerString(node: JsonObject, profile: LoweringProfile): JsonObject {
  const { format, pattern } = node;
  if (typeof format === 'string' && profile.formats.has(format)) return { type: 'string', format };
  if (keepsPattern(pattern, profile)) return { type: 'string', pattern };
  return { type: 'string', ...pick(node, ['minLength', 'maxLength'], (value) => keepsRepetition(value, profile)) };
}

/** A number. An integer with few values is enumerated where bounds are not honoured; number bounds never are. */
export function lowerNumber(node: JsonObject, profile: LoweringProfile): JsonObject {
  if (node.type !== 'integer') return { type: 'number' };
  if (profile.boundsIntegers) {
    const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
    return { type: 'integer', ...pick(node, bounds, Number.isSafeInteger) };
  }
  const values = enumeratedRange(node);
  return values === null ? { type: 'integer' } : { enum: values };
}
