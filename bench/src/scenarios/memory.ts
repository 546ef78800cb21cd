import { readFile } from 'node:fs/promises';
import { childrenOf, type Studio } from '@kora/test/studio';
import { layered } from '../graphs.ts';
import type { Measurement, Scenario } from '../report.ts';
import { withStudio } from '../studio/with-studio.ts';

/** The most memory that a process has ever had resident, in KiB. Linux only; NaN elsewhere. */
async function peakKiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN);
}

async function peaksOf(studio: Studio): Promise<{ readonly server: number; readonly workers: number }> {
  const workers = await Promise.all((await childrenOf(studio.pid)).map(peakKiB));
  return { server: await peakKiB(studio.pid), workers: workers.reduce((sum, value) => sum + value, 0) };
}

/** Peak memory for one run of 10,000 tasks beyond that of a Studio that has run a small graph. */
export const memory: Scenario = {
  name: 'memory',
  run: (smoke) =>
    withStudio({}, async (studio) => {
      const size = smoke ? 200 : 10_000;
      const post = (tasks: number) =>
        studio.post('/execute', JSON.stringify({ api_version: '1.0', taskgraph: layered(tasks) }));
      for (let round = 0; round < 3; round++) await post(20);
      const before = await peaksOf(studio);
      const measurements: Measurement[] = [];
      for (let round = 1; round <= (smoke ? 1 : 5); round++) {
        await post(size);
        if (round !== 1 && round !== 5) continue;
        const after = await peaksOf(studio);
        const runs = round === 1 ? 'one run' : `${round} runs`;
        for (const part of ['server', 'workers'] as const) {
          measurements.push({
            name: `${part}, peak of ${runs}, ${size} tasks`,
            value: (after[part] - before[part]) / size,
            unit: 'KiB/task',
          });
        }
      }
      return measurements;
    }),
};
