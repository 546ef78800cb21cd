import { decode, integer, oneOf, pattern, sha256Codec, strict, text } from '@kora/contracts';
import * as t from 'io-ts';
import { downloadErrors } from '../download/index.ts';
import { fitCodec, type HardwareProfile, judgeFit } from '../hardware/index.ts';
import { type EstimatedModel, estimateMemory } from '../hardware/memory-estimate.ts';
import shipped from './curated-models.json' with { type: 'json' };

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);
const count = integer('Count', 0);

const fields = {
  id: pattern('CuratedId', /^[a-z0-9][a-z0-9.-]{0,63}$/, 'lower-case letters, digits, dots and hyphens'),
  name: text('Name', 128, 1),
  url: pattern('HttpsUrl', /^https:\/\/[^\s]{1,2000}$/, 'an https: URL'),
  /** Null: known only to the server, which is asked before a download. */
  size_bytes: orNull(count),
  sha256: orNull(sha256Codec),
  license: text('License', 256, 1),
  quantization: text('Quantization', 64, 1),
  context_tokens: orNull(count),
  parameters: orNull(count),
};
const curatedModelCodec = strict('CuratedModel', fields);
/** A model of the list that ships with Studio. */
export type CuratedModel = t.TypeOf<typeof curatedModelCodec>;

const curatedFileCodec = strict('CuratedFile', {
  version: oneOf('CuratedVersion', ['1.0']),
  models: t.readonlyArray(curatedModelCodec),
});

const ratedModelCodec = strict('RatedCuratedModel', {
  ...fields,
  installed: t.boolean,
  /** Null when the size is not known. */
  fit: orNull(fitCodec),
});

/** Answer to `GET /models/curated`. */
export const curatedListCodec = strict('CuratedList', { models: t.readonlyArray(ratedModelCodec) });
export type CuratedList = t.TypeOf<typeof curatedListCodec>;

/** The list that ships with Studio. A test holds the file against its codec. */
export function curatedModels(file: unknown = shipped): readonly CuratedModel[] {
  const decoded = decode(curatedFileCodec, file);
  if (decoded._tag === 'Left') throw new TypeError('curated-models.json does not decode');
  return decoded.right.models;
}

/** @throws KORA_DOWNLOAD_UNKNOWN_CURATED */
export function curatedModel(curated_id: string, models: readonly CuratedModel[]): CuratedModel {
  const model = models.find(({ id }) => id === curated_id);
  if (model === undefined) throw downloadErrors.KORA_DOWNLOAD_UNKNOWN_CURATED({ curated_id });
  return model;
}

/** What the curated models of known size need. */
export function candidatesOf(models: readonly CuratedModel[]): readonly { id: string; needed_bytes: number }[] {
  return models.flatMap(({ id, size_bytes, context_tokens }) =>
    size_bytes === null
      ? []
      : [{ id, needed_bytes: estimateMemory({ size_bytes, context_tokens, cache_bytes_per_token: null }).total_bytes }],
  );
}

/** Judges any model against this computer, with a smaller one of the list beside it. */
export function fitOf(
  model: EstimatedModel,
  hardware: HardwareProfile,
  models: readonly CuratedModel[],
  context?: number,
) {
  return judgeFit(estimateMemory(model, context).total_bytes, hardware, candidatesOf(models));
}

/** @param checksums of the installed models */
export function rateCurated(
  models: readonly CuratedModel[],
  hardware: HardwareProfile,
  checksums: ReadonlySet<string>,
): CuratedList['models'] {
  return models.map((model) => {
    const { size_bytes, context_tokens, sha256 } = model;
    const fit =
      size_bytes === null ? null : fitOf({ size_bytes, context_tokens, cache_bytes_per_token: null }, hardware, models);
    return { ...model, installed: sha256 !== null && checksums.has(sha256), fit };
  });
}
