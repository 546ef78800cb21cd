import type { ConnectorError, ModelEvent } from '@kora/contracts';
import type { RecordedCall } from './recorded-call.ts';

type Outcome = RecordedCall['ended']['outcome'];
type Finish = Extract<ModelEvent, { type: 'end' }>['finish_reason'];

/** How a stream ends that came to an outcome. What the outcomes of one ending differ in is judged again from the text. */
const FINISH: Partial<Record<Outcome, Finish>> = {
  accepted: 'stop',
  schema_violation: 'stop',
  not_json: 'stop',
  empty: 'stop',
  truncated: 'length',
  json_cut: 'length',
  thinking_overrun: 'length',
  stream_cut: 'aborted',
};

const FAULT: Partial<Record<Outcome, ConnectorError['kind']>> = {
  context_overflow: 'context_overflow',
  model_unavailable: 'not_running',
  transport_fault: 'transport',
  runtime_error: 'bad_request',
};

/** Text in so many pieces, because a failed call's tokens are counted by them. What the answer is too short for was thinking. */
function* pieces(text: string, count: number): Generator<ModelEvent> {
  const answers = Math.min(count, text.length);
  for (let i = 0; i < count - answers; i++) yield { type: 'thinking', text: '…' };
  for (let i = 0; i < answers; i++) {
    yield { type: 'delta', text: i < answers - 1 ? text.charAt(i) : text.slice(i) };
  }
}

/** The events of a recorded call, made again from its answer and outcome. */
export function* playCall({ ended, text }: RecordedCall): Generator<ModelEvent, void, void> {
  const { model, outcome, error_code, retryable, tokens_in, tokens_out, warnings } = ended;
  const { model_id, digest, seed, parameters, structured_output } = model;
  yield { type: 'start', model_id, digest, structured_output, tokens_in, seed, parameters, warnings };
  const kind = FAULT[outcome];
  // A check of the answer that failed is no fault of the runtime; it runs again.
  const faulted = outcome !== 'runtime_error' || FAULT_CODES.has(error_code ?? '');
  if (kind !== undefined && faulted) {
    yield* pieces(text, tokens_out);
    const message = 'It failed so when the run was recorded.';
    yield { type: 'error', error: { kind, code: error_code ?? 'KORA_MODEL_FAILED', message, retryable } };
    return;
  }
  // That it thought is all that is known of what it thought.
  if (outcome === 'thinking_overrun') yield { type: 'thinking', text: '…' };
  if (text !== '') yield { type: 'delta', text };
  const usage = { tokens_in, tokens_out, source: model.tokens_source };
  yield { type: 'end', finish_reason: FINISH[outcome] ?? 'stop', usage };
}

/** Errors that a runtime is to blame for. */
const FAULT_CODES: ReadonlySet<string> = new Set(['KORA_MODEL_FAILED', 'KORA_MODEL_PROTOCOL']);
