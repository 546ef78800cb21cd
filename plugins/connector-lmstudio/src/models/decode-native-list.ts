import { isRecord } from '@kora/contracts';
import { positive, words } from '@kora/plugin-sdk/http';
import type { KnownModel, LoadedInstance } from './known-model.ts';

function formatOf(value: unknown): KnownModel['format'] {
  return value === 'gguf' || value === 'mlx' ? value : null;
}

function instanceOf(item: unknown): LoadedInstance | null {
  if (!isRecord(item)) return null;
  const id = words(item.id);
  const config = isRecord(item.config) ? item.config : {};
  return id === null ? null : { id, context_tokens: positive(config.context_length) };
}

/**
 * LM Link serves models of other machines under the same base URL. The REST documentation names no field for it; this is
 * the name that LM Studio's own SDK uses, where null means this machine.
 */
function deviceOf(item: Record<string, unknown>): string | null {
  return words(item.device_identifier) ?? words(item.deviceIdentifier);
}

function describe(item: Record<string, unknown>, key: string): KnownModel {
  const list = Array.isArray(item.loaded_instances) ? item.loaded_instances : [];
  const variants = Array.isArray(item.variants) ? item.variants : [];
  const aliases = [...variants, item.selected_variant].map(words).filter((name) => name !== null && name !== key);
  return {
    key,
    aliases: [...new Set(aliases.filter((name) => name !== null))],
    kind: item.type === 'embedding' ? 'embedding' : 'llm',
    format: formatOf(item.format),
    quantization: isRecord(item.quantization) ? words(item.quantization.name) : null,
    size_bytes: positive(item.size_bytes),
    max_context_tokens: positive(item.max_context_length),
    instances: list.map(instanceOf).filter((instance) => instance !== null),
    device:
      deviceOf(item) ??
      list
        .filter(isRecord)
        .map(deviceOf)
        .find((device) => device !== null) ??
      null,
  };
}

/** Reads `GET /api/v1/models` (LM Studio 0.4 and later): everything installed. Null when the body is something else. */
export function decodeNativeList(body: unknown): readonly KnownModel[] | null {
  if (!isRecord(body) || !Array.isArray(body.models)) return null;
  const models: KnownModel[] = [];
  for (const item of body.models) {
    const key = isRecord(item) && typeof item.type === 'string' ? words(item.key) : null;
    if (!isRecord(item) || key === null) return null;
    models.push(describe(item, key));
  }
  return models;
}
