const NO_ROOM = 'there was no room to finish the answer';
const GONE = 'the model was not there';
const RUNTIME = 'the model’s runtime failed';

/** What telemetry keeps of a failure is its code: these are the ones that a model's task ends with. */
const WORDS: Readonly<Record<string, string>> = {
  KORA_BUDGET_BREACHED: 'the budget was used up',
  KORA_MODEL_CONNECTOR_RESTING: GONE,
  KORA_MODEL_CONTEXT_OVERFLOW: 'it was too long for the model',
  KORA_MODEL_EMPTY: 'the model answered with nothing',
  KORA_MODEL_FAILED: RUNTIME,
  KORA_MODEL_JSON_CUT: NO_ROOM,
  KORA_MODEL_NOT_JSON: 'the answer was no JSON, which was asked for',
  KORA_MODEL_SCHEMA_VIOLATION: 'the answer did not have the form that was asked for',
  KORA_MODEL_STREAM_CUT: RUNTIME,
  KORA_MODEL_THINKING_OVERRUN: NO_ROOM,
  KORA_MODEL_TRUNCATED: NO_ROOM,
  KORA_MODEL_UNAVAILABLE: GONE,
  KORA_TASK_TIMEOUT: 'the time was up',
};

/** Why a task failed, in words that can end a sentence; null for a code that has none here. */
export function failureWords(error_code: string): string | null {
  return (Object.hasOwn(WORDS, error_code) ? WORDS[error_code] : undefined) ?? null;
}
