export { Download } from './engine/download.ts';
export {
  DEFAULT_TUNING,
  type DownloadContext,
  type DownloadTuning,
  type ModelSink,
  type PlacedModel,
} from './engine/download-context.ts';
export { DownloadManager } from './engine/download-manager.ts';
export type { DownloadOrder } from './engine/download-order.ts';
export { type DownloadPreview, previewFields } from './engine/download-preview.ts';
export { type DownloadStatus, downloadListCodec, downloadStatusCodec } from './engine/download-status.ts';
export { downloadTarget, HUB } from './engine/download-target.ts';
export { requireNetwork } from './engine/require-network.ts';
export { decodeStartRequest, type StartRequest, startRequestCodec } from './engine/start-request.ts';
export { type DownloadEvent, watchDownload } from './engine/watch-download.ts';
export { downloadErrors } from './errors.ts';
export { createGuardedClient, type GuardedClient } from './guarded-client/index.ts';
