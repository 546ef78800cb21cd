/**
 * `npm run profile -w @kora/bench [-- tasks runs]`: where the time of a run goes. Runs a layered graph in a Studio under V8's
 * profiler and prints, for each of its processes and threads, the functions that took the most time themselves.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startStudio, theBundle, withFolder } from '@kora/test/studio';
import { layered } from '../graphs.ts';
import { inProcessSubject } from '../peers/studio-subject.ts';
import { installInProcessPlugin } from '../studio/in-process/install.ts';
import { type CpuProfile, hotSpotsOf } from './hot-spots.ts';

const [tasks = 10_000, runs = 10] = process.argv.slice(2).map(Number);
const SHOWN = 40;

await withFolder((profiles) =>
  withFolder(async (folder) => {
    await (await startStudio(folder)).stop();
    await installInProcessPlugin(folder);
    const [node = process.execPath, ...rest] = theBundle.command;
    // A process of workers is started with the arguments of its parent, so it is profiled as well.
    const studio = await startStudio(folder, { command: [node, '--cpu-prof', `--cpu-prof-dir=${profiles}`, ...rest] });
    const subject = inProcessSubject(studio);
    await subject.load(layered(tasks));
    const samples = [];
    for (let run = 0; run < runs; run++) samples.push(await subject.run());
    await studio.stop();
    console.log(`CPU us/task: ${samples.map(({ cpu_ms }) => ((cpu_ms * 1000) / tasks).toFixed(0)).join(' ')}`);
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
