import { isRecord } from '@kora/contracts';
import { positive, words } from '@kora/plugin-sdk/http';
import type { KnownModel } from './known-model.ts';

type Item = Readonly<Record<string, unknown>>;

/** The `data` of a list in which every item is of the expected kind, or null. */
function itemsOf(body: unknown, isExpected: (item: Item) => boolean): readonly (Item & { id: string })[] | null {
  if (!isRecord(body) || body.object !== 'list' || !Array.isArray(body.data)) return null;
  const hasId = (item: unknown): item is Item & { id: string } => isRecord(item) && words(item.id) !== null;
  return body.data.every(hasId) && body.data.every(isExpected) ? body.data : null;
}

/**
 * Reads `GET /api/v0/models` (LM Studio 0.3.6 and later). It leaves out what is not loaded when loading on demand is off.
 * Null when the body is something else.
 */
export function decodeLegacyList(body: unknown): readonly KnownModel[] | null {
  const items = itemsOf(body, (item) => typeof item.state === 'string' && typeof item.type === 'string');
  if (items === null) return null;
  return items.map((item) => ({
    key: item.id,
    aliases: [],
    kind: item.type === 'embeddings' ? 'embedding' : 'llm',
    format: item.compatibility_type === 'gguf' || item.compatibility_type === 'mlx' ? item.compatibility_type : null,
    quantization: words(item.quantization),
    size_bytes: null,
    max_context_tokens: positive(item.max_context_length),
    instances: item.state === 'loaded' ? [{ id: item.id, context_tokens: positive(item.loaded_context_length) }] : [],
    device: null,
  }));
}

/**
 * Reads `GET /v1/models` of any LM Studio. It says nothing but names, includes the bundled embedding model, and has no
 * `created`, which the form of OpenAI demands. Null when the body is something else.
 */
export function decodeOpenAiList(body: unknown): readonly KnownModel[] | null {
  const items = itemsOf(body, (item) => item.owned_by === 'organization_owner');
  if (items === null) return null;
  return items.map(({ id }) => ({
    key: id,
    aliases: [],
    kind: /(?:^|\/)text-embedding-/.test(id) ? 'embedding' : 'llm',
    format: null,
    quantization: null,
    size_bytes: null,
    max_context_tokens: null,
    instances: [],
    device: null,
  }));
}
