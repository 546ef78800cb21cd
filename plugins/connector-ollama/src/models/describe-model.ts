import type { ModelDescriptor } from '@kora/contracts';
import { allowsHost } from '@kora/plugin-sdk/http';
import type { OllamaConfig } from '../config/ollama-config.ts';
import { chooseContext } from '../generation/choose-context.ts';
import type { LoadedModels } from './loaded-models.ts';
import type { TaggedModel } from './tagged-model.ts';

/** Id of the connector, in routing hints and in telemetry. */
export const CONNECTOR_ID = 'ollama';

const MEGABYTE = 1024 * 1024;

/** How a model is listed. `context_tokens` is what calls really get, and the memory need is known once it is loaded. */
export function describeModel(
  model: TaggedModel,
  loaded: LoadedModels,
  config: OllamaConfig,
  isServerRemote: boolean,
): ModelDescriptor {
  const memory = loaded.get(model.name) ?? null;
  const isRemote = model.remote_host !== null || isServerRemote;
  // A server elsewhere is asked for its list only if its host is allowed.
  const isAllowed = model.remote_host === null || allowsHost(config.allowed_hosts, model.remote_host);
  return {
    model_id: model.name,
    connector: CONNECTOR_ID,
    digest: model.digest,
    quantization: model.quantization,
    context_tokens: model.remote_host === null ? chooseContext(model, config) : model.trained_tokens,
    size_bytes: model.size_bytes,
    required_vram_mb: memory === null ? null : Math.ceil(memory / MEGABYTE),
    loaded: loaded.has(model.name),
    remote: isRemote,
    ...(isRemote ? { remote_allowed: isAllowed } : {}),
  };
}
