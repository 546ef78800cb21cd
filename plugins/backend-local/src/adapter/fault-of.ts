import type { KoraError } from '@kora/plugin-sdk';
import type { CallResult } from './call-model.ts';
import { modelErrors } from './model-errors.ts';

type CallFacts = { readonly task_id: string; readonly connector: string; readonly model: string };

/** The error of a call that gave no answer. @param stopped the error to use when task or run ended it. */
export function faultOf({ outcome, fault }: CallResult, facts: CallFacts, stopped: KoraError): KoraError {
  if (outcome === 'cancelled' || outcome === 'timeout') return stopped;
  if (outcome === 'empty') return modelErrors.KORA_MODEL_EMPTY(facts);
  if (outcome === 'stream_cut') return modelErrors.KORA_MODEL_STREAM_CUT(facts);
  const reason = fault?.message ?? outcome;
  if (fault?.code === 'KORA_MODEL_PROTOCOL') return modelErrors.KORA_MODEL_PROTOCOL({ ...facts, reason });
  if (outcome === 'model_unavailable') {
    const wanted = `the model ${facts.model} of ${facts.connector}`;
    return modelErrors.KORA_MODEL_UNAVAILABLE({ task_id: facts.task_id, wanted, reason });
  }
  return modelErrors.KORA_MODEL_FAILED({ ...facts, reason, cause: fault?.code ?? outcome });
}
