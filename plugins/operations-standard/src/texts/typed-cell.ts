import type { Json } from '@kora/contracts';

const POINT = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
/** With points between thousands only where decimals follow: 1.234 alone could be either. */
const COMMA = /^-?(0|[1-9]\d{0,14}|[1-9]\d{0,2}(\.\d{3}){1,4}(?=,))(,\d{1,15})?$/;

/**
 * What a cell of a table means: a number as JSON writes one, or with a comma before its decimals, and a double keeps it, true,
 * false, null for nothing, else its text. 007, 1e999 and digits beyond 15 stay text, so no value is lost.
 */
export function typedCell(value: string, decimal: '.' | ',' = '.'): Json {
  if (value === '') return null;
  if (value === 'true' || value === 'false') return value === 'true';
  if (!(decimal === '.' ? POINT : COMMA).test(value) || value.replaceAll(/\D/g, '').length > 15) return value;
  return Number(decimal === '.' ? value : value.replaceAll('.', '').replace(',', '.')) + 0;
}
