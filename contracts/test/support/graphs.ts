import type { JsonObject } from '@kora/contracts';

/** A deterministic task that a graph may hold. */
export const constant = (id: string, extra: JsonObject = {}): JsonObject => ({
  version: '1.0',
  id,
  type: 'deterministic',
  input: { operation: 'value.constant', arguments: { value: 1 } },
  ...extra,
});

/** A model task that a graph may hold. */
export const model = (id: string, extra: JsonObject = {}): JsonObject => ({
  version: '1.0',
  id,
  type: 'model',
  input: { messages: [{ role: 'user', content: 'hello' }] },
  schema: { type: 'string' },
  budget: { max_tokens: 10, max_time_ms: 1000, max_retries: 0 },
  ...extra,
});

/** A graph of the given tasks; its root is the first unless said otherwise. */
export const graph = (tasks: readonly JsonObject[], extra: JsonObject = {}): JsonObject => ({
  kora_version: '1.0.0',
  graph_id: 'g',
  root: (tasks[0]?.id as string | undefined) ?? 'none',
  tasks,
  ...extra,
});
