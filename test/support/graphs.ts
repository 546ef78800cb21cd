import type { JsonObject } from '@kora/contracts';

/** A deterministic task that calls an operation. */
export const operation = (id: string, name: string, args: JsonObject, extra: JsonObject = {}): JsonObject => ({
  version: '1.0',
  id,
  type: 'deterministic',
  input: { operation: name, arguments: args },
  ...extra,
});

/** A model task whose grammar makes any model, even one of random weights, come to an end. */
export const modelTask = (id: string, extra: JsonObject = {}): JsonObject => ({
  version: '1.0',
  id,
  type: 'model',
  input: { messages: [{ role: 'user', content: 'Say something.' }], parameters: { temperature: 0.7, seed: 7 } },
  schema: { type: 'object', properties: { answer: { type: 'string', maxLength: 20 } }, required: ['answer'] },
  budget: { max_tokens: 400, max_time_ms: 60_000, max_retries: 2 },
  ...extra,
});

/**
 * A model task that generates for as long as it may. Most words bring the random weights of the tiny model to an end of their own
 * after some tens or hundreds of tokens, which are a tenth of a second; these words never do.
 */
export const endlessTask = (id: string, tokens = 3500): JsonObject =>
  modelTask(id, {
    input: { messages: [{ role: 'user', content: 'Tell me a story' }], parameters: { temperature: 0 } },
    schema: { type: 'string' },
    budget: { max_tokens: tokens, max_time_ms: 120_000, max_retries: 0 },
  });

export const graph = (tasks: readonly JsonObject[], extra: JsonObject = {}): JsonObject => ({
  kora_version: '1.0.0',
  graph_id: 'test',
  root: (tasks.at(-1)?.id as string | undefined) ?? '',
  tasks,
  ...extra,
});

export const execute = (taskgraph: unknown, execution_options: JsonObject = {}) => ({
  api_version: '1.0',
  taskgraph,
  execution_options,
});
