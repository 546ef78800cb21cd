import { foldTelemetry } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { openTelemetryStore } from '../../src/telemetry/index.ts';
import { keepingLogger } from './keeping-logger.ts';
import { eventsOf, runIdAt } from './run-events.ts';
import { pathsIn } from './write-run.ts';

/** A process that may not write large files: says as JSON what became of its run. */
// Without a listener the signal ends the process before the write can fail.
process.on('SIGXFSZ', () => {});
const [folder = ''] = process.argv.slice(2);
const run_id = runIdAt(1);
const store = await openTelemetryStore(pathsIn(folder), keepingLogger());
const writer = store.begin(run_id);
const said: (string | null)[] = [];
const attempt = async (step: () => void | Promise<void>) => {
  try {
    await step();
    said.push(null);
  } catch (error) {
    if (!isKoraError(error)) throw error;
    said.push(error.code, error.message);
  }
};
await attempt(() => {
  for (const event of eventsOf(run_id, 2_000)) writer.append(event);
});
await attempt(() => writer.commit());
const bundle = foldTelemetry(eventsOf(run_id, 2_000));
if (bundle !== null) await attempt(() => writer.end(bundle));
const events = await store.read(run_id);
const [row] = store.list({ limit: 1 });
process.stdout.write(JSON.stringify({ said, events: events?.length, status: row?.status }));
await store.close();
