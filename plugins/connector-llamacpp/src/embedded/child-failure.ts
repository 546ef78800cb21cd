import type { JsonObject } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { errors } from '../errors.ts';
import type { ChildReply } from './child-protocol.ts';

type Failed = Extract<ChildReply, { readonly type: 'failed' }>;

function numberOf(numbers: JsonObject, key: string): number {
  const value = numbers[key];
  return typeof value === 'number' ? value : 0;
}

/** Names a failure of the child for people. `aborted` has no name: the caller rejects with the signal's reason. */
export function toKoraError(modelId: string, { fault, reason, numbers }: Failed): KoraError {
  switch (fault) {
    case 'context_overflow':
      return errors.KORA_LLAMACPP_CONTEXT_OVERFLOW({
        model_id: modelId,
        prompt_tokens: numberOf(numbers, 'prompt_tokens'),
        max_tokens: numberOf(numbers, 'max_tokens'),
        context_tokens: numberOf(numbers, 'context_tokens'),
      });
    case 'no_binary':
      return errors.KORA_LLAMACPP_NO_BINARY({
        platform: String(numbers.platform),
        gpu: String(numbers.gpu),
      });
    case 'unusable_model':
      return errors.KORA_LLAMACPP_MODEL_UNUSABLE({ model_id: modelId, reason });
    case 'out_of_memory':
      return errors.KORA_LLAMACPP_OUT_OF_MEMORY({ model_id: modelId });
    default:
      return errors.KORA_LLAMACPP_PROTOCOL({ reason });
  }
}
