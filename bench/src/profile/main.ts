/**
 * `npm run profile -w @kora/bench [-- tasks runs]`: where the time of a run goes. Runs a layered graph in a Studio under V8's
 * profiler and prints the functions of its own process that took the most time themselves. The process of workers is killed
 * when Studio ends, and leaves no profile. Many runs of a small graph make the start of Studio small in it.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startStudio, theBundle, withFolder } from '@kora/test/studio';
import { layered } from '../graphs.ts';
import { inProcessSubject } from '../peers/studio-subject.ts';
import { median } from '../statistics.ts';
import { installInProcessPlugin } from '../studio/in-process/install.ts';
import { type CpuProfile, hotSpotsOf } from './hot-spots.ts';

const [tasks = 10_000, runs = 10] = process.argv.slice(2).map(Number);
const SHOWN = 40;

await withFolder((profiles) =>
  withFolder(async (folder) => {
    await (await startStudio(folder)).stop();
    await installInProcessPlugin(folder);
    const [node = process.execPath, ...rest] = theBundle.command;
    const studio = await startStudio(folder, { command: [node, '--cpu-prof', `--cpu-prof-dir=${profiles}`, ...rest] });
    const subject = inProcessSubject(studio);
    await subject.load(layered(tasks));
    const samples = [];
    for (let run = 0; run < runs; run++) samples.push(await subject.run());
    await studio.stop();
    const costs = samples.map(({ cpu_ms }) => (cpu_ms * 1000) / tasks);
    console.log(`CPU of all processes, median: ${median(costs).toFixed(0)} us per task`);
    for (const file of await readdir(profiles)) {
      const profile: CpuProfile = JSON.parse(await readFile(join(profiles, file), 'utf8'));
      const spots = hotSpotsOf(profile);
      const busy = spots.reduce((sum, { self_ms }) => sum + self_ms, 0);
      console.log(
        `\n## ${file}: busy for ${busy.toFixed(0)} ms, ${((busy * 1000) / tasks / runs).toFixed(1)} us per task`,
      );
      for (const { name, self_ms, total_ms, callers } of spots.slice(0, SHOWN)) {
        const perTask = (ms: number) => ((ms * 1000) / tasks / runs).toFixed(2).padStart(7);
        console.log(
          `${perTask(self_ms)} self ${perTask(total_ms)} total  ${name}  < ${callers.slice(0, 2).join(' | ')}`,
        );
      }
    }
  }),
);
