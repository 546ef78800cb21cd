import type { Studio } from '@kora/test/studio';
import { sseEvents } from './sse-data.ts';
import { MESSAGES, SAMPLING, Stopwatch, type TokenStream } from './token-stream.ts';

/** A run of one model task that writes for as long as it may. */
export const modelRun = (seed: number, tokens: number, model?: string) => ({
  api_version: '1.0',
  taskgraph: {
    kora_version: '1.0.0',
    graph_id: 'stream',
    root: 'talk',
    tasks: [
      {
        version: '1.0',
        id: 'talk',
        type: 'model',
        input: { messages: MESSAGES, parameters: { temperature: SAMPLING.temperature, top_p: SAMPLING.top_p, seed } },
        schema: { type: 'string' },
        budget: { max_tokens: tokens, max_time_ms: 120_000, max_retries: 0 },
      },
    ],
  },
  execution_options: { stream: true, ...(model === undefined ? {} : { model }) },
});

/** Posts a run and answers as soon as the stream is open. */
export const openRun = (studio: Studio, seed: number, tokens: number, model?: string): Promise<Response> =>
  fetch(new URL('/execute', studio.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${studio.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(modelRun(seed, tokens, model)),
  });

/** Through `POST /execute` with `stream`, with the only model there is or the one that is named. */
export const studioStream = (studio: Studio, model?: string): TokenStream => ({
  name: 'Studio',
  async ask(seed, tokens) {
    const watch = new Stopwatch();
    let last = '';
    for await (const { event, data } of sseEvents(await openRun(studio, seed, tokens, model))) {
      if (event === 'model.delta' && JSON.parse(data).text !== '') watch.piece();
      if (event === 'result') last = data;
    }
    // An answer that was cut off at its limit fails its run, and has been streamed all the same.
    const [task] = JSON.parse(last).telemetry.tasks;
    return watch.read(task.tokens_out, `Studio (${task.error_code})`);
  },
});
