import { catalogEntryCodec, errorBodyCodec } from '@kora/contracts';
import * as t from 'io-ts';

/*
 * What the command line reads of the answers of the model library, whose routes are a plugin's and described in /openapi.json. Only the
 * fields that are shown; others may come and go.
 */

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

const fitCodec = t.type({
  verdict: t.keyof({ fits: null, tight: null, too_large: null }),
  alternative: orNull(t.string),
});
export type Fit = t.TypeOf<typeof fitCodec>;

export const searchCodec = t.type({
  results: t.readonlyArray(
    t.type({
      source: t.string,
      name: t.string,
      model_id: orNull(t.string),
      curated_id: orNull(t.string),
      url: orNull(t.string),
      size_bytes: orNull(t.number),
      license: orNull(t.string),
    }),
  ),
  online_problem: orNull(t.string),
});

const curatedCodec = t.type({
  id: t.string,
  size_bytes: orNull(t.number),
  installed: t.boolean,
  fit: orNull(fitCodec),
});
export const curatedListCodec = t.type({ models: t.readonlyArray(curatedCodec) });
export const refreshedCodec = t.type({
  changed: t.boolean,
  list: t.type({ issued_at: t.string, models: t.readonlyArray(t.type({ id: t.string })) }),
});
export const importableCodec = t.type({
  models: t.readonlyArray(t.type({ source: t.string, name: t.string, size_bytes: t.number, registered: t.boolean })),
});
export const previewCodec = t.type({ total_bytes: orNull(t.number), fit: orNull(fitCodec) });

export const downloadCodec = t.type({
  id: t.string,
  model_id: t.string,
  state: t.string,
  received_bytes: t.number,
  total_bytes: orNull(t.number),
  hashed_bytes: t.number,
  bytes_per_second: orNull(t.number),
  seconds_left: orNull(t.number),
  resumable: t.boolean,
  checksum: orNull(t.string),
  verified_against: orNull(t.string),
  notices: t.readonlyArray(t.type({ kind: t.string, message: t.string })),
  error: orNull(errorBodyCodec),
});
export type Download = t.TypeOf<typeof downloadCodec>;
export const startedCodec = t.type({ download: downloadCodec, fit: orNull(fitCodec) });

export const detailsCodec = t.type({
  entry: catalogEntryCodec,
  problem: orNull(t.string),
  architecture: orNull(t.string),
  parameters: orNull(t.number),
  memory: t.type({ total_bytes: t.number, context_tokens: t.number }),
  fit: fitCodec,
});

export const verifyProgressCodec = t.type({ checked_bytes: t.number, total_bytes: t.number });
export const verdictCodec = t.type({
  model_id: t.string,
  ok: t.boolean,
  problem: orNull(t.string),
  expected_checksum: t.string,
  actual_checksum: orNull(t.string),
});
export const removedCodec = t.type({ removed: t.string });
