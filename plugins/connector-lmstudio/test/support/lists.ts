import type { JsonObject } from '@kora/contracts';

const CONFIG = { eval_batch_size: 512, parallel: 4, flash_attention: true, num_experts: 0 };

export function instance(id: string, context_length: number): JsonObject {
  return { id, config: { context_length, ...CONFIG, offload_kv_cache_to_gpu: true } };
}

/** A model of `GET /api/v1/models` in the documented form, loaded with 4096 tokens unless changed. */
export function nativeModel(key: string, changes: JsonObject = {}): JsonObject {
  return {
    type: 'llm',
    publisher: 'qwen',
    key,
    display_name: 'Qwen3 4B',
    architecture: 'qwen3',
    quantization: { name: 'Q4_K_M', bits_per_weight: 4 },
    size_bytes: 2_497_280_256,
    params_string: '4B',
    loaded_instances: [instance(key, 4096)],
    max_context_length: 262_144,
    format: 'gguf',
    capabilities: { vision: false, trained_for_tool_use: true },
    description: null,
    variants: [`${key}@q4_k_m`],
    selected_variant: `${key}@q4_k_m`,
    ...changes,
  };
}

/** The bundled embedding model, without the fields that embedding models lack. */
export const EMBEDDING: JsonObject = {
  type: 'embedding',
  publisher: 'nomic-ai',
  key: 'text-embedding-nomic-embed-text-v1.5',
  display_name: 'Nomic Embed Text v1.5',
  quantization: { name: 'Q4_K_M', bits_per_weight: 4 },
  size_bytes: 84_106_624,
  params_string: null,
  loaded_instances: [],
  max_context_length: 2048,
  format: 'gguf',
};

/** A model of `GET /api/v0/models`. */
export function legacyModel(id: string, changes: JsonObject = {}): JsonObject {
  return {
    id,
    object: 'model',
    type: 'llm',
    publisher: 'qwen',
    arch: 'qwen3',
    compatibility_type: 'gguf',
    quantization: 'Q4_K_M',
    state: 'loaded',
    max_context_length: 131_072,
    loaded_context_length: 4096,
    capabilities: ['tool_use'],
    ...changes,
  };
}

export const LEGACY_EMBEDDING = legacyModel('text-embedding-nomic-embed-text-v1.5', {
  type: 'embeddings',
  state: 'not-loaded',
  loaded_context_length: 0,
});

/** `GET /v1/models`: no `created`, and the embedding model among the others. */
export function openAiList(...ids: readonly string[]): JsonObject {
  return { data: ids.map((id) => ({ id, object: 'model', owned_by: 'organization_owner' })), object: 'list' };
}
