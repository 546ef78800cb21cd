import { isRecord } from '@kora/contracts';
import { findServerError } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import type { ServerClient } from './server-client.ts';

function vectorOf(item: unknown): readonly number[] | null {
  const vector = isRecord(item) ? item.embedding : undefined;
  const isVector = Array.isArray(vector) && vector.length > 0 && vector.every((value) => Number.isFinite(value));
  return isVector ? vector : null;
}

/**
 * One vector for each text, in their order, which the answer states by `index`.
 * @throws KORA_LLAMACPP_EMBEDDINGS_OFF when the server was not started for it, KORA_LLAMACPP_PROTOCOL when one is missing.
 */
export async function embedTexts(
  client: ServerClient,
  model_id: string,
  inputs: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  if (inputs.length === 0) return [];
  const question = { model: model_id, input: inputs, encoding_format: 'float' };
  const { status, body } = await client.ask({ path: '/v1/embeddings', body: question }, signal);
  if (status !== 200) {
    const words = findServerError(body)?.message ?? '';
    if (status === 501 || /^Pooling type 'none'/.test(words))
      throw errors.KORA_LLAMACPP_EMBEDDINGS_OFF({ server: client.address });
    throw client.fault(status, body, { model_id, max_tokens: 0 });
  }
  const data = isRecord(body) && Array.isArray(body.data) ? body.data : [];
  const ordered = data.toSorted((a, b) => Number(a?.index) - Number(b?.index)).map(vectorOf);
  const vectors = ordered.filter((vector) => vector !== null);
  if (vectors.length !== inputs.length || ordered.length !== inputs.length)
    throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'it did not send one vector for each text' });
  return vectors;
}
