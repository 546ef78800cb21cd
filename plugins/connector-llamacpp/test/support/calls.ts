import type { ModelEvent, ModelRequest } from '@kora/contracts';

/** A request with everything that a test does not care about filled in. */
export function requestTo(model_id: string, changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model_id,
    messages: [{ role: 'user', content: 'hello' }],
    parameters: {},
    max_tokens: 16,
    timeout_ms: 60_000,
    schema: null,
    ...changes,
  };
}

export const never = () => new AbortController().signal;

/** Reads a call to its end. */
export async function collect(events: AsyncIterable<ModelEvent>): Promise<readonly ModelEvent[]> {
  return Array.fromAsync(events);
}

export function textOf(events: readonly ModelEvent[]): string {
  return events.map((event) => (event.type === 'delta' ? event.text : '')).join('');
}

/** The event of a type, which must be there. */
export function only<T extends ModelEvent['type']>(
  events: readonly ModelEvent[],
  type: T,
): Extract<ModelEvent, { type: T }> {
  const found = events.filter((event) => event.type === type);
  const [event] = found;
  if (found.length !== 1 || event === undefined) throw new Error(`expected one ${type}, got ${JSON.stringify(events)}`);
  return event as Extract<ModelEvent, { type: T }>;
}
