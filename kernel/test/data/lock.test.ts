import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { openDataRoot, readLock } from '../../src/data/index.ts';
import { processIdentity } from '../../src/data/lock/process-identity.ts';
import { bundleScript } from './bundle-script.ts';

const SCRIPT = join(import.meta.dirname, 'hold-data-root.ts');
const LOCKED = 'KORA_DATA_ROOT_LOCKED';

interface Told {
  readonly opened: boolean;
  readonly takenOverFrom?: number | null;
  readonly code?: string;
  readonly details?: { readonly pid: number; readonly port: number | null };
}

function starter(t: Test, script: string) {
  return async (path: string, ...port: string[]): Promise<{ child: ChildProcess; told: Told }> => {
    const child = spawn(process.execPath, [script, path, ...port], { stdio: ['pipe', 'pipe', 'inherit'] });
    t.teardown(() => child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    return { child, told: JSON.parse(String(line)) };
  };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'close');
}

const lockFile = (path: string) => join(path, 'studio.lock');
const forge = (path: string, lock: object) =>
  writeFileSync(lockFile(path), JSON.stringify({ port: 4790, opened_at: '2026-01-01T00:00:00Z', ...lock }));

t.test('a living process keeps its data root, and the refusal says who and where', async (t) => {
  const path = join(t.testdir(), 'root');
  const start = starter(t, await bundleScript(SCRIPT, t.testdirName));
  const { child } = await start(path, '4791');
  await t.rejects(openDataRoot({ path }), {
    code: LOCKED,
    error_type: 'CONFLICT',
    message: /process \d+, at http:\/\/127\.0\.0\.1:4791\. Use that one, stop it/,
    details: { pid: child.pid, port: 4791 },
  });
  t.strictSame(await readLock(path), { pid: child.pid, port: 4791 });
  t.equal(statSync(lockFile(path)).mode & 0o777, 0o600);
  child.stdin?.end();
  await once(child, 'close');
  t.notOk(existsSync(lockFile(path)), 'a clean stop takes the lock file away');
  t.equal(await readLock(path), null);
  const root = await openDataRoot({ path });
  t.equal(root.takenOverFrom, null);
  await root.close();
});

t.test('after kill -9 exactly one of many racing processes takes the root over', async (t) => {
  const path = join(t.testdir(), 'root');
  const start = starter(t, await bundleScript(SCRIPT, t.testdirName));
  let dead = await start(path, '4791');
  for (let round = 0; round < 3; round++) {
    await kill(dead.child);
    t.ok(existsSync(lockFile(path)), 'the dead one left its file');
    t.equal(await readLock(path), null, 'which names no owner');
    const racers = await Promise.all([1, 2, 3, 4].map(() => start(path)));
    const [winner, ...others] = racers.filter(({ told }) => told.opened);
    if (winner === undefined) return t.fail('nobody got it');
    t.equal(others.length, 0, 'exactly one got it');
    t.equal(winner.told.takenOverFrom, dead.child.pid, 'from the dead one');
    for (const { told } of racers.filter((racer) => racer !== winner)) {
      t.match(told, { code: LOCKED, details: { pid: winner.child.pid } }, 'the others are told who');
    }
    dead = winner;
  }
});

t.test(
  'a lock file whose pid now belongs to another program holds nobody off',
  { skip: process.platform !== 'linux' && 'needs /proc' },
  async (t) => {
    const path = join(t.testdir(), 'root');
    await (await openDataRoot({ path })).close();
    const started = await processIdentity(process.ppid);
    t.match(started, /^[0-9a-f-]{36}:\d+$/);
    forge(path, { pid: process.ppid, started: `${started}1` });
    t.equal(await readLock(path), null);
    const root = await openDataRoot({ path });
    t.equal(root.takenOverFrom, process.ppid);
    await root.close();
    forge(path, { pid: process.ppid, started });
    t.strictSame(
      await readLock(path),
      { pid: process.ppid, port: 4790 },
      'the same program does, even without the mutex',
    );
    await t.rejects(openDataRoot({ path }), { code: LOCKED, details: { pid: process.ppid } });
  },
);

t.test(
  'a process that has ended has no identity, and neither has a zombie',
  { skip: process.platform !== 'linux' && 'needs /proc' },
  async (t) => {
    // The shell would clear its child away, the program that takes its place does not; the child ends only after that.
    const command = 'exec 3<&0; cat <&3 >/dev/null & echo $!; exec sleep 20';
    const child = spawn('bash', ['-c', command], { stdio: ['pipe', 'pipe', 'ignore'] });
    t.teardown(() => child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    const zombie = Number(String(line));
    const state = () => readFileSync(`/proc/${zombie}/stat`, 'utf8').split(' ')[2];
    while (readFileSync(`/proc/${child.pid}/comm`, 'utf8') !== 'sleep\n') await new Promise((r) => setTimeout(r, 5));
    child.stdin.end();
    while (state() !== 'Z') await new Promise((resolve) => setTimeout(resolve, 5));
    t.equal(await processIdentity(zombie), null);
    t.type(await processIdentity(process.pid), 'string');
    t.equal(await processIdentity(2 ** 30), null);
  },
);

t.test('a damaged lock file stops nobody', async (t) => {
  const path = join(t.testdir(), 'root');
  await (await openDataRoot({ path })).close();
  for (const content of ['', '{', 'null', '{"pid":-1}', '[]', '\0'.repeat(100), JSON.stringify({ pid: '1; rm' })]) {
    writeFileSync(lockFile(path), content);
    t.equal(await readLock(path), null);
    await (await openDataRoot({ path })).close();
  }
});

t.test('one process opens a root once, and may close it twice', async (t) => {
  const path = join(t.testdir(), 'root');
  const root = await openDataRoot({ path, port: 4795 });
  t.strictSame(await readLock(path), { pid: process.pid, port: 4795 });
  await t.rejects(openDataRoot({ path }), { code: LOCKED, details: { pid: process.pid } });
  await root.publishPort(4796);
  t.strictSame(await readLock(path), { pid: process.pid, port: 4796 });
  await root.close();
  await root.close();
  const again = await openDataRoot({ path, port: 0 });
  t.strictSame(await readLock(path), { pid: process.pid, port: null });
  await again.close();
  t.equal(await readLock(join(path, 'not', 'there')), null);
});
