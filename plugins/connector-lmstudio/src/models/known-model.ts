import type { ModelDescriptor } from '@kora/contracts';

/** Id of the connector, in routing hints and in telemetry. */
export const CONNECTOR_ID = 'lmstudio';

/** A copy of a model in memory. */
export interface LoadedInstance {
  readonly id: string;
  /** The context that it was loaded with, often much smaller than what the model could hold. */
  readonly context_tokens: number | null;
}

/** A model that LM Studio lists, in one form for all three of its lists. */
export interface KnownModel {
  /** What to send as `model`. */
  readonly key: string;
  /** Other names that mean it: its variants. */
  readonly aliases: readonly string[];
  readonly kind: 'llm' | 'embedding';
  readonly format: 'gguf' | 'mlx' | null;
  readonly quantization: string | null;
  readonly size_bytes: number | null;
  readonly max_context_tokens: number | null;
  readonly instances: readonly LoadedInstance[];
  /** The LM Link device on which it lives, null when the list names none. */
  readonly device: string | null;
}

/** True when a name means the model. Further instances of a model are called `<key>:2` and so on. */
export function isNameOf(model: KnownModel, name: string): boolean {
  const plain = name.replace(/:\d+$/, '');
  return [model.key, ...model.aliases].includes(plain) || model.instances.some(({ id }) => id === name);
}

/**
 * Context in force, in tokens: of the instance that answers to `name`, else the largest of those loaded, so that nothing is
 * called too long that may fit. Null when nothing is loaded: what LM Studio would choose is not known before it has.
 */
export function loadedContext(model: KnownModel, name: string): number | null {
  const named = model.instances.find(({ id }) => id === name)?.context_tokens;
  if (named !== undefined) return named;
  const known = model.instances.map(({ context_tokens }) => context_tokens);
  return known.length === 0 || known.includes(null) ? null : Math.max(...known.map(Number));
}

/**
 * A model as others see it, taken for one on this machine. The context is the smallest that a call may meet: of the loaded instances, else what this
 * connector would load it with, else the most that the model can hold.
 */
export function describeModel(model: KnownModel, wanted: number | null): ModelDescriptor {
  const loaded = model.instances.map(({ context_tokens }) => context_tokens).filter((tokens) => tokens !== null);
  const possible = [wanted, model.max_context_tokens].filter((tokens) => tokens !== null);
  const candidates = loaded.length > 0 ? loaded : possible;
  return {
    model_id: model.key,
    connector: CONNECTOR_ID,
    // LM Studio does not say which weights it has; a key or a file size would be a promise that nobody keeps.
    digest: null,
    quantization: model.quantization,
    context_tokens: candidates.length > 0 ? Math.min(...candidates) : null,
    size_bytes: model.size_bytes,
    required_vram_mb: null,
    loaded: model.instances.length > 0,
    remote: false,
  };
}
