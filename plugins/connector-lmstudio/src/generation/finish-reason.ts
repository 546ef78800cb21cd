/** How an answer ended. `context` is the context running full, `unloaded` a model taken away, `stopped` a person. */
export type Ending = 'stop' | 'length' | 'context' | 'unloaded' | 'stopped' | 'failed';

const ENDINGS: ReadonlyMap<string, Ending> = new Map([
  ['stop', 'stop'],
  ['tool_calls', 'stop'],
  ['length', 'length'],
  ['content_filter', 'failed'],
  // What LM Studio's own API and SDK say; some of it comes through.
  ['eosFound', 'stop'],
  ['stopStringFound', 'stop'],
  ['toolCalls', 'stop'],
  ['maxPredictedTokensReached', 'length'],
  ['contextLengthReached', 'context'],
  ['modelUnloaded', 'unloaded'],
  ['userStopped', 'stopped'],
]);

/** The meaning of a `finish_reason`. One that is not known is a failure: an answer that may be incomplete is not complete. */
export function endingOf(reason: string): Ending {
  return ENDINGS.get(reason) ?? 'failed';
}
