import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { doneBytes } from '../../src/download/engine/part-counts.ts';
import { decodeJournal } from '../../src/download/journal/decode-journal.ts';
import { makeManager, order, unending } from './downloads.ts';
import type { RangeServer } from './range-server.ts';
import { runChild } from './run-child.ts';
import { hasSmallFileSystems, inSmallFileSystem } from './small-file-system.ts';

/** A model as its server has it, by file name. */
export type ModelFiles = ReadonlyMap<string, Buffer>;

/** What a download lives in while it is interrupted again and again. */
export interface World {
  readonly folder: string;
  readonly server: RangeServer;
  readonly url: string;
  /** What the server has, and what it may be swapped for: never to be mixed. */
  readonly versions: readonly [ModelFiles, ModelFiles];
  /** The checksum that the user knows; null: the server announces it. */
  readonly known: string | null;
  /** Bytes of the whole model. */
  readonly size: number;
  readonly random: () => number;
}

/** Each with how often it is drawn. `quota`: no file may grow further. `full`: a file system without room. `rot`: a byte changes on disk. */
const CHANCES = { cut: 4, server: 4, kill: 4, corrupt: 4, swap: 4, pause: 1, rot: 1, quota: 1, full: 1 } as const;
export type Disaster = keyof typeof CHANCES;
export const DISASTERS = Object.keys(CHANCES).filter(
  (name): name is Disaster => name in CHANCES && (name !== 'full' || hasSmallFileSystems()),
);
const LOTS = DISASTERS.flatMap((name) => Array.from({ length: CHANCES[name] }, () => name));

export function drawDisaster(random: () => number): Disaster {
  return LOTS[Math.floor(random() * LOTS.length)] ?? 'cut';
}

export function serve(server: RangeServer, files: ModelFiles): void {
  for (const [name, content] of files) server.files.set(`/${name}`, content);
}

/** Those files of which the server has the other version now. */
function otherVersion({ server, versions: [first, second] }: World): ModelFiles {
  const [[name, content] = []] = first;
  return content !== undefined && server.files.get(`/${name}`) === content ? second : first;
}

/** Bytes that are still to be fetched, as the journal has it. */
async function missing({ folder, size }: World): Promise<number> {
  const name = (await readdir(folder)).find((each) => each.endsWith('.partial.json'));
  const journal = name === undefined ? null : decodeJournal(await readFile(join(folder, name), 'utf8'));
  return size - (journal?.parts.reduce((sum, part) => sum + doneBytes(part), 0) ?? 0);
}

/** A life in this process. @param pauseAt bytes after which the user pauses. @returns whether that took place */
export async function liveHere({ folder, server, url, known }: World, pauseAt: number | null): Promise<boolean> {
  const { manager } = makeManager(folder, server.origin);
  let paused = false;
  try {
    const [present] = await manager.list();
    const download =
      present === undefined
        ? (await manager.start(order(url, known), unending)).download
        : present.active
          ? present
          : await manager.resume(present.journal.id, unending);
    while (pauseAt !== null && download.active && download.status().received_bytes < pauseAt)
      await download.changes.changed(download.changes.version, AbortSignal.timeout(200));
    if (pauseAt !== null && download.active) await manager.pause(download.journal.id).catch(() => undefined);
    await download.settled();
    paused = download.state === 'paused';
  } catch {
    // The server may be down just now; the next life tries again.
  } finally {
    await manager.close();
  }
  return paused;
}

/** A life in a process of its own, killed at any moment: while bytes arrive, or while they are verified and moved into place. */
async function kill({ folder, server, url, known, random }: World, at: number, last: number): Promise<boolean> {
  const { child, end } = runChild('download-child.ts', [folder, url, known ?? '-']);
  const late = random() * 80;
  server.onSent = (sent) => {
    if (at < last ? sent >= at : sent >= last) setTimeout(() => child.kill('SIGKILL'), at < last ? 0 : late);
  };
  return (await end).signal === 'SIGKILL';
}

/** A life in a process of its own without room for the rest. */
async function withoutRoom(kind: 'quota' | 'full', world: World, rest: number): Promise<boolean> {
  const { folder, url, known, size, random } = world;
  const args = [folder, url, known ?? '-'];
  const { output, errors } =
    kind === 'full'
      ? await inSmallFileSystem(folder, [...args, String(Math.floor(size - rest + random() * rest))])
      : await runChild('download-child.ts', args, 60 + Math.floor((random() * size) / 1024)).end;
  if (output === '') throw new Error(`the child ended without a word: ${errors}`);
  return JSON.parse(output).code === 'KORA_DOWNLOAD_NO_SPACE';
}

/** Someone, or the disk itself, changes a byte of what was downloaded while Studio is not running. */
async function rot({ folder, random }: World): Promise<boolean> {
  const partials = (await readdir(folder)).filter((name) => name.endsWith('.gguf.partial'));
  const name = partials[Math.floor(random() * partials.length)];
  if (name === undefined) return false;
  await using file = await open(join(folder, name), 'r+');
  const { size } = await file.stat();
  if (size === 0) return false;
  const at = Math.floor(random() * size);
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  await file.write(Buffer.from([byte.readUInt8(0) ^ 0xff]), 0, 1, at);
  return true;
}

/** One life of a downloader, with one disaster in it, at a place that the generator chooses. @returns whether it took place */
export async function live(disaster: Disaster, world: World): Promise<boolean> {
  const { server, random } = world;
  const rest = await missing(world);
  const last = server.sent + rest;
  const at = server.sent + Math.floor(random() * rest);
  let struck = false;
  let down: Promise<void> | null = null;
  if (disaster === 'kill') return kill(world, server.sent + random() * rest * 1.2, last);
  if (disaster === 'quota' || disaster === 'full') return withoutRoom(disaster, world, rest);
  if (disaster === 'pause' || disaster === 'rot') {
    const paused = await liveHere(world, world.size - rest + random() * rest);
    return disaster === 'rot' ? rot(world) : paused;
  }
  const spoiled = server.requests.length + 1 + Math.floor(random() * 5);
  server.fault = (_request, index) => {
    if (disaster === 'cut' && random() < 0.4) {
      struck = true;
      return { cutAfter: Math.floor(random() * 128 * 1024) };
    }
    if (disaster !== 'corrupt' || index !== spoiled) return {};
    struck = true;
    return { corruptAt: Math.floor(random() * 60_000) };
  };
  server.onSent = (sent) => {
    if (sent < at || struck) return;
    struck = disaster === 'server' || disaster === 'swap';
    if (disaster === 'server') down = server.stop();
    if (disaster === 'swap') serve(server, otherVersion(world));
  };
  await liveHere(world, null);
  await down;
  if (down !== null) await server.start();
  return struck;
}

/** Nothing happens any more, and the server has what the user wants. */
export async function liveInPeace(world: World): Promise<void> {
  const { server, versions, known } = world;
  if (known !== null) serve(server, versions[0]);
  await liveHere(world, null);
}

/** Ends what the disaster of a life has set up. */
export function calm(server: RangeServer): void {
  server.onSent = () => {};
  server.fault = () => ({});
}
