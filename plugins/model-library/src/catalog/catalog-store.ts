import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Catalog, type CatalogEntry, catalogCodec, decode } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { modelLibraryErrors } from '../errors.ts';
import { fileErrorCode } from '../files/file-error-code.ts';
import { waitForFileLock } from '../files/file-lock.ts';
import { RememberedFile } from '../files/remembered-file.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';

const EMPTY: Catalog = { version: '1.0', models: [] };

/** Other processes hold the catalog for milliseconds; one that takes this long hangs. */
const LOCK_WAIT_MS = 10_000;

/**
 * `models/catalog.json`. Changes happen one after the other, those of other processes included (`catalog.json.lock`), so that
 * none is lost. Reading takes no lock: the file is replaced whole.
 */
export interface CatalogStore {
  /** @throws KORA_CATALOG_DAMAGED */
  read(): Promise<Catalog>;
  /**
   * Replaces the entries by what `change` makes of the present ones, atomically. Nothing is written when it throws, or
   * when it returns the very list that it was given.
   * @throws KORA_CATALOG_DAMAGED: a file that is not understood is never overwritten. KORA_CATALOG_BUSY
   */
  update(change: (models: readonly CatalogEntry[]) => readonly CatalogEntry[]): Promise<void>;
}

/** Every reader gets the same entries. */
function frozen(catalog: Catalog): Catalog {
  for (const entry of catalog.models) Object.freeze(entry.file_paths);
  return { ...catalog, models: Object.freeze(catalog.models.map((entry) => Object.freeze(entry))) };
}

function decodeCatalog(path: string, content: string): Catalog {
  const damaged = (reason: string, cause?: unknown) => modelLibraryErrors.KORA_CATALOG_DAMAGED({ path, reason }, cause);
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw damaged('it is not JSON, or was cut off', cause);
  }
  const result = decode(catalogCodec, value);
  if (result._tag === 'Right') return frozen(result.right);
  const first = result.left[0];
  throw damaged(`it is not a catalog of version 1.0${first === undefined ? '' : ` (${first.path} ${first.message})`}`);
}

type CatalogFile = RememberedFile<Catalog>;

async function readCatalog(file: CatalogFile): Promise<Catalog> {
  try {
    return await file.read();
  } catch (error) {
    if (isKoraError(error)) throw error;
    if (fileErrorCode(error) === 'ENOENT') return EMPTY;
    const { path } = file;
    throw modelLibraryErrors.KORA_CATALOG_DAMAGED({ path, reason: 'the file cannot be opened' }, error);
  }
}

/** Whoever holds the lock is the only writer: half a new catalog belongs to a process that was killed. */
async function removeLeftovers(path: string): Promise<void> {
  const name = basename(path);
  for (const each of await readdir(dirname(path)))
    if (each.startsWith(`${name}.`) && /^\.\d+$/.test(each.slice(name.length)))
      await rm(join(dirname(path), each), { force: true });
}

async function changeCatalog(file: CatalogFile, change: Parameters<CatalogStore['update']>[0]): Promise<void> {
  const { path } = file;
  const before = await readCatalog(file);
  const models = change(before.models);
  if (models === before.models) return;
  await removeLeftovers(path);
  await writeFileAtomically(path, `${JSON.stringify({ ...before, models }, null, 2)}\n`);
}

/** Opens the catalog at `path`; a missing file is an empty catalog. Nothing is read yet. */
export function openCatalogStore(path: string, lock_wait_ms: number = LOCK_WAIT_MS): CatalogStore {
  const file = new RememberedFile(path, (content) => decodeCatalog(path, content));
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
  return {
    read: () => readCatalog(file),
    update: (change) =>
      inTurn(async () => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const lock = await waitForFileLock(`${path}.lock`, lock_wait_ms);
        if (lock === null) throw modelLibraryErrors.KORA_CATALOG_BUSY({ path, waited_ms: lock_wait_ms });
        try {
          await changeCatalog(file, change);
        } finally {
          lock.release();
        }
      }),
  };
}
