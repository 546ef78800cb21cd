import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogCodec, decode } from '@kora/contracts';
import t, { type Test } from 'tap';
import { makeManager, order, temporaryFolder, unending } from '../support/downloads.ts';
import { modelBytes, seeded, sha256 } from '../support/model-bytes.ts';
import { RangeServer } from '../support/range-server.ts';
import { runChild } from '../support/run-child.ts';

/** KORA_TEST_ROUNDS=200 is the long run: give tap `--timeout=1200` with it. */
const ROUNDS = Number(process.env.KORA_TEST_ROUNDS ?? 40);
const SIZE = 1_500_000;
const VERSIONS = [modelBytes(SIZE, 1), modelBytes(SIZE, 2)] as const;
const [MODEL, SWAPPED] = VERSIONS;
/** A round that needs more has lost its way. */
const MOST_LIVES = 12;

type Disaster = 'cut' | 'server' | 'kill' | 'disk' | 'corrupt' | 'swap' | 'pause';
/** One kill -9 or full disk for four others: a process costs half a second on a busy machine. */
const DISASTERS: readonly Disaster[] = [
  'cut',
  'server',
  'kill',
  'corrupt',
  'swap',
  'pause',
  'cut',
  'server',
  'corrupt',
  'disk',
];

/** What must hold at every moment: the catalog names nothing but whole, right files, and no partial file is a model. */
async function checkWorld(t: Test, folder: string, label: string): Promise<'installed' | 'partial' | 'nothing'> {
  const names = await readdir(folder);
  const content = await readFile(join(folder, 'catalog.json'), 'utf8').catch(() => '{"version":"1.0","models":[]}');
  const catalog = decode(catalogCodec, JSON.parse(content));
  if (catalog._tag === 'Left') throw new Error(`${label}: the catalog is broken`);
  for (const entry of catalog.right.models) {
    const bytes = await readFile(entry.file_paths[0] ?? '');
    if (sha256(bytes) !== entry.checksum || !VERSIONS.some((version) => version.equals(bytes)))
      t.fail(`${label}: the catalog names a wrong file`);
  }
  if (catalog.right.models.length > 0) return 'installed';
  return names.includes('model.gguf.partial') ? 'partial' : 'nothing';
}

async function inProcess(folder: string, server: RangeServer, known: string | null, stopAt: number | null) {
  const { manager } = makeManager(folder, server.origin);
  try {
    const [present] = await manager.list();
    const download =
      present === undefined
        ? (await manager.start(order(server.url(), known), unending)).download
        : present.active
          ? present
          : await manager.resume(present.journal.id, unending);
    while (stopAt !== null && download.active && download.status().received_bytes < stopAt)
      await download.changes.changed(download.changes.version, AbortSignal.timeout(200));
    if (stopAt !== null && download.active) await manager.pause(download.journal.id).catch(() => undefined);
    await download.settled();
  } catch {
    // The server may be down just now; the next life tries again.
  } finally {
    await manager.close();
  }
}

/** One life of a downloader, with one disaster in it, at a place that the generator chooses. */
async function live(
  disaster: Disaster,
  folder: string,
  server: RangeServer,
  known: string | null,
  random: () => number,
) {
  const at = server.sent + Math.floor(random() * SIZE);
  const first = server.requests.length + 1 + Math.floor(random() * 8);
  server.onSent = () => {};
  server.fault = () => ({});
  if (disaster === 'cut') server.fault = () => (random() < 0.4 ? { cutAfter: Math.floor(random() * 128 * 1024) } : {});
  if (disaster === 'corrupt')
    server.fault = (_request, index) => (index === first ? { corruptAt: Math.floor(random() * 60_000) } : {});
  let down: Promise<void> | null = null;
  if (disaster === 'server')
    server.onSent = (sent) => {
      if (sent >= at && down === null) down = server.stop();
    };
  if (disaster === 'swap')
    server.onSent = (sent) => {
      if (sent >= at && known === null && server.content === MODEL) server.replace(SWAPPED);
    };
  if (disaster === 'kill' || disaster === 'disk') {
    const blocks = disaster === 'disk' ? Math.floor(random() * 700) + 60 : null;
    const { child, end } = runChild('download-child.ts', [folder, server.url(), known ?? '-'], blocks);
    if (disaster === 'kill')
      server.onSent = (sent) => {
        if (sent >= at) child.kill('SIGKILL');
      };
    await end;
  } else await inProcess(folder, server, known, disaster === 'pause' ? random() * SIZE : null);
  await down;
  if (down !== null) await server.start();
}

async function round(t: Test, seed: number): Promise<{ lives: number; disasters: readonly Disaster[] }> {
  const random = seeded(seed);
  const folder = await temporaryFolder(t);
  const server = await new RangeServer(MODEL).start();
  const known = random() < 0.5 ? sha256(MODEL) : null;
  server.announce = known === null;
  const disasters: Disaster[] = [];
  try {
    for (let life = 1; life <= MOST_LIVES; life++) {
      // From the third life on the world is kind, so that every round can end.
      const disaster = life <= 2 ? (DISASTERS[(seed + life * 3) % DISASTERS.length] ?? 'cut') : null;
      if (disaster !== null) {
        disasters.push(disaster);
        await live(disaster, folder, server, known, random);
      } else {
        server.onSent = () => {};
        server.fault = () => ({});
        await inProcess(folder, server, known, null);
      }
      const label = `seed ${seed}, life ${life} (${disaster ?? 'kind'})`;
      const state = await checkWorld(t, folder, label);
      if (state === 'installed') return { lives: life, disasters };
      if (state === 'nothing' && life > 1 && disaster === null) t.fail(`${label}: what was downloaded is gone`);
    }
    t.fail(`seed ${seed}: no end after ${MOST_LIVES} lives (${disasters.join(', ')})`);
    return { lives: MOST_LIVES, disasters };
  } finally {
    await server.stop();
  }
}

t.test(`${ROUNDS} rounds of random interruptions end in a verified model, and never in a wrong catalog`, async (t) => {
  t.setTimeout(ROUNDS * 5_000);
  const counts = new Map<Disaster, number>();
  const start = 1 + Math.floor(Math.random() * 1_000_000);
  for (let i = 0; i < ROUNDS; i++) {
    const { lives, disasters } = await round(t, start + i);
    for (const disaster of disasters) counts.set(disaster, (counts.get(disaster) ?? 0) + 1);
    t.ok(lives <= MOST_LIVES, `seed ${start + i}: ${lives} lives, ${disasters.join(', ')}`);
  }
  t.comment(`seeds ${start} to ${start + ROUNDS - 1}: ${JSON.stringify(Object.fromEntries(counts))}`);
  for (const disaster of DISASTERS) t.ok((counts.get(disaster) ?? 0) > 0, `${disaster} took place`);
});

t.test(
  'a full disk keeps what there is, says so, and goes on when there is room',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = await temporaryFolder(t);
    const server = await new RangeServer(MODEL).start();
    t.teardown(() => server.stop());
    const { end } = runChild('download-child.ts', [folder, server.url(), sha256(MODEL)], 800);
    const { output, errors } = await end;
    t.same(JSON.parse(output), { state: 'failed', code: 'KORA_DOWNLOAD_NO_SPACE' }, errors);
    t.equal(await checkWorld(t, folder, 'full'), 'partial');
    server.sent = 0;
    await inProcess(folder, server, sha256(MODEL), null);
    t.equal(await checkWorld(t, folder, 'room'), 'installed');
    t.ok(server.sent < SIZE, 'what was on the disk was not fetched again');
  },
);

t.test('a crash between the move into place and the catalog is taken up by itself', async (t) => {
  const folder = await temporaryFolder(t);
  const server = await new RangeServer(MODEL).start();
  t.teardown(() => server.stop());
  const { manager, library } = makeManager(folder, server.origin);
  const add = library.add.bind(library);
  library.add = async () => {
    throw new Error('killed here');
  };
  const { download } = await manager.start(order(server.url()), unending);
  await download.settled();
  t.same((await readdir(folder)).sort(), ['downloads.lock', 'model.gguf', 'model.gguf.partial.json']);
  await manager.close();
  library.add = add;
  await server.stop();
  const next = makeManager(folder, server.origin);
  const [again] = await next.manager.list();
  await again?.settled();
  t.match(again?.status(), { state: 'completed', checksum: sha256(MODEL) }, 'without any network');
  t.match(await next.library.list(), [{ checksum: sha256(MODEL) }]);
  t.notOk((await readdir(folder)).includes('model.gguf.partial.json'));
  await next.manager.close();
});
