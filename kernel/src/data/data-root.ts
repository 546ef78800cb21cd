import { isKoraError } from '@kora/plugin-sdk';
import { type DataPaths, dataPathsOf } from './data-paths.ts';
import { dataErrors } from './errors.ts';
import { errorCode, reasonOf } from './file-errors.ts';
import { type DataRootLock, lockDataRoot } from './lock/data-root-lock.ts';
import { prepareContents, prepareRoot } from './prepare-folder.ts';
import { type DataRootLocation, resolveDataRootPath } from './resolve-data-root-path.ts';

/** A data root that belongs to this process until it is closed. */
export interface DataRoot {
  /** The real, absolute path. */
  readonly path: string;
  readonly paths: DataPaths;
  /** The pid of an owner that died without letting go, which this process took over from; null after a clean stop. */
  readonly takenOverFrom: number | null;
  /** Writes the port of the local API where a second start and the `kora` commands find it; null takes it back. */
  publishPort(port: number | null): Promise<void>;
  /** Gives the root back. May be called twice. */
  close(): Promise<void>;
}

/** Where the data root is, and the port to name in the lock file from the start, if it is known (0 means not yet). */
export interface DataRootOptions extends DataRootLocation {
  readonly port?: number | undefined;
}

/**
 * Opens the data root: creates it where it is missing, makes it private (0700), and locks it for this process.
 * @throws KORA_DATA_ROOT_LOCKED when a living process owns it; KORA_DATA_ROOT_FOREIGN when the folder holds other things;
 *   KORA_DATA_ROOT_UNUSABLE when it cannot be created or written.
 */
export async function openDataRoot(options: DataRootOptions = {}): Promise<DataRoot> {
  const wanted = resolveDataRootPath(options);
  let lock: DataRootLock | undefined;
  try {
    const path = await prepareRoot(wanted);
    lock = await lockDataRoot(path, options.port || null);
    await prepareContents(path);
    return dataRootOf(path, lock);
  } catch (error) {
    await lock?.release();
    if (isKoraError(error) || errorCode(error) === undefined) throw error;
    throw dataErrors.KORA_DATA_ROOT_UNUSABLE({ path: wanted, reason: reasonOf(error) }, error);
  }
}

function dataRootOf(path: string, lock: DataRootLock): DataRoot {
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= lock.release();
    return closed;
  };
  const { takenOverFrom, publishPort } = lock;
  return { path, paths: dataPathsOf(path), takenOverFrom, publishPort, close };
}
