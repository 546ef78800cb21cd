import { randomBytes } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isKoraError } from '@kora/plugin-sdk';
import { nullIfMissing } from '../../files/file-error-code.ts';
import { type FileLock, tryFileLock } from '../../files/file-lock.ts';
import { downloadErrors } from '../errors.ts';
import { isUnreachable } from '../guarded-client/index.ts';
import type { ChecksumOrigin, DownloadJournal } from '../journal/download-journal.ts';
import { downloadPaths, readJournals, writeJournal } from '../journal/journal-files.ts';
import { diskError } from '../transfer/disk-error.ts';
import { probeRemote, type RemoteFile } from '../transfer/probe-remote.ts';
import { Download } from './download.ts';
import type { DownloadContext } from './download-context.ts';
import type { DownloadTarget } from './download-target.ts';
import { expectation } from './expectation.ts';
import { requireFreeSpace } from './free-space.ts';
import { requireNetwork } from './require-network.ts';

const KEPT_FINISHED = 50;
const MOST_ACTIVE = 8;

/** What is asked for, once it has a name. */
export interface DownloadOrder extends DownloadTarget {
  readonly sha256: string | null;
  readonly sha256_from: Exclude<ChecksumOrigin, 'server'>;
  readonly license: string | null;
}

/** All downloads into one models folder. One process at a time works on them (`downloads.lock`). */
export class DownloadManager {
  readonly #context: DownloadContext;
  readonly #downloads = new Map<string, Download>();
  readonly #ready: Promise<void>;
  #lock: FileLock | null = null;
  #closed = false;

  constructor(context: DownloadContext) {
    this.#context = context;
    this.#ready = this.#restore();
    // Whoever asks first sees the fault; until then it must not count as unhandled.
    this.#ready.catch(() => undefined);
  }

  async list(): Promise<readonly Download[]> {
    await this.#ready;
    return [...this.#downloads.values()];
  }

  /** @throws KORA_DOWNLOAD_UNKNOWN */
  async get(id: string): Promise<Download> {
    await this.#ready;
    const download = this.#downloads.get(id);
    if (download === undefined) throw downloadErrors.KORA_DOWNLOAD_UNKNOWN({ id });
    return download;
  }

  /**
   * Asks the server, checks names and room, writes the journal, and begins. The same order again gives the download that is there.
   * @throws KORA_DOWNLOAD_OFFLINE, KORA_DOWNLOAD_NAME_TAKEN, KORA_DOWNLOAD_NO_SPACE, KORA_DOWNLOAD_TOO_MANY,
   *   KORA_DOWNLOAD_BUSY, what probeRemote throws
   */
  async start(order: DownloadOrder, signal: AbortSignal): Promise<{ download: Download; created: boolean }> {
    await this.#ready;
    const present = this.#present(order);
    if (present !== null) return { download: present, created: false };
    await this.#requireFreeName(order);
    const remote = await this.#ask(order.url, signal);
    const { folder, time } = this.#context;
    const from = order.sha256 === null ? null : order.sha256_from;
    const expected = { model_id: order.model_id, expected_sha256: order.sha256, expected_from: from };
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await requireFreeSpace(folder, remote.identity.total_bytes ?? 0);
    const journal: DownloadJournal = {
      version: '1.0',
      id: randomBytes(8).toString('hex'),
      ...expected,
      ...expectation(expected, remote.identity),
      file_name: order.file_name,
      url: order.url,
      source_url: order.source_url,
      license: order.license,
      identity: remote.identity,
      segment_bytes: 0,
      done: [],
      paused: false,
      verified_sha256: null,
      created_at: time.now().toISOString(),
    };
    // Two requests may have waited for the same server.
    const meanwhile = this.#present(order);
    if (meanwhile !== null) return { download: meanwhile, created: false };
    this.#requireRoom();
    this.#requireLock();
    const download = new Download(journal, this.#context);
    this.#downloads.set(journal.id, download);
    await writeJournal(folder, journal).catch((error: unknown) => {
      this.#downloads.delete(journal.id);
      throw diskError(error, downloadPaths(folder, journal.file_name).journal, folder);
    });
    this.#begin(download, remote);
    return { download, created: true };
  }

  /** @throws KORA_DOWNLOAD_UNKNOWN, KORA_DOWNLOAD_WRONG_STATE */
  async pause(id: string): Promise<Download> {
    const download = await this.get(id);
    if (!download.active) throw this.#wrongState(download, 'be paused');
    await download.stop('paused');
    return download;
  }

  /**
   * Goes on with a download that is paused, interrupted or failed. The server is asked first, so that being offline shows at once.
   * @throws KORA_DOWNLOAD_UNKNOWN, KORA_DOWNLOAD_WRONG_STATE, and as `start`
   */
  async resume(id: string, signal: AbortSignal): Promise<Download> {
    const download = await this.get(id);
    if (download.active || download.over) throw this.#wrongState(download, 'be resumed');
    const remote = download.allHere ? null : await this.#ask(download.journal.url, signal);
    if (download.active || download.over) return download;
    this.#requireRoom();
    this.#requireLock();
    this.#begin(download, remote);
    return download;
  }

  /** Deletes what was downloaded. @throws KORA_DOWNLOAD_UNKNOWN, KORA_DOWNLOAD_WRONG_STATE */
  async cancel(id: string): Promise<Download> {
    const download = await this.get(id);
    if (download.over) throw this.#wrongState(download, 'be cancelled');
    this.#requireLock();
    await download.cancel();
    this.#releaseLock();
    return download;
  }

  /** Interrupts everything that runs and keeps what it has. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#ready.catch(() => undefined);
    await Promise.all([...this.#downloads.values()].map((download) => download.stop('interrupted')));
    this.#lock?.release();
    this.#lock = null;
    await this.#context.client.close();
  }

  async #restore(): Promise<void> {
    const { folder, log } = this.#context;
    const { journals, damaged } = await readJournals(folder);
    for (const name of damaged) log.warn('a download journal cannot be understood and is left alone', { name });
    for (const journal of journals) {
      const download = new Download(journal, this.#context);
      this.#downloads.set(journal.id, download);
      // Moved into place but not yet in the catalog: needs no network and no decision.
      if (journal.verified_sha256 !== null && !this.#closed && this.#tryLock()) this.#begin(download, null);
    }
  }

  #begin(download: Download, remote: RemoteFile | null): void {
    download.start(remote);
    void download.settled().then(() => {
      this.#releaseLock();
      this.#forgetOldest();
    });
  }

  #present(order: DownloadOrder): Download | null {
    const { model_id, file_name, url } = order;
    for (const download of this.#downloads.values()) {
      if (download.over || download.journal.file_name.toLowerCase() !== file_name.toLowerCase()) continue;
      if (download.journal.url === url) return download;
      throw downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id, file_name, by: `download ${download.journal.id}` });
    }
    return null;
  }

  async #requireFreeName({ model_id, file_name }: DownloadOrder): Promise<void> {
    const { folder, models } = this.#context;
    const taken = (by: string) => downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id, file_name, by });
    if (await models.has(model_id)) throw taken('an installed model');
    if ((await stat(join(folder, file_name)).catch(nullIfMissing)) !== null) throw taken('a file of the models folder');
  }

  async #ask(address: string, signal: AbortSignal): Promise<RemoteFile> {
    const { client, hub } = this.#context;
    const url = new URL(address);
    client.check(url);
    requireNetwork(url);
    try {
      return await probeRemote(client, url, hub, signal);
    } catch (error) {
      if (signal.aborted || isKoraError(error)) throw error;
      if (isUnreachable(error)) throw downloadErrors.KORA_DOWNLOAD_OFFLINE({ host: url.host }, error);
      const reason = error instanceof Error ? error.message : String(error);
      throw downloadErrors.KORA_DOWNLOAD_INTERRUPTED({ host: url.host, attempts: 1, reason }, error);
    }
  }

  #wrongState(download: Download, action: string) {
    const { id } = download.journal;
    return downloadErrors.KORA_DOWNLOAD_WRONG_STATE({ id, state: download.state, action });
  }

  #tryLock(): boolean {
    this.#lock ??= tryFileLock(join(this.#context.folder, 'downloads.lock'));
    return this.#lock !== null;
  }

  #requireRoom(): void {
    const active = [...this.#downloads.values()].filter((download) => download.active).length;
    if (active >= MOST_ACTIVE) throw downloadErrors.KORA_DOWNLOAD_TOO_MANY({ limit: MOST_ACTIVE });
  }

  #requireLock(): void {
    const { folder } = this.#context;
    if (this.#closed || !this.#tryLock()) throw downloadErrors.KORA_DOWNLOAD_BUSY({ folder });
  }

  #releaseLock(): void {
    if ([...this.#downloads.values()].some((download) => download.active)) return;
    this.#lock?.release();
    this.#lock = null;
  }

  #forgetOldest(): void {
    const over = [...this.#downloads.values()].filter((download) => download.over);
    for (const download of over.slice(0, -KEPT_FINISHED)) this.#downloads.delete(download.journal.id);
  }
}
