import { rm } from 'node:fs/promises';
import type { ErrorBody } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { downloadErrors } from '../errors.ts';
import type { DownloadJournal } from '../journal/download-journal.ts';
import { downloadPaths, removeJournal, writeJournal } from '../journal/journal-files.ts';
import type { RemoteFile } from '../transfer/probe-remote.ts';
import { SegmentMap } from '../transfer/segment-map.ts';
import { ChangeSignal } from './change-signal.ts';
import type { DownloadContext } from './download-context.ts';
import { DownloadRun, type RunObserver } from './download-run.ts';
import type { DownloadNotice, DownloadState, DownloadStatus, NoticeKind } from './download-status.ts';
import { finishPlacing } from './place-model.ts';
import { SpeedMeter } from './speed-meter.ts';

const KEPT_NOTICES = 20;
const ACTIVE: ReadonlySet<DownloadState> = new Set(['downloading', 'verifying']);

/** Why a run was stopped from outside, and the state that follows. */
class Stopped extends Error {
  readonly next: DownloadState;

  constructor(next: DownloadState) {
    super(`The download is ${next}.`);
    this.next = next;
  }
}

/** One download through all its runs: what it is, where it stands, and what may be done with it. */
export class Download implements RunObserver {
  readonly changes = new ChangeSignal();
  readonly #context: DownloadContext;
  readonly #speed: SpeedMeter;
  #journal: DownloadJournal;
  #state: DownloadState;
  #run: DownloadRun | null = null;
  #running: Promise<void> = Promise.resolve();
  #stop = new AbortController();
  #generation = 0;
  #highest = 0;
  #checksum: string | null = null;
  #notices: readonly DownloadNotice[] = [];
  #error: ErrorBody | null = null;

  constructor(journal: DownloadJournal, context: DownloadContext) {
    this.#journal = journal;
    this.#context = context;
    this.#state = journal.paused ? 'paused' : 'interrupted';
    this.#speed = new SpeedMeter(() => context.time.monotonic());
  }

  get journal(): DownloadJournal {
    return this.#run?.journal ?? this.#journal;
  }

  get state(): DownloadState {
    return this.#state;
  }

  get active(): boolean {
    return ACTIVE.has(this.#state);
  }

  /** True when it can neither go on nor be stopped. */
  get over(): boolean {
    return this.#state === 'completed' || this.#state === 'cancelled';
  }

  /** True when every byte is there, so that going on needs no network. */
  get allHere(): boolean {
    const { done, identity, verified_sha256 } = this.journal;
    return verified_sha256 !== null || done.reduce((sum, each) => sum + each, 0) === identity.total_bytes;
  }

  status(): DownloadStatus {
    const { id, model_id, file_name, source_url, expected_sha256, expected_from, created_at, identity } = this.journal;
    const map = this.#run?.map ?? new SegmentMap(identity.total_bytes, this.#journal.segment_bytes, this.#journal.done);
    const complete = this.#state === 'completed';
    const total_bytes = map.total ?? identity.total_bytes;
    this.#highest = complete && total_bytes !== null ? total_bytes : Math.max(this.#highest, map.received);
    const speed = this.#state === 'downloading' ? this.#speed.bytesPerSecond(map.received) : null;
    const left = total_bytes === null ? null : total_bytes - this.#highest;
    return {
      id,
      model_id,
      file_name,
      source_url,
      state: this.#state,
      received_bytes: this.#highest,
      total_bytes,
      hashed_bytes: complete ? this.#highest : Math.min(this.#run?.hashed ?? 0, this.#highest),
      bytes_per_second: speed,
      seconds_left: speed === null || speed === 0 || left === null ? null : Math.ceil(left / speed),
      generation: this.#generation,
      resumable: map.resumable,
      expected_sha256,
      verified_against: complete ? expected_from : null,
      checksum: this.#checksum,
      notices: this.#notices,
      error: this.#error,
      created_at,
    };
  }

  /** Begins or goes on, in the background. @param found the remote file, when it has just been asked for */
  start(found: RemoteFile | null): void {
    this.#stop = new AbortController();
    this.#error = null;
    this.#journal = { ...this.journal, paused: false };
    this.#speed.forget();
    this.#become('downloading');
    this.#running = this.#work(found, this.#stop.signal);
  }

  /** Resolves when no run is going on. */
  settled(): Promise<void> {
    return this.#running;
  }

  /** Stops a run, if there is one, and keeps everything: `paused` by the user, `interrupted` by the end of the process. */
  async stop(next: 'paused' | 'interrupted'): Promise<void> {
    this.#stop.abort(new Stopped(next));
    await this.#running;
  }

  /** Stops and deletes what was downloaded: the one way by which a partial file disappears. */
  async cancel(): Promise<void> {
    this.#stop.abort(new Stopped('cancelled'));
    await this.#running;
    // It may have come to its end at the very last moment.
    if (this.#state === 'completed')
      throw downloadErrors.KORA_DOWNLOAD_WRONG_STATE({
        id: this.#journal.id,
        state: this.#state,
        action: 'be cancelled',
      });
    const { folder } = this.#context;
    const { file_name } = this.#journal;
    await rm(downloadPaths(folder, file_name).partial, { force: true });
    await removeJournal(folder, file_name);
    this.#become('cancelled');
  }

  progress(): void {
    this.#speed.record(this.#run?.map.received ?? 0);
    this.changes.raise();
  }

  notice(kind: NoticeKind, message: string): void {
    const at = this.#context.time.now().toISOString();
    this.#notices = [...this.#notices, { kind, message: message.slice(0, 1000), at }].slice(-KEPT_NOTICES);
    this.changes.raise();
  }

  startedOver(): void {
    this.#generation++;
    this.#highest = 0;
    this.#speed.forget();
  }

  verifying(): void {
    this.#become('verifying');
  }

  #become(state: DownloadState): void {
    this.#state = state;
    this.changes.raise();
  }

  async #work(found: RemoteFile | null, signal: AbortSignal): Promise<void> {
    const { model_id } = this.#journal;
    try {
      if (await finishPlacing(this.#journal, this.#context, signal)) this.#checksum = this.#journal.verified_sha256;
      else {
        this.#run = await DownloadRun.open(this.#journal, this.#context, this);
        this.#checksum = await this.#run.complete(found, signal);
      }
      this.#keepJournal();
      this.#context.log.info('model downloaded', { model_id, checksum: this.#checksum });
      this.#become('completed');
    } catch (error) {
      this.#keepJournal();
      await this.#fail(error, signal);
    }
  }

  #keepJournal(): void {
    this.#journal = this.#run?.journal ?? this.#journal;
    this.#run = null;
  }

  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    const { log, folder } = this.#context;
    const { model_id } = this.#journal;
    if (signal.reason instanceof Stopped) {
      // It is cancelled when its files are gone, which `cancel` sees to.
      if (signal.reason.next === 'cancelled') return;
      if (signal.reason.next === 'paused') {
        this.#journal = { ...this.#journal, paused: true };
        await writeJournal(folder, this.#journal).catch((fault: unknown) =>
          log.warn('a pause could not be written down', { model_id, reason: String(fault) }),
        );
      }
      return this.#become(signal.reason.next);
    }
    const coded = isKoraError(error)
      ? error
      : downloadErrors.KORA_DOWNLOAD_DISK(
          { path: folder, reason: error instanceof Error ? error.message : 'unknown' },
          error,
        );
    this.#error = coded.toBody();
    log.warn('download failed', { model_id, code: coded.code });
    this.#become('failed');
  }
}
