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

export function textOf(events: readonly ModelEvent[], type: 'delta' | 'thinking' = 'delta'): string {
  return events.map((event) => (event.type === type && 'text' in event ? event.text : '')).join('');
}

/** The event of a type, which must be there once. */
export function only<T extends ModelEvent['type']>(
  events: readonly ModelEvent[],
  type: T,
): Extract<ModelEvent, { type: T }> {
  const found = events.filter((event) => event.type === type);
  const [event] = found;
  if (found.length !== 1 || event === undefined) throw new Error(`expected one ${type}, got ${JSON.stringify(events)}`);
  return event as Extract<ModelEvent, { type: T }>;
}

/** What a promise rejects with; fails the test when it does not. */
export async function rejectionOf(promise: Promise<unknown>): Promise<{ code?: string; message: string }> {
  return promise.then(
    () => Promise.reject(new Error('it did not reject')),
    (error: { code?: string; message: string }) => error,
  );
}
