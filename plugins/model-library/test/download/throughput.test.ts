import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { DEFAULT_TUNING } from '../../src/download/index.ts';
import { ended, makeManager, order, temporaryFolder, unending } from '../support/downloads.ts';
import { modelBytes, sha256 } from '../support/model-bytes.ts';

const SIZE = 24_000_000;
/** More rounds while the machine is busy with something else. */
const MOST_ROUNDS = 12;
/** Beside curl, which does not verify: what the product promises. */
const ENOUGH = 0.9;

/** A server in another process, as fast as it can, or held to so many bytes per second over all its connections. */
async function serve(t: Test, path: string, bytesPerSecond: number): Promise<string> {
  const file = fileURLToPath(new URL('../support/plain-server-child.ts', import.meta.url));
  const child = spawn(process.execPath, [file, path, String(bytesPerSecond)], { stdio: ['ignore', 'pipe', 'ignore'] });
  t.teardown(() => child.kill('SIGKILL'));
  const [port] = await once(child.stdout, 'data');
  return `http://127.0.0.1:${String(port).trim()}/model.gguf`;
}

/** curl where there is one, a bare Node download otherwise; and then a sync, because how slow the disk is says nothing of verifying. */
async function reference(url: string, to: string): Promise<string> {
  const curl = spawnSync('curl', ['-s', '-o', to, url]);
  await using handle = await open(to, curl.error === undefined ? 'r+' : 'w+');
  if (curl.error !== undefined) {
    const response = await new Promise<IncomingMessage>((resolve) => get(url, resolve));
    await pipeline(response, handle.createWriteStream({ autoClose: false }));
  }
  await handle.datasync();
  return curl.error === undefined ? 'curl' : 'node:http';
}

async function measure<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

t.test('a download takes about as long as a plain one, although it is verified', async (t) => {
  const folder = await temporaryFolder(t);
  const model = modelBytes(SIZE, 9);
  const source = join(folder, 'source');
  await writeFile(source, model);
  for (const [label, bytesPerSecond] of [
    ['at 100 Mbit/s', 12_000_000],
    ['as fast as loopback goes', 0],
  ] as const) {
    const url = await serve(t, source, bytesPerSecond);
    let best = 0;
    const most = bytesPerSecond > 0 ? MOST_ROUNDS : 1;
    for (let round = 0; round < most && best <= ENOUGH; round++) {
      const plain = await measure(() => reference(url, join(folder, 'plain')));
      const models = join(folder, `${bytesPerSecond}-${round}`);
      const { manager, library } = makeManager(models, 'http://nobody', DEFAULT_TUNING);
      const ours = await measure(async () =>
        ended((await manager.start(order(url, sha256(model)), unending)).download),
      );
      t.equal(ours.result, 'completed');
      t.match(await library.list(), [{ checksum: sha256(model) }]);
      t.ok((await readFile(join(folder, 'plain'))).equals(model));
      await manager.close();
      await rm(models, { recursive: true });
      best = Math.max(best, plain.ms / ours.ms);
      t.comment(`${label}: ${plain.result} ${plain.ms.toFixed(0)} ms, verified download ${ours.ms.toFixed(0)} ms`);
    }
    t.comment(`${label}: best ratio ${best.toFixed(2)}`);
    // On a line that leaves time for hashing even on a busy machine, verifying costs next to nothing.
    if (bytesPerSecond > 0) t.ok(best > ENOUGH, `${label}: ratio ${best.toFixed(2)}`);
  }
});
