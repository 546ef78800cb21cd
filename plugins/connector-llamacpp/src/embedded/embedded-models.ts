import type { CatalogEntry, ModelDescriptor } from '@kora/contracts';
import type { ModelCatalog } from '@kora/plugin-sdk';
import type { LlamaCppConfig } from '../config/llama-cpp-config.ts';
import { errors } from '../errors.ts';
import { CONNECTOR_ID } from '../runtime/llama-runtime.ts';
import type { ModelSpec } from './child-protocol.ts';

/** The GGUF files of the catalog, sorted by id. */
export async function catalogModels(catalog: ModelCatalog): Promise<readonly CatalogEntry[]> {
  const entries = await catalog.list();
  return entries
    .filter((entry) => entry.provider === CONNECTOR_ID && entry.file_paths.length > 0)
    .sort((a, b) => (a.model_id < b.model_id ? -1 : 1));
}

/** @throws KORA_LLAMACPP_MODEL_NOT_FOUND */
export async function findModel(catalog: ModelCatalog, modelId: string): Promise<CatalogEntry> {
  const entry = (await catalogModels(catalog)).find((candidate) => candidate.model_id === modelId);
  if (entry === undefined) throw errors.KORA_LLAMACPP_MODEL_NOT_FOUND({ model_id: modelId });
  return entry;
}

/** Names the exact weights; part of telemetry and of replay. */
export function digestOf(entry: CatalogEntry): string {
  return `sha256:${entry.checksum}`;
}

/** How the child loads an entry. Of a split model llama.cpp takes the first file and finds the others itself. */
export function specOf(entry: CatalogEntry, config: LlamaCppConfig): ModelSpec {
  const context_tokens = Math.min(config.context_tokens, entry.context_tokens ?? config.context_tokens);
  return { path: entry.file_paths[0] ?? '', context_tokens, threads: config.threads, gpu: config.gpu };
}

/** How an entry is listed. */
export function describe(entry: CatalogEntry, config: LlamaCppConfig, loaded: boolean): ModelDescriptor {
  return {
    model_id: entry.model_id,
    connector: CONNECTOR_ID,
    digest: digestOf(entry),
    quantization: entry.quantization,
    context_tokens: specOf(entry, config).context_tokens,
    size_bytes: entry.size_bytes,
    required_vram_mb: entry.required_vram_mb,
    loaded,
    remote: false,
  };
}
