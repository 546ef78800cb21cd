import type { ModelParameters } from '@kora/contracts';

/** Sampling parameters with nothing left open. */
export type Sampling = Required<ModelParameters>;

/** What holds when a request is silent. Temperature 0 always takes the likeliest token, so the other values then rest. */
export const DEFAULT_SAMPLING: Sampling = { temperature: 0, top_p: 0.95, seed: 0, stop: [] };

/** Held still, because the contract has no parameter for them and LM Studio's own defaults change with its presets. */
export const FIXED_SAMPLING = { top_k: 40, repeat_penalty: 1 } as const;

/** Fills in the connector's documented defaults; the result is what `start` reports. */
export function resolveSampling(parameters: ModelParameters): Sampling {
  return { ...DEFAULT_SAMPLING, ...parameters };
}
