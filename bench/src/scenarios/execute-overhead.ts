import { chain } from '../graphs.ts';
import type { Measurement, Scenario } from '../report.ts';
import { startChildServer } from '../servers/child-server.ts';
import { median, ONCE, percentile, roundsOf } from '../statistics.ts';
import { withStudio } from '../studio/with-studio.ts';

/** Requests that are under way at once when requests per second are counted. */
const CONNECTIONS = 8;

type Send = () => Promise<string>;

/** Seconds for `requests` requests, `CONNECTIONS` at a time. */
async function burst(send: Send, requests: number): Promise<number> {
  const started = performance.now();
  let left = requests;
  const worker = async () => {
    while (left-- > 0) await send();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (performance.now() - started) / 1000;
}

/** What telemetry says of one answer: how long Studio's own steps took, in milliseconds. */
function stepsOf(answer: string) {
  const { summary, tasks } = JSON.parse(answer).telemetry;
  const { task_construction, dag_validation } = summary.stage_ms;
  const work = tasks.reduce((sum: number, task: { duration_ms: number }) => sum + task.duration_ms, 0);
  return { construct: task_construction, validate: dag_validation, run: summary.total_latency_ms, work };
}

/** `POST /execute` of a 5-task graph beside a bare Koa in a process of its own that parses and returns the same body, in turns. */
export const executeOverhead: Scenario = {
  name: 'execute overhead',
  run: (smoke) =>
    withStudio({}, async (studio) => {
      const echo = await startChildServer(new URL('../servers/koa-echo.ts', import.meta.url));
      const body = JSON.stringify({ api_version: '1.0', taskgraph: chain(5) });
      const headers = { 'content-type': 'application/json' };
      const ask = {
        ours: () => studio.post('/execute', body),
        bare: async () => (await fetch(echo.url, { method: 'POST', headers, body })).text(),
      };
      const waits = { ours: [] as number[], bare: [] as number[] };
      const answers: string[] = [];
      for (const counts of roundsOf(smoke ? ONCE : { warmups: 100, rounds: 1_500, budget_ms: 30_000 })) {
        for (const side of ['ours', 'bare'] as const) {
          const started = performance.now();
          const answer = await ask[side]();
          if (!counts) continue;
          waits[side].push(performance.now() - started);
          if (side === 'ours') answers.push(answer);
        }
      }
      const rates = { ours: [] as number[], bare: [] as number[] };
      for (const _ of roundsOf(smoke ? ONCE : { warmups: 0, rounds: 5, budget_ms: 15_000 })) {
        const requests = smoke ? CONNECTIONS : 200;
        for (const side of ['ours', 'bare'] as const) rates[side].push(requests / (await burst(ask[side], requests)));
      }
      await echo.stop();
      const of = (share: number) => ({ ours: percentile(waits.ours, share), bare: percentile(waits.bare, share) });
      const percentiles = [0.5, 0.99].map((share) => ({
        name: `POST /execute, 5 tasks, p${share * 100}`,
        value: of(share).ours,
        unit: 'ms',
        beside: { name: 'bare Koa echo', value: of(share).bare },
      }));
      const steps = answers.map(stepsOf);
      const step = (name: keyof ReturnType<typeof stepsOf>) => median(steps.map((each) => each[name]));
      const measurements: Measurement[] = [
        ...percentiles,
        { name: 'p50 beyond the echo', value: of(0.5).ours - of(0.5).bare, unit: 'ms', target: { at_most: 3 } },
        { name: 'fastest beyond the echo', value: of(0).ours - of(0).bare, unit: 'ms' },
        {
          name: `requests per second, ${CONNECTIONS} at once`,
          value: Math.max(...rates.ours),
          unit: '1/s',
          beside: { name: 'bare Koa echo', value: Math.max(...rates.bare) },
        },
        { name: 'of p50: construct', value: step('construct'), unit: 'ms' },
        { name: 'of p50: validate, arguments and schemas included', value: step('validate'), unit: 'ms' },
        { name: 'of p50: from start to end of the run', value: step('run'), unit: 'ms' },
        { name: 'of that: operations themselves', value: step('work'), unit: 'ms' },
      ];
      return measurements;
    }),
};
