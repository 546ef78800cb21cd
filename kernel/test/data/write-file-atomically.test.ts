import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { writeFileAtomically } from '../../src/data/index.ts';

t.test('a file is replaced whole, private unless said otherwise, and nothing else stays', async (t) => {
  const folder = t.testdir({ a: 'old' });
  const path = join(folder, 'a');
  await writeFileAtomically(path, 'new');
  t.equal(readFileSync(path, 'utf8'), 'new');
  t.equal(statSync(path).mode & 0o777, 0o600);
  await writeFileAtomically(join(folder, 'b'), new Uint8Array([1, 2, 3]).subarray(1), 0o644);
  t.strictSame([...readFileSync(join(folder, 'b'))], [2, 3]);
  t.equal(statSync(join(folder, 'b')).mode & 0o777, 0o644);
  t.strictSame(readdirSync(folder), ['a', 'b']);
});

t.test('writers at the same time leave the content of one of them', async (t) => {
  const path = join(t.testdir(), 'a');
  const contents = Array.from({ length: 20 }, (_, i) => String(i).repeat(50_000));
  await Promise.all(contents.map((content) => writeFileAtomically(path, content)));
  t.ok(contents.includes(readFileSync(path, 'utf8')));
  t.strictSame(readdirSync(join(path, '..')), ['a']);
});

t.test(
  'when the disk is full half-way the old content stays',
  { skip: process.platform === 'win32' && 'no such limit' },
  async (t) => {
    const folder = t.testdir({ a: 'old' });
    const script = join(import.meta.dirname, 'write-until-full.ts');
    const command = [
      '-c',
      'ulimit -f 100; exec "$@"',
      'bash',
      process.execPath,
      '--conditions=kora-source',
      script,
      join(folder, 'a'),
    ];
    const { stdout } = await promisify(execFile)('bash', command);
    t.equal(stdout, 'EFBIG');
    t.equal(readFileSync(join(folder, 'a'), 'utf8'), 'old');
    t.strictSame(readdirSync(folder), ['a'], 'no half file is left');
  },
);

t.test('a folder that is not there is the file system’s error', async (t) => {
  await t.rejects(writeFileAtomically(join(t.testdir(), 'no', 'a'), 'x'), { code: 'ENOENT' });
});
