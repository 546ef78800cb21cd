import { strict, timestampCodec } from '@kora/contracts';
import * as t from 'io-ts';
import { downloadErrors } from '../download/index.ts';
import { fitCodec, type HardwareProfile, judgeFit } from '../hardware/index.ts';
import { type EstimatedModel, estimateMemory } from '../hardware/memory-estimate.ts';
import { type CuratedModel, curatedModelFields } from './curated-file.ts';

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

const ratedModelCodec = strict('RatedCuratedModel', {
  ...curatedModelFields,
  installed: t.boolean,
  /** Null when the size is not known. */
  fit: orNull(fitCodec),
});

/** Answer to `GET /models/curated`. */
export const curatedListCodec = strict('CuratedList', {
  /** When the list was made. */
  issued_at: timestampCodec,
  models: t.readonlyArray(ratedModelCodec),
});
export type CuratedList = t.TypeOf<typeof curatedListCodec>;

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
