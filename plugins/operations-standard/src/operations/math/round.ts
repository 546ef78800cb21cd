import { defineOperation } from '../../operation/define-operation.ts';
import { choice, integer, number, object } from '../../operation/schema.ts';
import { Decimal, toNumber } from '../../values/decimal.ts';

const MODES = {
  half_up: Decimal.ROUND_HALF_UP,
  half_even: Decimal.ROUND_HALF_EVEN,
  half_down: Decimal.ROUND_HALF_DOWN,
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  ceiling: Decimal.ROUND_CEIL,
  floor: Decimal.ROUND_FLOOR,
} as const;
type Mode = keyof typeof MODES;

/** Rounds the number as it is written in decimal, so 1.005 to two places is 1.01. */
export const round = defineOperation('math.round', () => ({
  version: '1.0.0',
  summary: 'Rounds a number to decimal places, with a stated rule for ties.',
  arguments: object(
    { value: number() },
    {
      decimals: integer('Places after the point; negative for tens, hundreds … (default 0)', -15, 15),
      mode: choice(
        Object.keys(MODES) as Mode[],
        'half_up (default) takes ties away from zero, half_even to the even digit; up and down mean away from and to zero',
      ),
    },
  ),
  result: number(),
  examples: [
    { arguments: { value: 1.005, decimals: 2 }, result: 1.01 },
    { arguments: { value: -2.5, mode: 'half_even' }, result: -2 },
    { arguments: { value: 1250, decimals: -2, mode: 'floor' }, result: 1200 },
  ],
  run({ value, decimals = 0, mode = 'half_up' }) {
    const scale = new Decimal(10).pow(decimals);
    const scaled = new Decimal(value).times(scale).toDecimalPlaces(0, MODES[mode]);
    return toNumber(scaled.div(scale), 'value');
  },
}));
