import type { OllamaConfig } from '../config/ollama-config.ts';
import type { TaggedModel } from '../models/tagged-model.ts';

/** Tokens of context where the configuration is silent: a few pages, for a few hundred megabytes of most models. */
export const DEFAULT_CONTEXT_TOKENS = 8192;
/** Ollama raises anything less for models that see. */
const MIN_VISION_TOKENS = 2048;

/**
 * The `num_ctx` of a model: as configured, else the default, within what it was trained for. Depends on nothing that
 * differs between calls, because Ollama loads a model again when the value changes or is left out.
 */
export function chooseContext(model: TaggedModel, config: OllamaConfig): number {
  const wanted = config.num_ctx ?? DEFAULT_CONTEXT_TOKENS;
  const least = model.capabilities?.includes('vision') ? MIN_VISION_TOKENS : 0;
  return Math.min(Math.max(wanted, least), model.trained_tokens ?? Number.POSITIVE_INFINITY);
}
