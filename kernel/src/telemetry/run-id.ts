import { randomBytes } from 'node:crypto';
import type { Clock } from '@kora/plugin-sdk';

const RUN_ID = /^run_(\d{4})(0[1-9]|1[0-2])\d{2}t\d{9}_[0-9a-f]{20}$/;

/**
 * Makes the id of a run: `run_<yyyymmdd>t<hhmmssmmm>_<80 random bits>`, in UTC. Ids sort by time as plain text, hold only lower-case
 * letters, digits and `_` (so they are safe as file names, also where case does not count), and cannot be guessed.
 */
export function newRunId(clock: Clock): string {
  const instant = clock
    .now()
    .toISOString()
    .toLowerCase()
    .replaceAll(/[-:.z]/g, '');
  return `run_${instant}_${randomBytes(10).toString('hex')}`;
}

/**
 * The month that a run belongs to, as `yyyy-mm`: the folder of its files.
 * @returns null for anything that {@link newRunId} could not have made, so that no path is ever built from it.
 */
export function monthOfRun(run_id: string): string | null {
  const match = RUN_ID.exec(run_id);
  return match === null ? null : `${match[1]}-${match[2]}`;
}
