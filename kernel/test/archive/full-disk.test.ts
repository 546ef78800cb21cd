import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { openRunArchive } from '../../src/archive/index.ts';
import { runIdAt } from '../telemetry/run-events.ts';

const SCRIPT = join(import.meta.dirname, 'support', 'keep-until-full.ts');

// A limit on the size of files stops a write half-way like a full disk does, and needs neither a disk nor rights.
const unix = process.platform === 'win32' ? 'Windows has no such limit' : false;

t.test('a run goes on when its contents find no room; what was kept before can be read', { skip: unix }, async (t) => {
  const folder = t.testdir();
  const command = [
    '-c',
    'ulimit -f 300; exec "$@"',
    'bash',
    process.execPath,
    '--conditions=kora-source',
    SCRIPT,
    folder,
  ];
  const { stdout } = await promisify(execFile)('bash', command);
  t.match(JSON.parse(stdout), ['KORA_ARCHIVE_WRITE_FAILED', /larger than allowed.*Make room/], 'its end says so');
  const archived = await openRunArchive(folder, { keep: true }).read(runIdAt(1));
  t.match(archived, { complete: false, final_output: undefined }, 'nobody takes it for the whole');
  t.strictSame(archived?.model_answers, new Map([['ask', ['kept']]]));
  t.equal(archived?.outputs.size, 0, 'and what came later left no line after a gap');
});
