import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { any, choice, list, object, text } from '../../operation/schema.ts';
import { compareJson, textOrder } from '../../values/compare.ts';
import { pointerSchema, valueAt } from '../../values/pointer.ts';

/** Items that compare equal keep their order. Mixed kinds order as null, false, true, numbers, texts, lists, objects. */
export const sort = defineOperation('list.sort', () => ({
  version: '1.0.0',
  summary: 'Sorts a list by its items, or by a value inside them.',
  arguments: object(
    { items: list(any()) },
    {
      by: pointerSchema('JSON pointer to the value inside each item; default the item itself'),
      order: choice(['ascending', 'descending'], 'Default ascending'),
      locale: text('Compare texts as this language does, such as en or de; by code units without it', 35, 1),
    },
  ),
  result: list(any()),
  examples: [
    { arguments: { items: [10, 9, 'b', null, 'B', 1] }, result: [null, 1, 9, 10, 'B', 'b'] },
    { arguments: { items: [{ n: 1 }, { n: 3 }], by: '/n', order: 'descending' }, result: [{ n: 3 }, { n: 1 }] },
    { arguments: { items: ['z', 'ä', 'a'], locale: 'de' }, result: ['a', 'ä', 'z'] },
  ],
  run({ items, by = '', order = 'ascending', locale }) {
    const texts = textOrder('locale', locale);
    const keyed = items.map((item, i) => ({
      item,
      key: valueAt(item, by) ?? (by === '' ? item : fail('by', `leads to nothing in item ${i}`)),
    }));
    const sign = order === 'ascending' ? 1 : -1;
    return keyed.sort((a, b) => sign * compareJson(a.key, b.key, texts)).map(({ item }) => item);
  },
}));
