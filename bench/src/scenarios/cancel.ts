import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Studio } from '@kora/test/studio';
import type { Scenario } from '../report.ts';
import { type ChildServer, startChildServer } from '../servers/child-server.ts';
import { ONCE, percentile, roundsOf } from '../statistics.ts';
import { sseEvents } from '../streaming/sse-data.ts';
import { openRun } from '../streaming/studio-stream.ts';
import { withStudio } from '../studio/with-studio.ts';

const MODEL = 'paced-200';
/** More than any round waits for. */
const TOKENS = 50_000;

const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Reads a stream until the model has begun to write. */
async function untilTalking(response: Response): Promise<AsyncGenerator<unknown>> {
  const events = sseEvents(response);
  for (let next = await events.next(); !next.done; next = await events.next()) {
    if (next.value.event === 'model.delta') return events;
  }
  throw new Error('the run ended before its model wrote anything');
}

/** Cancels one run in mid-answer: milliseconds until the runtime's connection was closed, and until the answer to the cancellation. */
async function cancelOnce(studio: Studio, server: ChildServer, seed: number) {
  const response = await openRun(studio, seed, TOKENS);
  const events = await untilTalking(response);
  // Anywhere between two tokens.
  await setTimeout(Math.random() * 10);
  const closed = once(server.process, 'message');
  const started = now();
  const answered = studio.post(`/runs/${response.headers.get('kora-run-id')}/cancel`, '').then(() => now());
  const [{ closed_at }] = await closed;
  const waits = { closed_ms: closed_at - started, answered_ms: (await answered) - started };
  for await (const _ of events);
  return waits;
}

/** From the cancellation of a run to the end of the connection to the runtime, which is what ends its work. */
export const cancel: Scenario = {
  name: 'cancel',
  run: async (smoke) => {
    const program = new URL('../servers/paced-llama-server.ts', import.meta.url);
    const server = await startChildServer(program, [MODEL]);
    const settings = { plugins: { 'connector-llamacpp': { server_url: server.url } } };
    try {
      return await withStudio({ settings }, async (studio) => {
        const waits: { closed_ms: number; answered_ms: number }[] = [];
        for (const counts of roundsOf(smoke ? ONCE : { warmups: 10, rounds: 300, budget_ms: 30_000 })) {
          const wait = await cancelOnce(studio, server, waits.length);
          if (counts) waits.push(wait);
        }
        const closed = waits.map(({ closed_ms }) => closed_ms);
        const answered = waits.map(({ answered_ms }) => answered_ms);
        return [
          { name: 'cancel to connection closed, p50', value: percentile(closed, 0.5), unit: 'ms' },
          {
            name: 'cancel to connection closed, p99',
            value: percentile(closed, 0.99),
            unit: 'ms',
            target: { at_most: 50 },
          },
          { name: 'cancel to its answer, p50', value: percentile(answered, 0.5), unit: 'ms' },
          { name: 'cancel to its answer, p99', value: percentile(answered, 0.99), unit: 'ms' },
        ];
      });
    } finally {
      await server.stop();
    }
  },
};
