import { mkdir, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DATA_FOLDERS, dataPathsOf } from './data-paths.ts';
import { dataErrors } from './errors.ts';
import { errorCode } from './file-errors.ts';
import { LOCK_FILE, MUTEX_FILE } from './lock/data-root-lock.ts';
import { README_FILE, README_TEXT } from './readme.ts';
import { PRIVATE_FOLDER, restrictFilesIn, restrictMode } from './restrict-mode.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** What a fresh volume or a file manager leaves in a folder that nobody uses yet. */
const HARMLESS = ['lost+found', '.DS_Store', 'desktop.ini', 'Thumbs.db'];
const OURS = new Set<string>([...DATA_FOLDERS, LOCK_FILE, MUTEX_FILE, README_FILE, ...HARMLESS]);

const { studioConfig, trustedPublishers, apiToken, sessions, pluginState, catalog } = dataPathsOf('/');
const WRITTEN_ATOMICALLY: ReadonlySet<string> = new Set(
  [LOCK_FILE, README_FILE, studioConfig, trustedPublishers, apiToken, sessions, pluginState, catalog].map((path) =>
    basename(path),
  ),
);

/**
 * Creates the root, or takes an existing one, with mode 0700.
 * A folder that holds other things is refused: `--data-root ~` must not lock a home folder or scatter files in it.
 * @returns the real path.
 */
export async function prepareRoot(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
  const root = await realpath(path);
  const entries = await readdir(root);
  const foreign = entries.filter((name) => !OURS.has(name) && !isLeftover(name)).sort();
  if (foreign.length > 0 && !entries.includes(README_FILE)) {
    throw dataErrors.KORA_DATA_ROOT_FOREIGN({ path: root, found: foreign.slice(0, 3) });
  }
  await restrictMode(root, PRIVATE_FOLDER);
  return root;
}

/** A temporary file of `writeFileAtomically`, whose writer was killed before the rename. */
const LEFTOVER = /^(.+)\.\d{1,10}$/;

function isLeftover(name: string): boolean {
  return WRITTEN_ATOMICALLY.has(LEFTOVER.exec(name)?.[1] ?? '');
}

async function removeLeftovers(folder: string): Promise<void> {
  const leftovers = (await readdir(folder)).filter(isLeftover);
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { force: true })));
}

/** Creates what is missing below the root and tightens what is too open. Call it only while holding the lock. */
export async function prepareContents(root: string): Promise<void> {
  for (const name of DATA_FOLDERS) {
    const folder = join(root, name);
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    await restrictMode(folder, PRIVATE_FOLDER);
  }
  const paths = dataPathsOf(root);
  for (const folder of [root, paths.configs, paths.models]) await removeLeftovers(folder);
  await restrictFilesIn(paths.configs);
  const readme = join(root, README_FILE);
  if ((await readTextOrNull(readme)) !== README_TEXT) await writeFileAtomically(readme, README_TEXT);
}

async function readTextOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
