import { startStudio, withFolder } from '@kora/test/studio';
import { chain, fanOut, layered } from '../graphs.ts';
import type { Scenario } from '../report.ts';
import { median, time } from '../statistics.ts';

/**
 * The whole path per task over HTTP: decode, validate, freeze, hash, schedule, isolate, check schemas, persist telemetry.
 * The floor beside it is parsing and printing the same JSON once.
 */
export const costPerTask: Scenario = {
  name: 'cost per task',
  run: (smoke) =>
    withFolder(async (folder) => {
      const studio = await startStudio(folder);
      const measurements = [];
      for (const size of smoke ? [100] : [1000, 10_000]) {
        for (const make of [chain, fanOut, layered]) {
          const graph = make(size);
          const body = JSON.stringify({ api_version: '1.0', taskgraph: graph });
          const samples = await time(smoke ? 1 : 7, smoke ? 0 : 3, () => studio.post('/execute', body));
          const floor = await time(smoke ? 1 : 7, 1, async () => JSON.stringify(JSON.parse(body)));
          measurements.push({
            name: `${graph.graph_id}, ${size} tasks`,
            value: (median(samples) * 1000) / size,
            unit: 'us/task',
            beside: { name: 'JSON alone', value: (median(floor) * 1000) / size },
          });
        }
      }
      await studio.stop();
      return measurements;
    }),
};
