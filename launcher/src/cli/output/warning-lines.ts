import type { TelemetryBundle } from '@kora/contracts';
import { printable } from './table.ts';

/** More of them are in `kora runs show --json`. */
const MOST = 12;

/** What a person should know of how a run went although it is no error: schema keywords that a runtime does not enforce, and the like. */
export function warningLines({ run_id, tasks }: Pick<TelemetryBundle, 'run_id' | 'tasks'>): readonly string[] {
  const lines = tasks.flatMap(({ task_id, warnings }) =>
    warnings.map((warning) => `warning: ${printable(task_id)}: ${printable(warning)}`),
  );
  if (lines.length <= MOST) return lines;
  const more = `and ${lines.length - MOST} more warnings; kora runs show ${run_id} --json lists all`;
  return [...lines.slice(0, MOST), more];
}
