import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@kora/plugin-sdk';
import { fileErrorCode } from '../files/file-error-code.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import { type CuratedFile, decodeCuratedFile, isNewer, shippedList } from './curated-file.ts';

/** A refreshed list, in the models folder. */
const FILE_NAME = 'curated-models.json';

/** The models that Studio recommends: the list that ships with it, or a newer one that was fetched at the user's request. */
export class CuratedModels {
  readonly #path: string;
  readonly #log: Logger;
  readonly #shipped: CuratedFile;

  constructor(folder: string, log: Logger, shipped: CuratedFile = shippedList()) {
    this.#path = join(folder, FILE_NAME);
    this.#log = log;
    this.#shipped = shipped;
  }

  /** The newest list there is. Read anew each time, because another process may have refreshed it. Never fails. */
  async current(): Promise<CuratedFile> {
    const fetched = await this.#fetched();
    return fetched !== null && isNewer(fetched, this.#shipped) ? fetched : this.#shipped;
  }

  /** Keeps a list that was found good. */
  async replace(list: CuratedFile): Promise<void> {
    await writeFileAtomically(this.#path, `${JSON.stringify(list, null, 2)}\n`);
  }

  async #fetched(): Promise<CuratedFile | null> {
    let reason: string;
    try {
      const list = decodeCuratedFile(await readFile(this.#path, 'utf8'));
      if (typeof list !== 'string') return list;
      reason = list;
    } catch (error) {
      if (fileErrorCode(error) === 'ENOENT') return null;
      reason = `it cannot be read (${fileErrorCode(error) ?? 'unknown'})`;
    }
    this.#log.warn('a refreshed list of models is not used', { path: this.#path, reason });
    return null;
  }
}
