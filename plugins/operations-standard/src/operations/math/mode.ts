import { defineOperation } from '../../operation/define-operation.ts';
import { integer, list, MAX_ITEMS, number, object } from '../../operation/schema.ts';

/** Where every number comes equally often, all of them are modes. */
export const mode = defineOperation('math.mode', () => ({
  version: '1.0.0',
  summary: 'The numbers that come most often in a list, and how often they come.',
  arguments: object({ values: list(number(), 'At least one number', MAX_ITEMS, 1) }),
  result: object({
    modes: list(number(), 'Smallest first', MAX_ITEMS),
    times: integer('How often each comes', 1, MAX_ITEMS),
  }),
  examples: [
    { arguments: { values: [3, 1, 3, 2] }, result: { modes: [3], times: 2 } },
    { arguments: { values: [5, 1, 1, 5, 2] }, result: { modes: [1, 5], times: 2 } },
  ],
  run({ values }) {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const times = [...counts.values()].reduce((most, count) => Math.max(most, count), 1);
    const modes = [...counts].filter(([, count]) => count === times).map(([value]) => value);
    return { modes: modes.sort((a, b) => a - b), times };
  },
}));
