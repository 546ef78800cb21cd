import type { ModelEvent, ModelRequest } from '@kora/contracts';
import { within } from '../within.ts';
import type { Subject } from './connector-under-test.ts';

/** Everything that one call told. */
export interface CollectedCall {
  readonly events: readonly ModelEvent[];
  /** The answer, without the thinking. */
  readonly text: string;
  readonly start: Extract<ModelEvent, { type: 'start' }> | undefined;
  readonly end: Extract<ModelEvent, { type: 'end' }> | undefined;
  readonly error: Extract<ModelEvent, { type: 'error' }> | undefined;
  /** Present when the iteration rejected. */
  readonly rejection: { readonly reason: unknown } | null;
}

/** True for the events that carry generated text. */
export function isGenerated(event: ModelEvent): boolean {
  return event.type === 'delta' || event.type === 'thinking';
}

/**
 * Makes a call and reads it to its end; never rejects unless it hangs.
 * @param onEvent is told of every event before the next one is asked for.
 */
export async function collectCall(
  subject: Subject,
  request: ModelRequest,
  signal: AbortSignal = new AbortController().signal,
  onEvent: (event: ModelEvent) => void = () => {},
): Promise<CollectedCall> {
  const events: ModelEvent[] = [];
  const read = async (): Promise<CollectedCall['rejection']> => {
    try {
      for await (const event of subject.connector.invoke(request, signal)) {
        events.push(event);
        onEvent(event);
      }
      return null;
    } catch (reason) {
      return { reason };
    }
  };
  const rejection = await within(subject.limit_ms, 'invoke', read());
  return {
    events,
    text: events.map((event) => (event.type === 'delta' ? event.text : '')).join(''),
    start: events.find((event) => event.type === 'start'),
    end: events.find((event) => event.type === 'end'),
    error: events.find((event) => event.type === 'error'),
    rejection,
  };
}
