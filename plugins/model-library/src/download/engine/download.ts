import type { ErrorBody } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { downloadErrors } from '../errors.ts';
import type { DownloadJournal } from '../journal/download-journal.ts';
import type { RemoteFile } from '../transfer/probe-remote.ts';
import { ChangeSignal } from './change-signal.ts';
import type { DownloadContext } from './download-context.ts';
import type { DownloadNotice, DownloadState, DownloadStatus, NoticeKind } from './download-status.ts';
import { DownloadWork } from './download-work.ts';
import { expectationOf } from './expectation.ts';
import { isHere } from './part-counts.ts';
import type { RunObserver } from './run-observer.ts';
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
  readonly #work: DownloadWork;
  #state: DownloadState;
  #running: Promise<void> = Promise.resolve();
  #stop = new AbortController();
  #generation = 0;
  #highest = 0;
  #checksum: string | null = null;
  #notices: readonly DownloadNotice[] = [];
  #error: ErrorBody | null = null;

  constructor(journal: DownloadJournal, context: DownloadContext) {
    this.#context = context;
    this.#work = new DownloadWork(journal, context, this);
    this.#state = journal.paused ? 'paused' : 'interrupted';
    this.#speed = new SpeedMeter(() => context.time.monotonic());
  }

  get journal(): DownloadJournal {
    return this.#work.journal;
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
    const { parts, checksum } = this.journal;
    return checksum !== null || parts.every(isHere);
  }

  status(): DownloadStatus {
    const { id, model_id, parts, source_url, created_at } = this.journal;
    const complete = this.#state === 'completed';
    const { received, total: total_bytes } = this.#work.bytes;
    this.#highest = complete && total_bytes !== null ? total_bytes : Math.max(this.#highest, received);
    const speed = this.#state === 'downloading' ? this.#speed.bytesPerSecond(received) : null;
    const left = total_bytes === null ? null : total_bytes - this.#highest;
    const { expected_sha256, expected_from } = expectationOf(this.journal);
    return {
      id,
      model_id,
      file_name: parts[0]?.file_name ?? '',
      files: parts.length,
      source_url,
      state: this.#state,
      received_bytes: this.#highest,
      total_bytes,
      hashed_bytes: complete ? this.#highest : Math.min(this.#work.hashed, this.#highest),
      bytes_per_second: speed,
      seconds_left: speed === null || speed === 0 || left === null ? null : Math.ceil(left / speed),
      generation: this.#generation,
      resumable: this.#work.resumable,
      expected_sha256,
      verified_against: complete ? expected_from : null,
      checksum: this.#checksum,
      notices: this.#notices,
      error: this.#error,
      created_at,
    };
  }

  /** Begins or goes on, in the background. @param found the remote files by part, as far as they have just been asked for */
  start(found: readonly (RemoteFile | null)[]): void {
    this.#stop = new AbortController();
    this.#error = null;
    this.#speed.forget();
    this.#become('downloading');
    this.#running = this.#complete(found, this.#stop.signal);
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

  /** Stops, and deletes what was downloaded. @throws KORA_DOWNLOAD_WRONG_STATE when it has come to its end meanwhile */
  async cancel(): Promise<void> {
    this.#stop.abort(new Stopped('cancelled'));
    await this.#running;
    const { state } = this;
    if (state === 'completed')
      throw downloadErrors.KORA_DOWNLOAD_WRONG_STATE({ id: this.journal.id, state, action: 'be cancelled' });
    await this.#work.remove();
    this.#become('cancelled');
  }

  progress(): void {
    this.#speed.record(this.#work.bytes.received);
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

  async #complete(found: readonly (RemoteFile | null)[], signal: AbortSignal): Promise<void> {
    const { model_id } = this.journal;
    try {
      this.#checksum = await this.#work.complete(found, signal);
      this.#context.log.info('model downloaded', { model_id, checksum: this.#checksum });
      this.#become('completed');
    } catch (error) {
      await this.#fail(error, signal);
    }
  }

  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    const { log, folder } = this.#context;
    const { model_id } = this.journal;
    if (signal.reason instanceof Stopped) {
      // It is cancelled when its files are gone, which `cancel` sees to.
      if (signal.reason.next === 'cancelled') return;
      if (signal.reason.next === 'paused')
        await this.#work
          .pause()
          .catch((fault: unknown) =>
            log.warn('a pause could not be written down', { model_id, reason: String(fault) }),
          );
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
