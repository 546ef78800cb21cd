import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ChatPlanner, DATA_REQUESTS, promptsOf, readCorpus, requestOf, standardOperations } from '@kora/test/planner';
import { withFolder } from '@kora/test/studio';
import { coverageOf } from '../planner/coverage.ts';
import { PASTE } from '../planner/paste.ts';
import type { Measurement, Scenario } from '../report.ts';
import { median, percentile } from '../statistics.ts';

type Perform = Awaited<ReturnType<typeof standardOperations>>;

/** The same rough measure for both sides: four characters for a token. */
const tokens = (text: string) => Math.ceil(text.length / 4);

async function tokensOf(requests: typeof DATA_REQUESTS, perform: Perform): Promise<readonly Measurement[]> {
  const planner = new ChatPlanner();
  let [sent, whole] = [0, 0];
  for (const request of requests) {
    const plan = await planner.plan(requestOf({ category: '', ...request }));
    whole += tokens([request.message, ...request.attachments.map(({ text }) => text)].join('\n'));
    if (plan.kind === 'graph') sent += promptsOf(plan.graph, perform).reduce((sum, text) => sum + tokens(text), 0);
  }
  return [
    {
      name: `tokens sent for ${requests.length} data requests`,
      value: sent,
      unit: 'tokens',
      beside: { name: 'everything to the model', value: whole },
    },
    { name: 'tokens avoided', value: (100 * (whole - sent)) / whole, unit: '%' },
  ];
}

/** A paste of 1 MB as the first message of a process, and as one of many. */
async function pasteTimes(smoke: boolean): Promise<readonly Measurement[]> {
  const script = fileURLToPath(new URL('../planner/first-message.ts', import.meta.url));
  const first = Array.from({ length: smoke ? 1 : 9 }, (): { load_ms: number; plan_ms: number } => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--conditions=kora-source', script], { encoding: 'utf8' });
    if (stdout === '') throw new Error(`${script}: ${stderr}`);
    return JSON.parse(stdout);
  });
  const planner = new ChatPlanner();
  const pasted = requestOf({ category: '', message: PASTE });
  const later: number[] = [];
  for (let round = smoke ? -1 : -3; round < (smoke ? 2 : 50); round++) {
    const start = process.threadCpuUsage();
    await planner.plan(pasted);
    const { user, system } = process.threadCpuUsage(start);
    if (round >= 0) later.push((user + system) / 1000);
  }
  return [
    {
      name: 'paste of 1 MB, first message of a process: longest stop, median',
      value: median(first.map(({ plan_ms }) => plan_ms)),
      unit: 'ms on a core',
      target: { at_most: 50 },
      beside: { name: 'loading the planner before', value: median(first.map(({ load_ms }) => load_ms)) },
    },
    {
      name: 'paste of 1 MB, later, longest',
      value: percentile(later, 1),
      unit: 'ms on a core',
      target: { at_most: 50 },
    },
  ];
}

/** How much of the corpus is computed, how much of that rightly, how long planning takes, and what the model is spared. */
export const planner: Scenario = {
  name: 'planner',
  run: (smoke) =>
    withFolder(async (folder) => {
      const perform = await standardOperations(folder);
      const part = <T>(entries: readonly T[]) => (smoke ? entries.slice(0, 50) : entries);
      const entries = [...part(readCorpus('claims')), ...part(readCorpus('others'))];
      return [
        ...(await coverageOf(entries, perform)),
        ...(await pasteTimes(smoke)),
        ...(await tokensOf(smoke ? DATA_REQUESTS.slice(0, 5) : DATA_REQUESTS, perform)),
      ];
    }),
};
