import { setTimeout as sleep } from 'node:timers/promises';
import type { Download } from './download.ts';
import type { DownloadState, DownloadStatus } from './download-status.ts';

/** Events are snapshots; a slow reader misses some and never the last. */
const PAUSE_MS = 200;

/** A server-sent event: `progress`, `notice`, or the state that was reached, with the whole status each time. */
export interface DownloadEvent {
  readonly event: 'progress' | 'notice' | DownloadState;
  readonly data: DownloadStatus;
}

/**
 * Follows a download. The first event is its present state. Ends when the download is completed, failed or cancelled; a pause
 * leaves the stream open, because it may go on.
 */
export async function* watchDownload(download: Download, signal: AbortSignal): AsyncGenerator<DownloadEvent> {
  let state: DownloadState | null = null;
  let noticed = download.status().notices.at(-1);
  while (!signal.aborted) {
    const seen = download.changes.version;
    const data = download.status();
    const notice = data.notices.at(-1);
    if (data.state !== state) yield { event: data.state, data };
    else yield { event: notice === noticed ? 'progress' : 'notice', data };
    state = data.state;
    noticed = notice;
    if (state === 'completed' || state === 'failed' || state === 'cancelled') return;
    await download.changes.changed(seen, signal);
    // The end is told at once.
    if (download.active) await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}
