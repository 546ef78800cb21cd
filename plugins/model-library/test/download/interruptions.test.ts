import { open as openFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogCodec, decode } from '@kora/contracts';
import t, { type Test } from 'tap';
import { makeManager, order, temporaryFolder, unending } from '../support/downloads.ts';
import { modelBytes, seeded, sha256, splitModel } from '../support/model-bytes.ts';
import { RangeServer } from '../support/range-server.ts';
import { runChild } from '../support/run-child.ts';
import { hasSmallFileSystems, inSmallFileSystem } from '../support/small-file-system.ts';

/** KORA_TEST_ROUNDS=200 is the long run: give tap `--timeout=1200` with it. KORA_TEST_SEED repeats a run. */
const ROUNDS = Number(process.env.KORA_TEST_ROUNDS ?? 24);
const SEED = Number(process.env.KORA_TEST_SEED ?? 1 + Math.floor(Math.random() * 1_000_000));
const SIZE = 1_500_000;
/** A round that needs more has lost its way. */
const MOST_LIVES = 12;

/** A model as its server has it, by file name. Each comes in two versions that are never to be mixed. */
type Files = ReadonlyMap<string, Buffer>;
const SINGLE: readonly [Files, Files] = [
  new Map([['model.gguf', modelBytes(SIZE, 1)]]),
  new Map([['model.gguf', modelBytes(SIZE, 2)]]),
];
const SPLIT: readonly [Files, Files] = [
  splitModel('model', [500_000, 600_000, 400_000], 1),
  splitModel('model', [500_000, 600_000, 400_000], 2),
];
const wholeOf = (files: Files): Buffer => Buffer.concat([...files.values()]);
const MODEL = modelBytes(SIZE, 1);

/** `disk`: the file may not grow (a quota). `full`: a file system without room. `rot`: a byte of the partial changes on disk. */
type Disaster = 'cut' | 'server' | 'kill' | 'disk' | 'full' | 'corrupt' | 'swap' | 'pause' | 'rot';
/** Three that cost a process, which takes half a second on a busy machine, among twelve. */
const DISASTERS: readonly Disaster[] = [
  'cut',
  'server',
  'kill',
  'corrupt',
  'swap',
  'pause',
  'rot',
  'full',
  'cut',
  'server',
  'corrupt',
  'disk',
];

/** What one round is about. */
interface World {
  readonly folder: string;
  readonly server: RangeServer;
  readonly url: string;
  readonly versions: readonly [Files, Files];
  /** The checksum that the user knows; null: the server announces it. */
  readonly known: string | null;
  readonly random: () => number;
}

function put(server: RangeServer, files: Files): void {
  for (const [name, content] of files) server.files.set(`/${name}`, content);
}

/** What must hold at every moment: the catalog names nothing but whole, right files, and no partial file is a model. */
async function checkWorld(t: Test, { folder, versions }: World, label: string) {
  const names = await readdir(folder);
  const content = await readFile(join(folder, 'catalog.json'), 'utf8').catch(() => '{"version":"1.0","models":[]}');
  const catalog = decode(catalogCodec, JSON.parse(content));
  if (catalog._tag === 'Left') throw new Error(`${label}: the catalog is broken`);
  for (const entry of catalog.right.models) {
    const bytes = Buffer.concat(await Promise.all(entry.file_paths.map((path) => readFile(path))));
    if (sha256(bytes) !== entry.checksum || !versions.some((version) => wholeOf(version).equals(bytes)))
      t.fail(`${label}: the catalog names a wrong file`);
  }
  if (catalog.right.models.length > 0) return 'installed';
  return names.some((name) => name.endsWith('.gguf.partial')) ? 'partial' : 'nothing';
}

async function inProcess({ folder, server, url, known }: World, stopAt: number | null) {
  const { manager } = makeManager(folder, server.origin);
  try {
    const [present] = await manager.list();
    const download =
      present === undefined
        ? (await manager.start(order(url, known), unending)).download
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

/** Someone, or the disk itself, changes a byte of what was downloaded while Studio is not running. */
async function rot({ folder, random }: World): Promise<void> {
  const partials = (await readdir(folder)).filter((name) => name.endsWith('.gguf.partial'));
  const name = partials[Math.floor(random() * partials.length)];
  if (name === undefined) return;
  await using file = await openFile(join(folder, name), 'r+');
  const { size } = await file.stat();
  if (size === 0) return;
  const at = Math.floor(random() * size);
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  await file.write(Buffer.from([byte.readUInt8(0) ^ 0xff]), 0, 1, at);
}

/** A life in a process of its own, which is killed or has no room. */
async function inChild(disaster: 'kill' | 'disk' | 'full', world: World, killAt: number): Promise<void> {
  const { folder, server, url, known, random } = world;
  const args = [folder, url, known ?? '-'];
  if (disaster === 'full') {
    await inSmallFileSystem(folder, [...args, String(Math.floor(random() * SIZE))]);
    return;
  }
  const blocks = disaster === 'disk' ? Math.floor(random() * 700) + 60 : null;
  const { child, end } = runChild('download-child.ts', args, blocks);
  if (disaster === 'kill')
    server.onSent = (sent) => {
      if (sent >= killAt) child.kill('SIGKILL');
    };
  await end;
}

/** One life of a downloader, with one disaster in it, at a place that the generator chooses. */
async function live(disaster: Disaster, world: World): Promise<void> {
  const { server, known, random, versions } = world;
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
      if (sent >= at && known === null) put(server, versions[1]);
    };
  if (disaster === 'kill' || disaster === 'disk' || disaster === 'full') await inChild(disaster, world, at);
  else await inProcess(world, disaster === 'pause' || disaster === 'rot' ? random() * SIZE : null);
  if (disaster === 'rot') await rot(world);
  await down;
  if (down !== null) await server.start();
}

async function openWorld(t: Test, random: () => number): Promise<World> {
  const versions = random() < 0.4 ? SPLIT : SINGLE;
  const server = await new RangeServer(MODEL).start();
  put(server, versions[0]);
  const known = random() < 0.5 ? sha256(wholeOf(versions[0])) : null;
  server.announce = known === null;
  const [name] = versions[0].keys();
  return { folder: await temporaryFolder(t), server, url: server.url(name), versions, known, random };
}

async function round(t: Test, seed: number): Promise<{ lives: number; disasters: readonly Disaster[] }> {
  const world = await openWorld(t, seeded(seed));
  const { server } = world;
  const disasters: Disaster[] = [];
  try {
    for (let life = 1; life <= MOST_LIVES; life++) {
      // From the third life on the world is kind, so that every round can end.
      const disaster = life <= 2 ? (DISASTERS[(seed + life * 3) % DISASTERS.length] ?? 'cut') : null;
      if (disaster !== null) {
        disasters.push(disaster);
        await live(disaster, world);
      } else {
        server.onSent = () => {};
        server.fault = () => ({});
        await inProcess(world, null);
      }
      const label = `seed ${seed}, life ${life} (${disaster ?? 'kind'})`;
      const state = await checkWorld(t, world, label);
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
  for (let i = 0; i < ROUNDS; i++) {
    const { lives, disasters } = await round(t, SEED + i);
    for (const disaster of disasters) counts.set(disaster, (counts.get(disaster) ?? 0) + 1);
    t.ok(lives <= MOST_LIVES, `seed ${SEED + i}: ${lives} lives, ${disasters.join(', ')}`);
  }
  t.comment(`seeds ${SEED} to ${SEED + ROUNDS - 1}: ${JSON.stringify(Object.fromEntries(counts))}`);
  if (ROUNDS >= DISASTERS.length)
    for (const disaster of DISASTERS) t.ok((counts.get(disaster) ?? 0) > 0, `${disaster} took place`);
});

for (const [kind, skip] of [
  ['a file that may not grow', process.platform === 'win32'],
  ['a file system without room', !hasSmallFileSystems()],
] as const)
  t.test(`${kind} keeps what there is, says so, and goes on when there is room`, { skip }, async (t) => {
    const folder = await temporaryFolder(t);
    const server = await new RangeServer(MODEL).start();
    t.teardown(() => server.stop());
    // Slow enough that the journal has been written a few times; on a full disk it cannot be written any more.
    server.blockPause = 40;
    const known = sha256(MODEL);
    const world = { folder, server, url: server.url(), versions: SINGLE, known, random: () => 0.5 };
    const args = [folder, server.url(), known];
    const { output, errors } =
      kind === 'a file that may not grow'
        ? await runChild('download-child.ts', args, 800).end
        : await inSmallFileSystem(folder, [...args, '1000000']);
    t.same(JSON.parse(output), { state: 'failed', code: 'KORA_DOWNLOAD_NO_SPACE' }, errors);
    t.equal(await checkWorld(t, world, 'full'), 'partial');
    server.sent = 0;
    server.blockPause = 0;
    await inProcess(world, null);
    t.equal(await checkWorld(t, world, 'room'), 'installed');
    t.ok(server.sent < SIZE, 'what was on the disk was not fetched again');
  });

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
