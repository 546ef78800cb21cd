import { setTimeout as sleep } from 'node:timers/promises';
import { isKoraError } from '@kora/plugin-sdk';
import { fileByteSource } from '../../gguf/byte-source.ts';
import { readGgufHeader } from '../../gguf/read-gguf-header.ts';
import { downloadErrors } from '../errors.ts';
import type { PartJournal } from '../journal/download-journal.ts';
import { partPaths } from '../journal/journal-files.ts';
import { InterruptedTransfer, ModelChanged, RemoteChanged } from '../transfer/faults.ts';
import { PartialFile } from '../transfer/partial-file.ts';
import { PrefixHash } from '../transfer/prefix-hash.ts';
import { isSameFile, type RemoteFile } from '../transfer/probe-remote.ts';
import { isTemporary, pause, retryDelay } from '../transfer/retry.ts';
import { SegmentMap, segmentBytesFor } from '../transfer/segment-map.ts';
import { transfer } from '../transfer/transfer.ts';
import { ChangeSignal } from './change-signal.ts';
import type { DownloadContext } from './download-context.ts';
import { expectation } from './expectation.ts';
import { requireFreeSpace } from './free-space.ts';
import { probePatiently } from './probe-patiently.ts';
import type { PartObserver } from './run-observer.ts';
import { withCompanions } from './with-companions.ts';

/** As much as a disk writes in well under a second. */
const FLUSH_BYTES = 32 * 1024 * 1024;

/** What a part belongs to. */
export interface PartPlace {
  readonly model_id: string;
  /** From 0. */
  readonly index: number;
  readonly count: number;
  /** Bytes that other parts still need on the same disk. */
  readonly others_bytes: number;
}

/** One stretch of work on one file of a download, from an open `.partial` to a complete and good one or to a fault. */
export class PartRun {
  readonly #context: DownloadContext;
  readonly #observer: PartObserver;
  readonly #place: PartPlace;
  readonly #file: PartialFile;
  readonly #arrived = new ChangeSignal();
  #journal: PartJournal;
  #map: SegmentMap;
  #hash: PrefixHash;
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    journal: PartJournal,
    place: PartPlace,
    file: PartialFile,
    bytes: number,
    context: DownloadContext,
    observer: PartObserver,
  ) {
    this.#journal = journal;
    this.#place = place;
    this.#file = file;
    this.#context = context;
    this.#observer = observer;
    const { identity, segment_bytes, done } = journal;
    // A journal may be older than a file that someone cut; what is not there counts as missing.
    const present = done.map((each, index) => Math.max(0, Math.min(each, bytes - index * segment_bytes)));
    const usable = segment_bytes > 0 || present[0] === identity.total_bytes;
    this.#map = new SegmentMap(identity.total_bytes, segment_bytes, usable ? present : []);
    this.#hash = new PrefixHash(file, context.hasher);
  }

  /** @throws KORA_DOWNLOAD_DISK */
  static async open(
    journal: PartJournal,
    place: PartPlace,
    context: DownloadContext,
    observer: PartObserver,
  ): Promise<PartRun> {
    const file = await PartialFile.open(partPaths(context.folder, journal).partial, context.folder);
    const run = new PartRun(journal, place, file, await file.size(), context, observer);
    if (run.#map.received < journal.done.reduce((sum, each) => sum + each, 0)) {
      observer.startedOver();
      observer.notice('started_over', 'What was downloaded before cannot be used, or only in part.');
    }
    return run;
  }

  get journal(): PartJournal {
    return this.#journal;
  }

  get map(): SegmentMap {
    return this.#map;
  }

  get hashed(): number {
    return this.#hash.hashed;
  }

  /**
   * Fetches and verifies, and leaves a `.partial` that is complete, good and synced.
   * @param found the remote file, when it has just been asked for
   */
  async complete(found: RemoteFile | null, signal: AbortSignal): Promise<void> {
    try {
      if (!this.#map.complete) {
        const work = (stop: AbortSignal) => this.#fetchAll(found, stop);
        const companions = [this.#follow, this.#flush, this.#keepJournal].map((each) => each.bind(this));
        await withCompanions(work, companions, signal);
      }
      this.#observer.verifying();
      await this.#verify(signal);
    } catch (error) {
      await this.#save().catch((failed: unknown) =>
        this.#context.log.warn('the journal of a download could not be written', { reason: String(failed) }),
      );
      throw this.#coded(error, signal);
    } finally {
      this.#hash.drop();
      await this.#file.close();
    }
  }

  async #fetchAll(found: RemoteFile | null, signal: AbortSignal): Promise<void> {
    const { tuning, random, client } = this.#context;
    let remote = found ?? (await this.#probe(signal));
    for (let attempt = 1; ; attempt++) {
      await this.#adopt(remote);
      const before = this.#map.received;
      const job = { client, remote, file: this.#file, map: this.#map, onProgress: () => this.#progress() };
      const onRetry = (part: number, next: number, reason: string) =>
        this.#observer.notice('retrying', `Part ${part}: attempt ${next}, because ${reason}.`);
      const onRestart = () => this.#startOver('The connection broke, and this server cannot go on in the middle.');
      try {
        return await transfer(job, { ...tuning, random, onRetry, onRestart }, signal);
      } catch (error) {
        if (signal.aborted || !(error instanceof RemoteChanged)) throw error;
        if (this.#map.received > before) attempt = 1;
        if (attempt >= tuning.retry.attempts) throw new InterruptedTransfer(attempt, error.message, error);
        await pause(retryDelay(attempt, tuning.retry, error, random), signal);
        remote = await this.#probe(signal);
      }
    }
  }

  #probe(signal: AbortSignal): Promise<RemoteFile> {
    return probePatiently(new URL(this.#journal.url), this.#context, signal);
  }

  /** Holds a remote file against what is on disk: goes on with it, or says why it begins again. */
  async #adopt(remote: RemoteFile): Promise<void> {
    const { identity } = remote;
    const { segment_bytes } = this.#context.tuning;
    const same = isSameFile(this.#journal.identity, identity);
    const { count, model_id } = this.#place;
    if (!same && count > 1) throw new ModelChanged(`${this.#journal.file_name} has changed on the server`);
    const resumable = remote.ranges && identity.total_bytes !== null;
    // Segments keep the size that they began with, as long as they belong to the same file.
    const kept = same && resumable && this.#map.resumable;
    const stale = !same || (!kept && this.#map.received > 0);
    if (!kept && this.#map.received > 0)
      await this.#discard(same ? 'This server cannot go on in the middle.' : 'The file on the server has changed.');
    if (!kept)
      this.#map = new SegmentMap(
        identity.total_bytes,
        resumable ? (segment_bytes ?? segmentBytesFor(identity.total_bytes ?? 0)) : 0,
      );
    if (!resumable)
      this.#observer.notice('no_ranges', 'This server cannot continue a download: an interruption costs everything.');
    this.#journal = {
      ...this.#journal,
      identity,
      ...expectation({ ...this.#journal, model_id }, identity),
    };
    if (identity.total_bytes !== null)
      await requireFreeSpace(
        this.#context.folder,
        identity.total_bytes - this.#map.received + this.#place.others_bytes,
      );
    // What is on disk must never be taken for part of another file than the one that the journal names.
    if (stale) await this.#save();
  }

  async #discard(reason: string): Promise<void> {
    this.#startOver(reason);
    this.#map = new SegmentMap(null, 0);
    await this.#file.truncate(0);
  }

  #startOver(reason: string): void {
    this.#hash.drop();
    this.#hash = new PrefixHash(this.#file, this.#context.hasher);
    this.#journal = { ...this.#journal, verified_sha256: null };
    this.#observer.startedOver();
    this.#observer.notice('started_over', `${reason} The download begins again at zero.`);
  }

  #progress(): void {
    this.#arrived.raise();
    this.#observer.progress();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const seen = this.#arrived.version;
      await this.#hash.advance(this.#map.contiguous(), signal);
      await this.#arrived.changed(seen, signal);
    }
  }

  /** Has the disk write while the network brings more: the sync at the end, which nobody can do without, is then a short one. */
  async #flush(signal: AbortSignal): Promise<void> {
    let synced = this.#map.received;
    while (!signal.aborted) {
      const seen = this.#arrived.version;
      const { received } = this.#map;
      if (received < synced) synced = received;
      if (received - synced >= FLUSH_BYTES) {
        await this.#file.sync();
        synced = received;
      } else await this.#arrived.changed(seen, signal);
    }
  }

  async #keepJournal(signal: AbortSignal): Promise<void> {
    for (;;) {
      await sleep(this.#context.tuning.journal_ms, undefined, { signal });
      await this.#save();
    }
  }

  /** Writes the journal down as it is now, after whoever is at it already: an older one must never land on a newer one. */
  #save(): Promise<void> {
    const write = () => this.#write();
    this.#saving = this.#saving.then(write, write);
    return this.#saving;
  }

  /** Counts first, then makes them true on the disk, then writes them down: a journal never promises too much. */
  async #write(): Promise<void> {
    const map = this.#map;
    const counts = { segment_bytes: map.segment_bytes, done: map.done() };
    const journal = { ...this.#journal, ...counts };
    await this.#file.sync();
    await this.#observer.save(journal);
    // Meanwhile the file may have begun again: then these are no counts of it, nor is the journal what it was.
    if (this.#map === map) this.#journal = { ...this.#journal, ...counts };
  }

  async #verify(signal: AbortSignal): Promise<void> {
    if ((await this.#file.size()) !== this.#map.received) await this.#file.truncate(this.#map.received);
    await this.#hash.advance(this.#map.received, signal);
    const actual = await this.#hash.digest();
    const { expected_sha256: expected, expected_from } = this.#journal;
    const { model_id } = this.#place;
    if (expected !== null && expected_from !== null && expected !== actual) {
      await this.#discard('The file is not the one that was announced.');
      throw downloadErrors.KORA_DOWNLOAD_CHECKSUM_MISMATCH({ model_id, expected, actual, expected_from });
    }
    await this.#requireHeader(expected === null);
    this.#journal = { ...this.#journal, verified_sha256: actual };
    await this.#save();
  }

  /** @param untold nobody says which checksum the file has */
  async #requireHeader(untold: boolean): Promise<void> {
    const { index, count } = this.#place;
    try {
      const { split } = await readGgufHeader(fileByteSource(this.#file.handle, this.#map.received), this.#file.path);
      const parts = split?.count ?? 1;
      if (parts !== count || (split?.index ?? 0) !== index)
        throw downloadErrors.KORA_DOWNLOAD_SPLIT_MODEL({ file_name: this.#journal.file_name, parts });
    } catch (error) {
      // With no checksum to hold it against, a damaged header may have been damaged on the way.
      if (untold && isKoraError(error) && error.code.startsWith('KORA_GGUF_'))
        await this.#discard('The file is damaged.');
      throw error;
    }
  }

  /** Faults without a code of their own become the one that says what to do. */
  #coded(error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted || !isTemporary(error)) return error;
    const { host } = new URL(this.#journal.url);
    const attempts = error instanceof InterruptedTransfer ? error.attempts : 1;
    const reason = error instanceof Error ? error.message : String(error);
    return downloadErrors.KORA_DOWNLOAD_INTERRUPTED({ host, attempts, reason }, error);
  }
}
