import { join } from 'node:path';
import { foldTelemetry } from '@kora/contracts';
import type { TelemetryStore } from '../../src/telemetry/index.ts';
import { eventsOf } from './run-events.ts';

/** The paths of a store in a folder. */
export function pathsIn(folder: string) {
  return { telemetry: folder, telemetryIndex: join(folder, 'index.sqlite') };
}

/** Writes a whole run, as the run pipeline does. */
export async function writeRun(
  store: TelemetryStore,
  run_id: string,
  tasks: number,
  end: 'success' | 'failed' | 'cancelled' = 'success',
): Promise<void> {
  const writer = store.begin(run_id);
  const events = [...eventsOf(run_id, tasks, end)];
  for (const event of events) writer.append(event);
  const bundle = foldTelemetry(events);
  if (bundle === null) throw new Error('the events have no start');
  await writer.end(bundle);
}
