import { defineOperation } from '../../operation/define-operation.ts';
import { any, boolean, list, object } from '../../operation/schema.ts';
import { isList, isObject } from '../../values/is-object.ts';

/** Made for fallbacks: list the preferred answer first. Null when there is none. */
export const coalesce = defineOperation('json.coalesce', () => ({
  version: '1.0.0',
  summary: 'The first value of a list that is not null.',
  arguments: object({ values: list(any()) }, { skip_empty: boolean('Also pass over "", [] and {} (default false)') }),
  result: any(),
  examples: [
    { arguments: { values: [null, '', 'fallback'], skip_empty: true }, result: 'fallback' },
    { arguments: { values: [null, false, 1] }, result: false },
  ],
  run({ values, skip_empty = false }) {
    const found = values.find((value) => {
      if (value === null) return false;
      if (!skip_empty) return true;
      if (isList(value)) return value.length > 0;
      return value !== '' && !(isObject(value) && Object.keys(value).length === 0);
    });
    return found ?? null;
  },
}));
