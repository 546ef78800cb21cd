import { clipText, decode, isRecord, type ModelEvent, modelCallCodec, oneOf, tokensSourceCodec } from '@kora/contracts';
import { OUTCOME_OF_ERROR } from './retry-table.ts';
import { warningsOf } from './warnings-of.ts';

/** No model reads or writes so many tokens in one call; sums of such numbers would be none any more. */
const MOST_TOKENS = 1_000_000_000;
/** Characters of what a connector says of an error. */
const LONGEST_REASON = 4_000;
const LONGEST_CODE = 512;

const finishReason = oneOf('FinishReason', ['stop', 'length', 'aborted', 'error']);

/** True for what can be a number of tokens. A runtime's answer is input, its numbers included. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= MOST_TOKENS;
}

/**
 * Reads one event of a call. What a connector sends is input: it decides what counts as an answer, and goes into the record of the run.
 * Numbers of tokens are left as they are; see {@link isCount}.
 * @returns the event, or a sentence that says how it breaks the contract.
 */
export function readModelEvent(event: unknown): ModelEvent | string {
  if (!isRecord(event)) return 'it sent what is no event';
  const { type, text } = event;
  switch (type) {
    case 'delta':
    case 'thinking':
      return typeof text === 'string' ? { type, text } : `it sent a ${type} without text`;
    case 'start':
      return readStart(event);
    case 'end':
      return readEnd(event);
    case 'error':
      return readError(event.error);
    default:
      return 'it sent an event of a type that there is none of';
  }
}

function readStart(event: Record<string, unknown>): ModelEvent | string {
  const { model_id, digest, structured_output, seed, parameters, tokens_in, warnings } = event;
  const named = { connector: '', model_id, digest, structured_output, seed, parameters, tokens_source: 'counted' };
  const decoded = decode(modelCallCodec, named);
  if (decoded._tag === 'Left') {
    const [issue] = decoded.left;
    return clipText(`its start is wrong at ${issue?.path}, which ${issue?.message}`, LONGEST_REASON);
  }
  const { connector: _, tokens_source: __, ...call } = decoded.right;
  return { type: 'start', ...call, tokens_in: isCount(tokens_in) ? tokens_in : null, warnings: warningsOf(warnings) };
}

function readEnd({ finish_reason, usage }: Record<string, unknown>): ModelEvent | string {
  if (!finishReason.is(finish_reason)) return 'it ended for a reason that there is none of';
  if (!isRecord(usage)) return 'it ended without a word on its usage';
  const { tokens_in, tokens_out, source } = usage;
  if (!tokensSourceCodec.is(source)) return 'it does not say how it knows its usage';
  const counts = { tokens_in: numberOf(tokens_in), tokens_out: numberOf(tokens_out) };
  return { type: 'end', finish_reason, usage: { ...counts, source } };
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);

function readError(error: unknown): ModelEvent | string {
  if (!isRecord(error)) return 'it sent an error without saying which';
  const { kind, code, message, retryable } = error;
  if (typeof kind !== 'string' || !Object.hasOwn(OUTCOME_OF_ERROR, kind))
    return 'it sent an error of a kind that there is none of';
  const said = {
    kind: kind as keyof typeof OUTCOME_OF_ERROR,
    code: clipText(String(code), LONGEST_CODE),
    message: clipText(String(message), LONGEST_REASON),
    retryable: retryable === true,
  };
  return { type: 'error', error: said };
}
