import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { openTelemetryStore } from '../../src/telemetry/index.ts';
import { bundleScript } from '../data/bundle-script.ts';
import { keepingLogger } from './keeping-logger.ts';
import { eventsOf, runIdAt } from './run-events.ts';
import { pathsIn } from './write-run.ts';

const ROUNDS = 20;
const SCRIPT = join(import.meta.dirname, 'append-until-killed.ts');

/** Lets a process write for a random moment, kills it, and tells which run it had committed how far. */
async function writeAndKill(
  script: string,
  folder: string,
  first: number,
): Promise<{ run_id: string; events: number }> {
  const child = spawn(process.execPath, [script, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child.stdout, 'data');
  await sleep(Math.random() * 40);
  child.kill('SIGKILL');
  await once(child, 'close');
  const whole = said.slice(0, said.lastIndexOf('\n'));
  const [run_id = '', events = ''] = whole.slice(whole.lastIndexOf('\n') + 1).split(' ');
  return { run_id, events: Number(events) };
}

t.test(
  'kill -9 at any moment loses nothing that was committed, and leaves logs clean and the index right',
  async (t) => {
    const folder = join(t.testdir(), 'telemetry');
    const script = await bundleScript(SCRIPT, t.testdirName);
    let next = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const committed = await writeAndKill(script, folder, next);
      const store = await openTelemetryStore(pathsIn(folder), keepingLogger());
      const { recovery } = store;
      t.strictSame(recovery.corrupt, [], `round ${round}: no log is damaged`);
      t.ok(recovery.interrupted.length <= 1, 'only the run under way is interrupted');
      const events = await store.read(committed.run_id);
      t.ok((events?.length ?? 0) >= committed.events, 'what was committed is there');
      const rows = store.list({ limit: 1_000 });
      for (const row of rows.filter((row) => row.run_id >= runIdAt(next))) {
        const written = [...eventsOf(row.run_id, row.total_tasks)];
        const stored = (await store.read(row.run_id)) ?? [];
        // Compared as text: a structural comparison of thousands of events takes longer than all the rest.
        const beginning = JSON.stringify(stored) === JSON.stringify(written.slice(0, stored.length));
        t.ok(beginning, 'a log is a beginning of what was written');
        t.equal(row.status, stored.length === written.length ? 'success' : 'interrupted');
        t.equal((await store.bundle(row.run_id))?.status, row.status);
      }
      await store.rebuildIndex();
      t.strictSame(store.list({ limit: 1_000 }), rows, 'a rebuilt index has the same content');
      next = Number.parseInt(rows[0]?.run_id.slice(-20) ?? '0', 16) + 1;
      await store.close();
    }
  },
);
