import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { writeTinyGguf } from '../../../test/support/tiny-gguf/generate.ts';

t.test('the tiny model is the same bytes for the same seed, on every machine', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'kora-tiny-gguf-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const write = async (name: string, seed?: number) => {
    const file = path.join(folder, name);
    await writeTinyGguf(file, seed === undefined ? {} : { seed });
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  };
  const first = await write('a.gguf');
  t.equal(first, '2dce17775c0385a4488703e6ca241337a8f149e70fad6685949a5c0555868dfa');
  t.equal(await write('b.gguf', 1), first);
  t.not(await write('c.gguf', 2), first);
});
