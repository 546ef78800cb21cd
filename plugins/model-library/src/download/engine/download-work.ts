import { rm } from 'node:fs/promises';
import { isKoraError } from '@kora/plugin-sdk';
import type { DownloadJournal, PartJournal } from '../journal/download-journal.ts';
import { journalPath, partPaths, removeJournal, writeJournal } from '../journal/journal-files.ts';
import { diskError } from '../transfer/disk-error.ts';
import { ModelChanged } from '../transfer/faults.ts';
import type { RemoteFile } from '../transfer/probe-remote.ts';
import type { DownloadContext } from './download-context.ts';
import { doneBytes, isHere, totalOf } from './part-counts.ts';
import { PartRun } from './part-run.ts';
import { finishPlacing, inspectWhole, placeModel } from './place-model.ts';
import { refreshParts } from './refresh-parts.ts';
import type { PartObserver, RunObserver } from './run-observer.ts';

/** The work of one download on its files, one after the other, and the journal that says how far it is. */
export class DownloadWork implements PartObserver {
  readonly #context: DownloadContext;
  readonly #observer: RunObserver;
  #journal: DownloadJournal;
  #run: PartRun | null = null;
  /** Which part the run is about. */
  #at = 0;
  /** Bytes of the files that were hashed already. */
  #hashed = 0;

  constructor(journal: DownloadJournal, context: DownloadContext, observer: RunObserver) {
    this.#journal = journal;
    this.#context = context;
    this.#observer = observer;
  }

  get journal(): DownloadJournal {
    if (this.#run === null) return this.#journal;
    return { ...this.#journal, parts: this.#journal.parts.with(this.#at, this.#run.journal) };
  }

  /** Bytes on disk, those of this moment included, and how many there will be, null while that is unknown. */
  get bytes(): { readonly received: number; readonly total: number | null } {
    const { parts } = this.#journal;
    const map = this.#run?.map;
    const received = parts.map((part, index) =>
      map !== undefined && index === this.#at ? map.received : doneBytes(part),
    );
    const totals = parts.map((part, index) => (index === this.#at ? map?.total : null) ?? totalOf(part));
    const total = totals.reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0);
    return { received: received.reduce((sum, each) => sum + each, 0), total };
  }

  /** Bytes that the checksum has covered. */
  get hashed(): number {
    return this.#hashed + (this.#run?.hashed ?? 0);
  }

  /** False: the server gives no ranges. */
  get resumable(): boolean {
    return this.#run?.map.resumable ?? (this.#journal.parts[this.#at]?.segment_bytes ?? 0) > 0;
  }

  /**
   * Fetches what is missing, verifies, and places the model; goes on where an earlier run was.
   * @param found the remote files by part, as far as they have just been asked for
   * @returns the SHA-256 of the model
   * @throws coded errors, and what the signal was aborted with
   */
  async complete(found: readonly (RemoteFile | null)[], signal: AbortSignal): Promise<string> {
    this.#journal = { ...this.#journal, paused: false };
    try {
      if ((await finishPlacing(this.#journal, this.#context, signal)) && this.#journal.checksum !== null)
        return this.#journal.checksum;
      await this.#completeAll(found, signal);
      return await this.#place(signal);
    } finally {
      this.#keepJournal();
    }
  }

  /** Writes down that the user has paused it. @throws KORA_DOWNLOAD_NO_SPACE, KORA_DOWNLOAD_DISK */
  async pause(): Promise<void> {
    await this.#write({ ...this.#journal, paused: true });
  }

  /** Deletes everything that was downloaded: the one way by which a partial file disappears. */
  async remove(): Promise<void> {
    const { folder } = this.#context;
    for (const part of this.#journal.parts) await rm(partPaths(folder, part).partial, { force: true });
    await removeJournal(folder, this.#journal);
  }

  progress(): void {
    this.#observer.progress();
  }

  notice: RunObserver['notice'] = (kind, message) => this.#observer.notice(kind, message);

  startedOver(): void {
    this.#observer.startedOver();
  }

  verifying(): void {
    const { received, total } = this.bytes;
    // Of several files all others are there, too.
    if (received === total) this.#observer.verifying();
  }

  async save(part: PartJournal): Promise<void> {
    await this.#write({ ...this.#journal, parts: this.#journal.parts.with(this.#at, part) });
  }

  async #write(journal: DownloadJournal): Promise<void> {
    const { folder } = this.#context;
    await writeJournal(folder, journal).catch((error: unknown) => {
      throw diskError(error, journalPath(folder, journal), folder);
    });
    this.#journal = journal;
  }

  #keepJournal(): void {
    this.#journal = this.journal;
    this.#run = null;
  }

  /** A split model that changes on the server in mid-download is looked at anew as a whole: its files belong together. */
  async #completeAll(found: readonly (RemoteFile | null)[], signal: AbortSignal): Promise<void> {
    let known = found;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#complete(known, signal);
      } catch (error) {
        if (!(error instanceof ModelChanged) || attempt >= this.#context.tuning.retry.attempts) throw error;
        this.#keepJournal();
        known = await this.#lookAgain(signal);
      }
    }
  }

  async #lookAgain(signal: AbortSignal): Promise<readonly RemoteFile[]> {
    const { remotes, journal, changed } = await refreshParts(this.#journal, this.#context, signal);
    this.#observer.startedOver();
    this.#observer.notice(
      'started_over',
      `${changed} of the files have changed on the server and begin again at zero.`,
    );
    await this.#write(journal);
    return remotes;
  }

  /** Files that are complete already come last: reading them again holds nobody up. */
  async #complete(found: readonly (RemoteFile | null)[], signal: AbortSignal): Promise<void> {
    this.#hashed = 0;
    const { parts, model_id } = this.#journal;
    const order = [...parts.keys()].sort((a, b) => Number(isHere(parts[a])) - Number(isHere(parts[b])));
    for (const index of order) {
      const part = this.#journal.parts[index];
      if (part === undefined) continue;
      const missing = (each: PartJournal) => (totalOf(each) ?? 0) - doneBytes(each);
      const others_bytes = this.#journal.parts.reduce((sum, each) => sum + (each === part ? 0 : missing(each)), 0);
      const place = { model_id, index, count: parts.length, others_bytes };
      this.#at = index;
      this.#run = await PartRun.open(part, place, this.#context, this);
      await this.#run.complete(found[index] ?? null, signal);
      this.#hashed += this.#run.map.received;
      this.#keepJournal();
    }
  }

  async #place(signal: AbortSignal): Promise<string> {
    const { parts } = this.#journal;
    this.#observer.verifying();
    if (parts.length > 1) this.#hashed = 0;
    const onBytes = (bytes: number) => {
      this.#hashed += bytes;
      this.#observer.progress();
    };
    try {
      const model = await inspectWhole(this.#journal, this.#context, onBytes, signal);
      await placeModel(this.#journal, model, this.#context);
      return model.checksum;
    } catch (error) {
      if (isKoraError(error) && error.code === 'KORA_DOWNLOAD_CHECKSUM_MISMATCH') await this.#forgetAll();
      throw error;
    }
  }

  /** The parts are good, each for itself, and not the model that was demanded: nothing of them is of any use. */
  async #forgetAll(): Promise<void> {
    this.#observer.startedOver();
    this.#observer.notice(
      'started_over',
      'The files are not the model that was announced. The download begins again at zero.',
    );
    const parts = this.#journal.parts.map((part) => ({ ...part, done: [], verified_sha256: null }));
    await this.#write({ ...this.#journal, parts });
  }
}
