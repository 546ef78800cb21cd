import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Studio, theBundle, withFolder } from '@kora/test/studio';
import { type StudioSetup, withStudio } from '../studio/with-studio.ts';

/** Long enough for what goes on after an answer, and for the stops before to be written. */
const SETTLING_MS = 150;

interface Stop {
  readonly from: number;
  readonly to: number;
  readonly cpu: number;
}

/** A Studio whose stops are watched. */
export interface WatchedStudio {
  readonly studio: Studio;
  /** Where it keeps everything, for a second start. */
  readonly folder: string;
  /** Does something, and says for how long it kept Studio's main thread at once: the longest stop, milliseconds on a core. */
  longestStop(step: () => Promise<unknown>): Promise<number>;
}

const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Starts a Studio with a hook in its process that watches it. */
export function withWatchedStudio<T>(
  setup: Omit<StudioSetup, 'launch'>,
  use: (watched: WatchedStudio) => Promise<T>,
): Promise<T> {
  return withFolder(async (notes) => {
    const file = join(notes, 'stops.jsonl');
    await writeFile(file, '');
    const hook = fileURLToPath(new URL('watch.ts', import.meta.url));
    const [node = process.execPath, ...rest] = theBundle.command;
    const launch = { command: [node, '--import', hook, ...rest], env: { STOPS_FILE: file } };
    return withStudio({ ...setup, launch }, (studio, folder) =>
      use({
        studio,
        folder,
        async longestStop(step) {
          const from = now();
          await step();
          await setTimeout(SETTLING_MS);
          const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
          const stops: readonly Stop[] = lines.map((line) => JSON.parse(line));
          return Math.max(0, ...stops.filter((stop) => stop.to >= from).map(({ cpu }) => cpu));
        },
      }),
    );
  });
}
