import { readdir } from 'node:fs/promises';
import t from 'tap';
import { liveHere } from '../../support/disasters.ts';
import { makeManager, order, temporaryFolder, unending } from '../../support/downloads.ts';
import { outcome } from '../../support/interrupt-again-and-again.ts';
import { sha256 } from '../../support/model-bytes.ts';
import { SINGLE_FILE } from '../../support/model-versions.ts';
import { RangeServer } from '../../support/range-server.ts';
import { runChild } from '../../support/run-child.ts';
import { hasSmallFileSystems, inSmallFileSystem } from '../../support/small-file-system.ts';

const [[, MODEL = Buffer.alloc(0)] = []] = SINGLE_FILE[0];
const SIZE = MODEL.length;

for (const [kind, skip] of [
  ['a file that may not grow', process.platform === 'win32'],
  ['a file system without room', !hasSmallFileSystems()],
] as const)
  t.test(`${kind} keeps what there is, says so, and goes on when there is room`, { skip }, async (t) => {
    const folder = await temporaryFolder(t);
    const server = await new RangeServer(MODEL).start();
    t.teardown(() => server.stop());
    // On a full disk the journal cannot be written any more, so what follows waits until it was written and the disk is full.
    const full = Promise.withResolvers<void>();
    server.onSent = (sent) => {
      if (kind === 'a file system without room' && sent > 1_100_000) server.hold = full.promise;
    };
    server.handle = (request, response) => {
      if (request.url !== '/filled') return false;
      full.resolve();
      response.end();
      return true;
    };
    const known = sha256(MODEL);
    const world = { folder, server, url: server.url(), versions: SINGLE_FILE, known, size: SIZE, random: () => 0.5 };
    const args = [folder, server.url(), known];
    const { output, errors } =
      kind === 'a file that may not grow'
        ? await runChild('download-child.ts', args, 800).end
        : await inSmallFileSystem(folder, [...args, '500000']);
    t.same(JSON.parse(output), { state: 'failed', code: 'KORA_DOWNLOAD_NO_SPACE' }, errors);
    t.equal(await outcome(world), 'partial');
    server.sent = 0;
    server.onSent = () => {};
    await liveHere(world, null);
    t.equal(await outcome(world), 'installed');
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
