import { strict } from '@kora/contracts';
import * as t from 'io-ts';
import {
  type DownloadOrder,
  type DownloadPreview,
  type DownloadStatus,
  downloadStatusCodec,
  downloadTarget,
  previewFields,
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

/** Answer to `POST /models/downloads/preview`. */
export const previewAnswerCodec = strict('PreviewedDownload', { ...previewFields, fit: t.union([fitCodec, t.null]) });
export type PreviewAnswer = t.TypeOf<typeof previewAnswerCodec>;

/** Whether a model of that size will run on this computer; null while the size is unknown. */
function fitOfSize(size_bytes: number | null, hardware: HardwareProfile, models: readonly CuratedModel[]): Fit | null {
  if (size_bytes === null) return null;
  return fitOf({ size_bytes, context_tokens: null, cache_bytes_per_token: null }, hardware, models);
}

/** A download that has begun, and whether the model will run on this computer, judged by its size. */
export function withFit(
  download: DownloadStatus,
  hardware: HardwareProfile,
  models: readonly CuratedModel[],
): StartAnswer {
  return { download, fit: fitOfSize(download.total_bytes, hardware, models) };
}

/** A download that has not begun, judged in the same way. */
export function previewWithFit(
  preview: DownloadPreview,
  hardware: HardwareProfile,
  models: readonly CuratedModel[],
): PreviewAnswer {
  return { ...preview, fit: fitOfSize(preview.total_bytes, hardware, models) };
}
