import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { PartialFile } from '../src/download/transfer/partial-file.ts';
import { PrefixHash } from '../src/download/transfer/prefix-hash.ts';
import { HashThread } from '../src/hashing/hash-thread.ts';
import { temporaryFolder, testHasher, unending } from './support/downloads.ts';
import { modelBytes, sha256 } from './support/model-bytes.ts';

const BYTES = modelBytes(20_000_000);

t.test('stretches of several files make one SHA-256, many hashes at a time', async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'file');
  await writeFile(path, BYTES);
  await using file = await open(path, 'r');
  const [a, b] = [testHasher.begin(), testHasher.begin()];
  t.equal(await a.add(file.fd, 0, 9_000_000, unending), 9_000_000);
  t.equal(await b.add(file.fd, 1000, 2000, unending), 1000);
  t.equal(await a.add(file.fd, 9_000_000, 99_000_000, unending), 11_000_000, 'no more than there is');
  t.equal(await a.add(file.fd, 0, 10, unending), 10);
  t.equal(await a.digest(), sha256(Buffer.concat([BYTES, BYTES.subarray(0, 10)])));
  t.equal(await b.digest(), sha256(BYTES.subarray(1000, 2000)));
  t.equal(await testHasher.begin().digest(), sha256(Buffer.alloc(0)));
});

t.test('a hash can be given up in the middle, and a file that cannot be read is told with its code', async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'file');
  await writeFile(path, BYTES);
  await using file = await open(path, 'r');
  const stop = new AbortController();
  const hash = testHasher.begin();
  const adding = hash.add(file.fd, 0, BYTES.length, stop.signal);
  stop.abort(new Error('enough'));
  await t.rejects(adding, { message: 'enough' });
  hash.drop();
  await t.rejects(testHasher.begin().add(1_000_000, 0, 10, unending), { code: 'EBADF' });
});

t.test('a thread that ends fails what it was asked, and the next hash has a new one', async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'file');
  await writeFile(path, BYTES);
  await using file = await open(path, 'r');
  const thread = new HashThread(join(import.meta.dirname, '../src/hashing/hash-worker.ts'));
  const hash = thread.begin();
  await hash.add(file.fd, 0, 1000, unending);
  const adding = hash.add(file.fd, 1000, BYTES.length, unending);
  const failed = t.rejects(adding, { message: 'the hashing thread has ended' });
  await thread.close();
  await failed;
  await t.rejects(hash.digest(), { message: 'the hashing thread has ended' }, 'never the digest of a rest');
  const next = thread.begin();
  await next.add(file.fd, 0, BYTES.length, unending);
  t.equal(await next.digest(), sha256(BYTES));
  await thread.close();
});

t.test('a thread that is ending because nobody needed it fails nobody who comes at that moment', async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'file');
  await writeFile(path, BYTES.subarray(0, 1000));
  await using file = await open(path, 'r');
  const thread = new HashThread(join(import.meta.dirname, '../src/hashing/hash-worker.ts'), 1);
  for (let round = 0; round < 12; round++) {
    const hash = thread.begin();
    await hash.add(file.fd, 0, 1000, unending);
    t.equal(await hash.digest(), sha256(BYTES.subarray(0, 1000)), `round ${round}`);
    // Around the moment at which the thread is told to end, and the time that this takes.
    await sleep(round % 6);
  }
  await thread.close();
});

t.test('the hash of a download that is stopped in the middle of a stretch goes on where it was', async (t) => {
  const folder = await temporaryFolder(t);
  const file = await PartialFile.open(join(folder, 'file'), folder);
  await file.write([BYTES], 0);
  for (let round = 0; round < 5; round++) {
    const hash = new PrefixHash(file, testHasher);
    const stop = new AbortController();
    const advancing = hash.advance(BYTES.length, stop.signal);
    await sleep(round * 6);
    stop.abort(new Error('the last byte is here'));
    await advancing.catch(() => undefined);
    await hash.advance(BYTES.length, unending);
    t.equal(await hash.digest(), sha256(BYTES), `stopped at ${hash.hashed} bytes`);
  }
  await file.close();
});
