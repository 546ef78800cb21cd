import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { checkGgufHeader } from '../../src/embedded/child/check-gguf-header.ts';

/** The beginning of a GGUF file of this version that claims so many tensors and entries. */
function header(version: number, tensors: bigint, entries: bigint): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.write('GGUF', 'latin1');
  bytes.writeUInt32LE(version, 4);
  bytes.writeBigUInt64LE(tensors, 8);
  bytes.writeBigUInt64LE(entries, 16);
  return bytes;
}

t.test('a file that cannot hold what its header claims is not opened, however it was cut', async (t) => {
  const folder = t.testdir();
  const fault = async (bytes: Buffer) => {
    const file = join(folder, 'model.gguf');
    await writeFile(file, bytes);
    return checkGgufHeader(file).then(
      () => null,
      (error: Error) => error.message,
    );
  };
  const whole = Buffer.concat([header(3, 1n, 1n), Buffer.alloc(64)]);
  t.equal(await fault(whole), null);
  t.match(await fault(whole.subarray(0, 30)), /cut or damaged/);
  t.match(await fault(header(3, 2n ** 60n, 0n)), /cut or damaged/, 'nobody counts to 2^60');
  t.match(await fault(header(3, 2n ** 64n - 1n, 2n ** 64n - 1n)), /cut or damaged/);
  t.match(await fault(whole.subarray(0, 20)), /no GGUF/);
  t.match(await fault(Buffer.from('<html>404</html> and so on')), /no GGUF/);
  t.match(await fault(Buffer.concat([header(9, 1n, 1n), Buffer.alloc(64)])), /version 9/);
  await t.rejects(checkGgufHeader(join(folder, 'none')), { fault: 'unusable_model', message: /ENOENT/ });
});
