import type * as t from 'io-ts';
import { jsonObject } from '../codec/json-value.ts';
import { text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { errorTypeCodec } from './taxonomy.ts';

/**
 * How every error looks on the wire. `details.code` is the documented KORA_<AREA>_<WHAT> code; `details.issues` lists
 * every wrong path of a refused value; `details.task_id` and `details.plugin_id` name the culprit where there is one.
 */
export const errorBodyCodec = strict('ErrorBody', {
  error_type: errorTypeCodec,
  message: text('ErrorMessage', 10_000),
  details: jsonObject,
});
export type ErrorBody = t.TypeOf<typeof errorBodyCodec>;
