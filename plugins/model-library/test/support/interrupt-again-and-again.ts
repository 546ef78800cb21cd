import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogCodec, decode } from '@kora/contracts';
import type { Test } from 'tap';
import { decodeJournal } from '../../src/download/journal/decode-journal.ts';
import {
  calm,
  DISASTERS,
  type Disaster,
  drawDisaster,
  live,
  liveInPeace,
  type ModelFiles,
  serve,
  type World,
} from './disasters.ts';
import { temporaryFolder } from './downloads.ts';
import { seeded, sha256 } from './model-bytes.ts';
import { RangeServer } from './range-server.ts';

/** KORA_TEST_INTERRUPTIONS asks for more or fewer, KORA_TEST_SEED repeats a run. */
const SEED = Number(process.env.KORA_TEST_SEED ?? 1 + Math.floor(Math.random() * 1_000_000));
/** A download that is interrupted so often is left alone then. */
const MOST_DISASTERS = 5;
/** In peace, so many lives end any download: one to find out that what is there is no good, one to fetch it again. */
const PEACEFUL_LIVES = 4;
/** Downloads at a time: much of each is waiting. */
const AT_ONCE = 6;

const wholeOf = (files: ModelFiles): Buffer => Buffer.concat([...files.values()]);

/** What a models folder holds of a download. */
export type Outcome = 'nothing' | 'partial' | 'installed';

/**
 * What must hold at every moment: the catalog names nothing but whole and right files, a partial file has a journal that is
 * understood, and nothing else looks like a model.
 */
export async function outcome(world: Pick<World, 'folder' | 'versions' | 'known'>): Promise<Outcome> {
  const { folder, versions, known } = world;
  const names = await readdir(folder);
  const content = await readFile(join(folder, 'catalog.json'), 'utf8').catch(() => '{"version":"1.0","models":[]}');
  const catalog = decode(catalogCodec, JSON.parse(content));
  if (catalog._tag === 'Left') throw new Error('the catalog is broken');
  for (const { file_paths, checksum, size_bytes } of catalog.right.models) {
    const bytes = Buffer.concat(await Promise.all(file_paths.map((path) => readFile(path))));
    if (sha256(bytes) !== checksum || bytes.length !== size_bytes)
      throw new Error('the catalog describes another file');
    if (!versions.some((version) => wholeOf(version).equals(bytes))) throw new Error('the catalog names a wrong file');
    if (known !== null && checksum !== known) throw new Error('not the model that was demanded');
  }
  const journal = names.find((name) => name.endsWith('.partial.json'));
  const decoded = journal === undefined ? null : decodeJournal(await readFile(join(folder, journal), 'utf8'));
  if (journal !== undefined && decoded === null) throw new Error('the journal cannot be understood');
  if (catalog.right.models.length > 0) return 'installed';
  // Moved into place and not yet in the catalog: the journal knows, and the next start takes it up.
  if (names.some((name) => name.endsWith('.gguf')) && (decoded?.checksum ?? null) === null)
    throw new Error('a file looks like a model and is none');
  if (names.some((name) => name.endsWith('.gguf.partial')) && decoded === null)
    throw new Error('a partial file cannot be resumed');
  return decoded === null ? 'nothing' : 'partial';
}

/** Which model is downloaded, and who knows its checksum. */
export interface Subject {
  readonly versions: World['versions'];
  /** `user`: demanded with the order. `server`: announced, and another one after the file was swapped. */
  readonly checksum: 'user' | 'server';
}

async function openWorld(t: Test, { versions, checksum }: Subject, random: () => number): Promise<World> {
  const whole = wholeOf(versions[0]);
  const server = await new RangeServer(whole).start();
  serve(server, versions[0]);
  const known = checksum === 'user' ? sha256(whole) : null;
  server.announce = known === null;
  const [name] = versions[0].keys();
  return {
    folder: await temporaryFolder(t),
    server,
    url: server.url(name),
    versions,
    known,
    size: whole.length,
    random,
  };
}

async function leftovers({ folder }: World): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.includes('.partial'));
}

/** One download from its first byte to its model, through as many disasters as come its way. @throws what went wrong, with the seed */
async function interrupted(t: Test, subject: Subject, seed: number): Promise<readonly Disaster[]> {
  const world = await openWorld(t, subject, seeded(seed));
  const struck: Disaster[] = [];
  let now = 'before';
  try {
    let state: Outcome = 'nothing';
    for (let life = 1; life <= MOST_DISASTERS && state !== 'installed'; life++) {
      const disaster = drawDisaster(world.random);
      now = `${disaster} in life ${life}`;
      if (await live(disaster, world)) struck.push(disaster);
      calm(world.server);
      const before = state;
      state = await outcome(world);
      if (before === 'partial' && state === 'nothing') throw new Error('what was downloaded is gone');
    }
    for (let life = 1; life <= PEACEFUL_LIVES && state !== 'installed'; life++) {
      now = `peaceful life ${life}`;
      await liveInPeace(world);
      state = await outcome(world);
    }
    if (state !== 'installed') throw new Error(`it does not come to an end, but is ${state}`);
    // Killed between the catalog and the end of the journal, which the next start takes up.
    if ((await leftovers(world)).length > 0) await liveInPeace(world);
    const rest = await leftovers(world);
    if (rest.length > 0) throw new Error(`${rest.join(', ')} stayed behind`);
    return struck;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(`KORA_TEST_SEED=${seed}, ${now} after ${struck.join(', ') || 'nothing'}: ${what}`, {
      cause: error,
    });
  } finally {
    await world.server.stop();
  }
}

/**
 * Downloads one model after the other, each in a folder of its own, until so many interruptions have really taken place. Fails with the
 * seed of the download that went wrong.
 */
export async function interruptAgainAndAgain(t: Test, subject: Subject, least: number): Promise<void> {
  const counts = new Map<Disaster, number>(DISASTERS.map((name) => [name, 0]));
  const wanted = Number(process.env.KORA_TEST_INTERRUPTIONS ?? least);
  let [downloads, interruptions] = [0, 0];
  const work = async () => {
    while (interruptions < wanted) {
      for (const disaster of await interrupted(t, subject, SEED + downloads++)) {
        interruptions++;
        counts.set(disaster, (counts.get(disaster) ?? 0) + 1);
      }
    }
  };
  const faults = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  for (const fault of faults) if (fault.status === 'rejected') t.error(fault.reason);
  const kinds = [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
  t.comment(
    `seeds ${SEED} to ${SEED + downloads - 1}: ${downloads} downloads, ${interruptions} interruptions: ${kinds}`,
  );
  t.ok(interruptions >= wanted, `${interruptions} interruptions took place`);
}
