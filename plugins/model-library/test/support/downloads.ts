import { mkdtemp, realpath, rm } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from '@kora/plugin-sdk';
import type { Test } from 'tap';
import { openCatalogStore } from '../../src/catalog/catalog-store.ts';
import { ModelLibrary } from '../../src/catalog/model-library.ts';
import {
  createGuardedClient,
  type GuardedClient,
  type GuardedClientSettings,
} from '../../src/download/guarded-client/index.ts';
import {
  type Download,
  DownloadManager,
  type DownloadOrder,
  type DownloadTuning,
  downloadTarget,
} from '../../src/download/index.ts';
import type { FileHasher } from '../../src/hashing/file-hash.ts';
import { HashThread } from '../../src/hashing/hash-thread.ts';
import { RangeServer } from './range-server.ts';

/** Quick enough for tests: small segments, short pauses. */
export const TEST_TUNING: DownloadTuning = {
  connections: 4,
  segment_bytes: 128 * 1024,
  journal_ms: 60,
  retry: { attempts: 4, base_ms: 4, most_ms: 40 },
};

/** The hashing thread, run from source; one for all tests of a file. It ends by itself. */
export const testHasher = new HashThread(fileURLToPath(new URL('../../src/hashing/hash-worker.ts', import.meta.url)));

export function testClient(settings: Partial<GuardedClientSettings> = {}, resolve?: LookupFunction): GuardedClient {
  const defaults: GuardedClientSettings = {
    hosts: [],
    allow_loopback: true,
    allow_private_networks: false,
    proxy: null,
    ca_file: null,
    tokens: [],
    user_agent: 'kora-test',
    stall_ms: 5_000,
  };
  return createGuardedClient({ ...defaults, ...settings }, resolve);
}

/** Keeps warnings. Not the SDK's: its suites would double the start of every child process. */
function warnings(): Logger & { readonly lines: { message: string; fields: unknown }[] } {
  const lines: { message: string; fields: unknown }[] = [];
  return { lines, debug() {}, info() {}, warn: (message, fields) => void lines.push({ message, fields }), error() {} };
}

/** A manager with its catalog, as the plugin would put them together. */
export function makeManager(
  folder: string,
  hub: string,
  tuning: Partial<DownloadTuning> = {},
  client = testClient(),
  hasher: FileHasher = testHasher,
) {
  const time = { now: () => new Date(), monotonic: () => performance.now() };
  const log = warnings();
  const library = new ModelLibrary(openCatalogStore(join(folder, 'catalog.json')), time, hasher);
  const full = { ...TEST_TUNING, ...tuning };
  const manager = new DownloadManager({
    folder,
    client,
    hub,
    models: library,
    hasher,
    log,
    time,
    tuning: full,
    random: Math.random,
  });
  return { manager, library, log };
}

export function order(url: string, sha256: string | null = null, model_id?: string): DownloadOrder {
  return { ...downloadTarget(url, model_id, null), sha256, sha256_from: 'request', license: null };
}

/** Waits until nothing runs any more, and gives the state. */
export async function ended(download: Download): Promise<string> {
  await download.settled();
  return download.state;
}

export async function temporaryFolder(t: Test): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kora-downloads-')));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder, a server of `content`, and a manager over both. */
export async function openDownloads(
  t: Test,
  content: Buffer,
  tuning: Partial<DownloadTuning> = {},
  hasher: FileHasher = testHasher,
) {
  const folder = await temporaryFolder(t);
  const server = await new RangeServer(content).start();
  t.teardown(() => server.stop());
  const made = makeManager(folder, server.origin, tuning, testClient(), hasher);
  t.teardown(() => made.manager.close());
  return { folder, server, ...made };
}

export const unending = new AbortController().signal;
