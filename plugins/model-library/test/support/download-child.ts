/**
 * A process that downloads, for tests that kill it: resumes what is there or starts, and prints the state in which it ends.
 * Arguments: models folder, URL, SHA-256 or -, and after how many bytes the disk is filled up, if at all. That waits until the journal
 * knows of some of them, and the server is told of it by a request.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { doneBytes } from '../../src/download/engine/part-counts.ts';
import { readJournals } from '../../src/download/journal/journal-files.ts';
import { makeManager, order, unending } from './downloads.ts';

// A file that may not grow further is to fail like a full disk, with an error, and not kill the process.
process.on('SIGXFSZ', () => undefined);

const [folder = '', url = '', sha256 = '-', fillAt = ''] = process.argv.slice(2);
const { manager } = makeManager(folder, new URL(url).origin);
const [present] = await manager.list();
const wanted = order(url, sha256 === '-' ? null : sha256);
const download =
  present === undefined
    ? (await manager.start(wanted, unending)).download
    : present.active
      ? present
      : await manager.resume(present.journal.id, unending);

/** Another program takes all the room that there is. */
function fill(): void {
  const file = openSync(join(folder, 'filler'), 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(64 * 1024));
  } catch {
    closeSync(file);
  }
}

async function isJournaled(): Promise<boolean> {
  const { journals } = await readJournals(folder);
  return journals.some(({ parts }) => parts.some((part) => doneBytes(part) > 0));
}

if (fillAt !== '') {
  while (download.active && (download.status().received_bytes < Number(fillAt) || !(await isJournaled())))
    await download.changes.changed(download.changes.version, AbortSignal.timeout(20));
  fill();
  await fetch(new URL('/filled', url));
}
await download.settled();
const { state, error } = download.status();
process.stdout.write(`${JSON.stringify({ state, code: error?.details.code ?? null })}\n`);
await manager.close();
