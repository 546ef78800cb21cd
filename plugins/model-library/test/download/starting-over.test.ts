import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { newJournal } from '../../src/download/engine/new-journal.ts';
import { PartRun } from '../../src/download/engine/part-run.ts';
import type { PartJournal } from '../../src/download/journal/download-journal.ts';
import { probeRemote } from '../../src/download/transfer/probe-remote.ts';
import type { FileHasher } from '../../src/hashing/file-hash.ts';
import { ended, openDownloads, order, TEST_TUNING, testClient, testHasher, unending } from '../support/downloads.ts';
import { modelBytes, sha256 } from '../support/model-bytes.ts';

const MODEL = modelBytes(2_000_000, 1);
const OTHER = modelBytes(2_000_000, 2);

/** Real hashes; the first of them asks for its first bytes, and reads them when it may. */
function lateHasher() {
  const [asked, may, read] = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
  let first = true;
  const hasher: FileHasher = {
    begin() {
      const hash = testHasher.begin();
      if (!first) return hash;
      first = false;
      return {
        ...hash,
        async add(...stretch) {
          asked?.resolve();
          await may?.promise;
          return await hash.add(...stretch).finally(() => read?.resolve());
        },
      };
    },
  };
  return { hasher, asked: asked?.promise, may: () => may?.resolve(), read: read?.promise };
}

t.test('bytes that are being hashed when their file begins again do not end the download', async (t) => {
  const late = lateHasher();
  const { server, manager, library } = await openDownloads(t, MODEL, {}, late.hasher);
  server.blockPause = 1;
  const { download } = await manager.start(order(server.url()), unending);
  await late.asked;
  server.replace(OTHER);
  let over = false;
  void late.read?.then(() => {
    over = true;
  });
  // Who asks for the new file has emptied the old one. It stays empty until the hash has read there.
  server.handle = (request, response) => {
    if (over || request.headers['if-range'] !== server.etag) return false;
    late.may();
    void late.read?.then(() => response.destroy());
    return true;
  };
  t.equal(await ended(download), 'completed', JSON.stringify(download.status().error));
  t.ok(over, 'the hash had been waiting');
  t.match(download.status(), { generation: 1, checksum: sha256(OTHER) });
  t.match(await library.list(), [{ checksum: sha256(OTHER) }]);
});

t.test('a journal that is being written when the file begins again does not bring the old one back', async (t) => {
  const { folder, server, log, library: models } = await openDownloads(t, MODEL);
  server.announce = true;
  server.blockPause = 1;
  const client = testClient();
  const remote = await probeRemote(client, new URL(server.url()), server.origin, unending);
  const time = { now: () => new Date(), monotonic: () => performance.now() };
  const { parts } = newJournal(order(server.url()), [remote], { time });
  const [part] = parts;
  if (part === undefined) throw new Error('a model of one file has one part');
  const written: PartJournal[] = [];
  let writing = 0;
  let most = 0;
  const observer = {
    progress: () => {
      if (server.sent > 300_000 && server.content === MODEL) server.replace(OTHER);
    },
    notice: () => undefined,
    startedOver: () => undefined,
    verifying: () => undefined,
    // So slow that one is always being written.
    async save(journal: PartJournal) {
      most = Math.max(most, ++writing);
      await sleep(20);
      writing--;
      written.push(journal);
    },
  };
  const run = await PartRun.open(
    part,
    { model_id: 'model', index: 0, count: 1, others_bytes: 0 },
    {
      folder,
      client,
      hub: server.origin,
      models,
      hasher: testHasher,
      log,
      time,
      random: Math.random,
      tuning: { ...TEST_TUNING, journal_ms: 1 },
    },
    observer,
  );
  await run.complete(remote, unending);
  t.equal(most, 1, 'one at a time');
  const about = { identity: { sha256: sha256(OTHER) }, expected_sha256: sha256(OTHER) };
  const whose = written.map(({ identity }) => identity.sha256);
  t.ok(whose.includes(sha256(MODEL)), 'the old one was written');
  t.same(
    whose,
    [...whose].sort((a, b) => Number(a === sha256(OTHER)) - Number(b === sha256(OTHER))),
    'and never after the new',
  );
  t.match(run.journal, about);
  t.match(written.at(-1), { ...about, verified_sha256: sha256(OTHER) });
});
