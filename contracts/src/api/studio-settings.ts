import * as t from 'io-ts';
import { dictionary } from '../codec/dictionary.ts';
import { text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';

/** Settings of `studio.json` that can be changed while Studio runs. */
const fields = {
  /** False keeps no inputs, answers and outputs of runs that begin from now on. */
  keep_run_contents: t.boolean,
};

/** Answer to `GET /config` and `PATCH /config`. */
export const studioSettingsCodec = strict('StudioSettings', {
  ...fields,
  /** Settings that an environment variable holds, by field: the variable. They cannot be changed here. */
  set_by_environment: dictionary(text('Field', 64, 1), text('Variable', 64, 1)),
});
export type StudioSettings = t.TypeOf<typeof studioSettingsCodec>;

/** Body of `PATCH /config`. */
export const studioSettingsChangeCodec = strict('StudioSettingsChange', {}, fields);
export type StudioSettingsChange = t.TypeOf<typeof studioSettingsChangeCodec>;
