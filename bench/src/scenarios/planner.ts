import {
  ChatPlanner,
  DATA_REQUESTS,
  promptsOf,
  readCorpus,
  requestOf,
  runPlan,
  standardOperations,
} from '@kora/test/planner';
import { withFolder } from '@kora/test/studio';
import type { Measurement, Scenario } from '../report.ts';
import { median, percentile, time } from '../statistics.ts';

type Entry = ReturnType<typeof readCorpus>[number];

const asksModel = (tasks: readonly { readonly type: string }[]) => tasks.some(({ type }) => type === 'model');
/** The same rough measure for both sides: four characters for a token. */
const tokens = (text: string) => Math.ceil(text.length / 4);

/** How much of the corpus is computed, how much of that rightly, and how long planning takes. */
export const planner: Scenario = {
  name: 'planner',
  run: (smoke) =>
    withFolder(async (folder) => {
      const chat = new ChatPlanner();
      const perform = await standardOperations(folder);
      const part = (entries: readonly Entry[]) => (smoke ? entries.slice(0, 50) : entries);
      const [claims, others] = [part(readCorpus('claims')), part(readCorpus('others'))];
      let [claimed, right, wrong] = [0, 0, 0];
      const samples: number[] = [];
      for (const entry of [...claims, ...others]) {
        const request = requestOf(entry);
        const [sample = 0] = await time(1, 0, () => chat.plan(request));
        samples.push(sample);
        const plan = await chat.plan(request);
        if (plan.kind !== 'graph' || asksModel(plan.graph.tasks)) continue;
        const values = JSON.stringify(Object(runPlan(plan.graph, perform)).values);
        if (entry.values === undefined || values !== JSON.stringify(entry.values)) wrong++;
        else right++;
        if (entry.values !== undefined) claimed++;
      }
      let [sent, whole] = [0, 0];
      const requests = smoke ? DATA_REQUESTS.slice(0, 5) : DATA_REQUESTS;
      for (const request of requests) {
        const plan = await chat.plan({ ...requestOf({ category: '', ...request }) });
        whole += tokens([request.message, ...request.attachments.map(({ text }) => text)].join('\n'));
        if (plan.kind === 'graph') sent += promptsOf(plan.graph, perform).reduce((sum, text) => sum + tokens(text), 0);
      }
      const paste = `Please have a look at this:\n${'alpha, beta and "gamma" (12.5 km)\n'.repeat(30_000)}`;
      const pasted = requestOf({ category: '', message: paste });
      const blocked = await time(smoke ? 2 : 20, 1, () => chat.plan(pasted));
      const measured: readonly Measurement[] = [
        { name: 'coverage of what can be computed', value: (100 * claimed) / claims.length, unit: '%' },
        { name: 'precision of what was computed', value: (100 * right) / (right + wrong), unit: '%' },
        { name: 'time per message, median', value: median(samples), unit: 'ms' },
        { name: 'time per message, 99th percentile', value: percentile(samples, 0.99), unit: 'ms' },
        { name: 'time for a paste of 1 MB, longest', value: percentile(blocked, 1), unit: 'ms' },
        {
          name: `tokens sent for ${requests.length} data requests`,
          value: sent,
          unit: 'tokens',
          beside: { name: 'everything to the model', value: whole },
        },
        { name: 'tokens avoided', value: (100 * (whole - sent)) / whole, unit: '%' },
      ];
      return measured;
    }),
};
