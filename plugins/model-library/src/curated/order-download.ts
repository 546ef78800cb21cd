import { strict } from '@kora/contracts';
import * as t from 'io-ts';
import {
  type DownloadOrder,
  type DownloadStatus,
  downloadStatusCodec,
  downloadTarget,
  type StartRequest,
} from '../download/index.ts';
import { type Fit, fitCodec, type HardwareProfile } from '../hardware/index.ts';
import type { CuratedModel } from './curated-file.ts';
import { curatedModel, fitOf } from './curated-list.ts';

/** Answer to `POST /models/downloads`. `fit` is null while the server does not tell the size. */
export const startAnswerCodec = strict('StartedDownload', {
  download: downloadStatusCodec,
  fit: t.union([fitCodec, t.null]),
});
export type StartAnswer = t.TypeOf<typeof startAnswerCodec>;

/**
 * A request as an order: what it says itself stands above the curated list.
 * @throws KORA_DOWNLOAD_UNKNOWN_CURATED, and as downloadTarget
 */
export function orderOf(request: StartRequest, models: readonly CuratedModel[], mirror: string | null): DownloadOrder {
  const { url, curated_id, model_id, sha256, license } = request;
  const curated = curated_id === undefined ? null : curatedModel(curated_id, models);
  return {
    ...downloadTarget(curated?.url ?? url ?? '', model_id, mirror),
    sha256: sha256 ?? curated?.sha256 ?? null,
    sha256_from: sha256 === undefined ? 'curated list' : 'request',
    license: license ?? curated?.license ?? null,
  };
}

/** A download that has begun, and whether the model will run on this computer, judged by its size. */
export function withFit(
  download: DownloadStatus,
  hardware: HardwareProfile,
  models: readonly CuratedModel[],
): StartAnswer {
  const size_bytes = download.total_bytes;
  const fit: Fit | null =
    size_bytes === null
      ? null
      : fitOf({ size_bytes, context_tokens: null, cache_bytes_per_token: null }, hardware, models);
  return { download, fit };
}
