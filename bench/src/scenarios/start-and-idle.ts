import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { residentMiB, startStudio, withFolder } from '@kora/test/studio';
import type { Scenario } from '../report.ts';
import { median, time } from '../statistics.ts';

/** From process start to healthy, with plugins already in place, beside a bare `node -e 0`; and memory after it has settled. */
export const startAndIdle: Scenario = {
  name: 'start and idle',
  run: (smoke) =>
    withFolder(async (folder) => {
      await (await startStudio(folder)).stop();
      const rounds = smoke ? 1 : 7;
      const starts: number[] = [];
      let resident = Number.NaN;
      for (let round = 0; round < rounds; round++) {
        const studio = await startStudio(folder);
        starts.push(studio.started_ms);
        if (round === rounds - 1) {
          await setTimeout(smoke ? 100 : 3000);
          resident = await residentMiB(studio.pid);
        }
        await studio.stop();
      }
      const bare = await time(rounds, 1, async () => spawnSync(process.execPath, ['-e', '0']));
      return [
        {
          name: 'process start to healthy',
          value: median(starts),
          unit: 'ms',
          beside: { name: 'node -e 0', value: median(bare) },
        },
        { name: 'resident memory when idle', value: resident, unit: 'MiB' },
      ];
    }),
};
