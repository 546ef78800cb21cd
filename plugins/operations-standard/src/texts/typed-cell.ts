import type { Json } from '@kora/contracts';

/**
 * What a cell of a table means: a number as JSON writes one and a double keeps it, true, false, null for nothing, else its text.
 * 007, 1e999 and digits beyond 15 stay text, so no value is lost.
 */
export function typedCell(value: string): Json {
  if (value === '') return null;
  if (value === 'true' || value === 'false') return value === 'true';
  if (!/^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(value) || value.replaceAll(/\D/g, '').length > 15) return value;
  return Number(value) + 0;
}
