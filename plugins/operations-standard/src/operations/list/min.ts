import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { any, list, MAX_ITEMS, object } from '../../operation/schema.ts';
import { compareJson } from '../../values/compare.ts';

/** Texts compare by code units, which puts ISO dates in order. Of equal items the first is given. */
export const min = defineOperation('list.min', () => ({
  version: '1.0.0',
  summary: 'The smallest item of a list, in the order of list.sort.',
  arguments: object({ items: list(any(), 'At least one', MAX_ITEMS, 1) }),
  result: any(),
  examples: [
    { arguments: { items: [3, -1, 4] }, result: -1 },
    { arguments: { items: ['2026-01-31', '2026-01-31'] }, result: '2026-01-31' },
  ],
  run: ({ items }): Json => items.reduce((best, item) => (compareJson(item, best) < 0 ? item : best)),
}));
