import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isKoraError } from '@kora/plugin-sdk';
import { nullIfMissing } from '../../files/file-error-code.ts';
import { type FileLock, tryFileLock } from '../../files/file-lock.ts';
import { downloadErrors } from '../errors.ts';
import { isUnreachable } from '../guarded-client/index.ts';
import { journalPath, readJournals, writeJournal } from '../journal/journal-files.ts';
import { diskError } from '../transfer/disk-error.ts';
import { probeRemote, type RemoteFile } from '../transfer/probe-remote.ts';
import { Download } from './download.ts';
import type { DownloadContext } from './download-context.ts';
import type { DownloadOrder } from './download-order.ts';
import { type DownloadPreview, previewOf } from './download-preview.ts';
import { requireFreeSpace } from './free-space.ts';
import { newJournal } from './new-journal.ts';
import { isHere } from './part-counts.ts';
import { requireNetwork } from './require-network.ts';

const KEPT_FINISHED = 50;
const MOST_ACTIVE = 8;

/** A refusal of one part of several, as the error that names it. */
function namingPart(error: unknown, file_name: string, parts: number): unknown {
  if (!isKoraError(error) || error.code !== 'KORA_DOWNLOAD_SERVER_REFUSED') return error;
  const { host, status } = error.details;
  if (typeof host !== 'string' || (status !== 404 && status !== 410)) return error;
  return downloadErrors.KORA_DOWNLOAD_PART_MISSING({ file_name, parts, host, status }, error);
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
    const { folder } = this.#context;
    const remotes = await this.#prepare(order, signal);
    const journal = newJournal(order, remotes, this.#context);
    // Two requests may have waited for the same server.
    const meanwhile = this.#present(order);
    if (meanwhile !== null) return { download: meanwhile, created: false };
    this.#requireRoom();
    this.#requireLock();
    const download = new Download(journal, this.#context);
    this.#downloads.set(journal.id, download);
    await writeJournal(folder, journal).catch((error: unknown) => {
      this.#downloads.delete(journal.id);
      throw diskError(error, journalPath(folder, journal), folder);
    });
    this.#begin(download, remotes);
    return { download, created: true };
  }

  /**
   * What `start` would begin, found out by everything that it checks, and nothing begun.
   * @throws as `start`
   */
  async preview(order: DownloadOrder, signal: AbortSignal): Promise<DownloadPreview> {
    await this.#ready;
    const present = this.#present(order);
    if (present !== null) return previewOf(present.journal);
    return previewOf(newJournal(order, await this.#prepare(order, signal), this.#context));
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
    const { parts } = download.journal;
    const missing = download.allHere ? undefined : parts.find((part) => !isHere(part));
    const remote = missing === undefined ? null : await this.#ask(missing.url, signal);
    if (download.active || download.over) return download;
    this.#requireRoom();
    this.#requireLock();
    this.#begin(
      download,
      parts.map((part) => (part === missing ? remote : null)),
    );
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
      if (journal.checksum !== null && !this.#closed && this.#tryLock()) this.#begin(download, []);
    }
  }

  #begin(download: Download, found: readonly (RemoteFile | null)[]): void {
    download.start(found);
    void download.settled().then(() => {
      this.#releaseLock();
      this.#forgetOldest();
    });
  }

  #present({ model_id, parts }: DownloadOrder): Download | null {
    const names = new Map(parts.map((part) => [part.file_name.toLowerCase(), part.url]));
    for (const download of this.#downloads.values()) {
      if (download.over) continue;
      const { id, parts: theirs } = download.journal;
      const clash = theirs.find((part) => names.has(part.file_name.toLowerCase()));
      if (clash === undefined) continue;
      const { file_name } = clash;
      if (theirs.length === parts.length && theirs.every((part, index) => part.url === parts[index]?.url))
        return download;
      throw downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id, file_name, by: `download ${id}` });
    }
    return null;
  }

  async #requireFreeName({ model_id, parts }: DownloadOrder): Promise<void> {
    const { folder, models } = this.#context;
    const taken = (file_name: string, by: string) =>
      downloadErrors.KORA_DOWNLOAD_NAME_TAKEN({ model_id, file_name, by });
    if (await models.has(model_id)) throw taken(parts[0]?.file_name ?? '', 'an installed model');
    for (const { file_name } of parts)
      if ((await stat(join(folder, file_name)).catch(nullIfMissing)) !== null)
        throw taken(file_name, 'a file of the models folder');
  }

  /** Checks names and room and asks for every file. Throws as `start` does. */
  async #prepare(order: DownloadOrder, signal: AbortSignal): Promise<readonly RemoteFile[]> {
    const { folder } = this.#context;
    await this.#requireFreeName(order);
    const remotes = await this.#askAll(order, signal);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await requireFreeSpace(
      folder,
      remotes.reduce((sum, { identity }) => sum + (identity.total_bytes ?? 0), 0),
    );
    return remotes;
  }

  /** Every file of the model, as the server has it now. @throws KORA_DOWNLOAD_PART_MISSING, and as `#ask` */
  async #askAll({ parts }: DownloadOrder, signal: AbortSignal): Promise<readonly RemoteFile[]> {
    const remotes: RemoteFile[] = [];
    for (let from = 0; from < parts.length; from += this.#context.tuning.connections) {
      const some = parts.slice(from, from + this.#context.tuning.connections);
      const asked = some.map(({ url, file_name }) =>
        this.#ask(url, signal).catch((error: unknown) => {
          throw parts.length > 1 ? namingPart(error, file_name, parts.length) : error;
        }),
      );
      remotes.push(...(await Promise.all(asked)));
    }
    return remotes;
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
