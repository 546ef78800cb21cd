import { writeSync } from 'node:fs';
import { foldTelemetry } from '@kora/contracts';
import { openTelemetryStore } from '../../src/telemetry/index.ts';
import { keepingLogger } from './keeping-logger.ts';
import { eventsOf, runIdAt } from './run-events.ts';
import { pathsIn } from './write-run.ts';

/** A process that writes runs at full speed until somebody kills it, and says on stdout what it has committed. */
const [folder = '', first = '0'] = process.argv.slice(2);
const store = await openTelemetryStore(pathsIn(folder), keepingLogger());
for (let run = Number(first); ; run++) {
  const run_id = runIdAt(run);
  const writer = store.begin(run_id);
  const events = [...eventsOf(run_id, 1 + (run % 7) * 40)];
  for (const [i, event] of events.entries()) {
    writer.append(event);
    if (i % 3 !== 0) continue;
    writer.commit();
    writeSync(1, `${run_id} ${i + 1}\n`);
  }
  const bundle = foldTelemetry(events);
  if (bundle !== null) await writer.end(bundle);
}
