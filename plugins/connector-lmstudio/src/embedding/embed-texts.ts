import { isRecord } from '@kora/contracts';
import { words } from '@kora/plugin-sdk/http';
import { type Runtime, requireAllowed } from '../connector/runtime.ts';
import { errors } from '../errors.ts';
import { fewestTokens } from '../generation/prompt-tokens.ts';
import { findModel } from '../models/find-model.ts';
import { isNameOf, type KnownModel, loadedContext } from '../models/known-model.ts';
import { listModels } from '../models/list-models.ts';

const PATH = '/v1/embeddings';

/** What LM Studio would cut off without a word. @throws KORA_LMSTUDIO_CONTEXT_OVERFLOW for a text that cannot fit. */
function requireRoom(inputs: readonly string[], model_id: string, context_tokens: number | null): void {
  const prompt_tokens = Math.max(...inputs.map((content) => fewestTokens([{ role: 'user', content }])));
  if (context_tokens === null || prompt_tokens <= context_tokens) return;
  const excess_tokens = prompt_tokens - context_tokens;
  throw errors.KORA_LMSTUDIO_CONTEXT_OVERFLOW({
    model_id,
    prompt_tokens,
    max_tokens: 0,
    context_tokens,
    excess_tokens,
  });
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => Number.isFinite(item));
}

/** The vectors in the order of the texts, whatever order they came in. */
function vectorsOf(body: unknown, count: number): readonly (readonly number[])[] {
  const data: readonly unknown[] = isRecord(body) && Array.isArray(body.data) ? body.data : [];
  const vectors = Array.from({ length: count }, (_, index) => {
    const item = data.find((candidate) => isRecord(candidate) && candidate.index === index);
    return isRecord(item) ? item.embedding : undefined;
  });
  if (data.length !== count || !vectors.every(isVector))
    throw errors.KORA_LMSTUDIO_PROTOCOL({ reason: 'it did not send one vector for each text' });
  return vectors;
}

function requireModel(body: unknown, model: KnownModel, model_id: string): void {
  const answered = isRecord(body) ? words(body.model) : null;
  if (answered !== null && !isNameOf(model, answered))
    throw errors.KORA_LMSTUDIO_OTHER_MODEL({ model_id, answered: answered.slice(0, 128) });
}

/**
 * One vector per text, in their order. LM Studio loads the model on demand, which can take minutes without a byte.
 * @throws KORA_LMSTUDIO_MODEL_NOT_FOUND, also for a model that only writes; KORA_LMSTUDIO_CONTEXT_OVERFLOW;
 * KORA_LMSTUDIO_OTHER_MODEL; KORA_LMSTUDIO_PROTOCOL when the answer is not that.
 */
export async function embedTexts(
  runtime: Runtime,
  model_id: string,
  inputs: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  if (inputs.length === 0) return [];
  const { client } = runtime;
  const { models } = await listModels(client, signal);
  const model = findModel(models, model_id, 'embedding');
  requireAllowed(runtime, model);
  requireRoom(inputs, model_id, loadedContext(model, model_id) ?? model.max_context_tokens);
  const body = await client.demand(PATH, { model: model_id, input: inputs }, { model_id }, signal);
  requireModel(body, model, model_id);
  return vectorsOf(body, inputs.length);
}
