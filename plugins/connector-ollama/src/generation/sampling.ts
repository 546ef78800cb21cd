import { decode, integer, type ModelParameters, type ModelRequest, modelParametersCodec } from '@kora/contracts';
import { errors } from '../errors.ts';

/** Sampling parameters with nothing left open. */
export type Sampling = Required<ModelParameters>;

/** What holds when a request is silent. Ollama's own would be a random seed and a temperature of 0.8. */
export const DEFAULT_SAMPLING: Sampling = { temperature: 0, top_p: 0.95, seed: 0, stop: [] };

/**
 * Held still, because the contract has no parameter for them, and Ollama's defaults change: repeat_penalty was 1.1 until
 * 0.32.9. A Modelfile may set any of them.
 */
export const FIXED_SAMPLING = {
  top_k: 40,
  min_p: 0.05,
  repeat_penalty: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
} as const;

/** Tokens of one answer; anything above is a mistake, and -1 would mean no end. */
const maxTokensCodec = integer('MaxTokens', 1, 2_147_483_647);

/**
 * Checks what will reach native code, and fills in the connector's defaults. Numbers that are not finite or out of range
 * never leave: Ollama passes them on unchecked.
 * @throws KORA_OLLAMA_BAD_REQUEST with every problem.
 */
export function resolveSampling(request: ModelRequest): Sampling {
  const decoded = decode(modelParametersCodec, request.parameters);
  const tokens = decode(maxTokensCodec, request.max_tokens);
  const problems = [
    ...(decoded._tag === 'Left' ? decoded.left.map(({ path, message }) => `parameters${path} ${message}`) : []),
    ...(tokens._tag === 'Left' ? tokens.left.map(({ message }) => `max_tokens ${message}`) : []),
    // Without messages Ollama loads the model and says that it is done.
    ...(request.messages.length === 0 ? ['it has no messages'] : []),
  ];
  if (problems.length > 0 || decoded._tag === 'Left') {
    throw errors.KORA_OLLAMA_BAD_REQUEST({ reason: problems.join('; ') });
  }
  return { ...DEFAULT_SAMPLING, ...decoded.right };
}
