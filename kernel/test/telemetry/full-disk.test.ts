import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { openTelemetryStore } from '../../src/telemetry/index.ts';
import { keepingLogger } from './keeping-logger.ts';
import { eventsOf, runIdAt } from './run-events.ts';
import { pathsIn } from './write-run.ts';

const SCRIPT = join(import.meta.dirname, 'write-until-full.ts');

// A limit on the size of files stops a write half-way like a full disk does, and needs neither a disk nor rights.
const unix = process.platform === 'win32' ? 'Windows has no such limit' : false;

t.test(
  'when the disk is full the run fails with a coded error, and the log ends with a whole line',
  { skip: unix },
  async (t) => {
    const folder = t.testdir();
    const script = 'ulimit -f 300; exec "$@"';
    const command = ['-c', script, 'bash', process.execPath, '--conditions=kora-source', SCRIPT, folder];
    const { stdout } = await promisify(execFile)('bash', command);
    const told = JSON.parse(stdout);
    const failures = ['KORA_TELEMETRY_WRITE_FAILED', /run_2026.*larger than allowed/];
    t.match(told.said, [...failures, ...failures, ...failures], 'append, commit and end each say so');
    t.equal(told.status, 'interrupted', 'it is listed as what it is');
    const store = await openTelemetryStore(pathsIn(folder), keepingLogger());
    t.teardown(() => store.close());
    t.strictSame(store.recovery.torn, [], 'the half line was taken back at once');
    const stored = (await store.read(runIdAt(1))) ?? [];
    t.equal(stored.length, told.events);
    t.ok(stored.length > 100);
    const written = [...eventsOf(runIdAt(1), 2_000)].slice(0, stored.length);
    t.equal(JSON.stringify(stored), JSON.stringify(written));
  },
);
