import type { ChatSettings } from '@kora/contracts';

/** The ways to answer a message, in words. */
export const MODES: readonly (readonly [ChatSettings['mode'], string])[] = [
  ['auto', 'Compute, a model for the rest'],
  ['deterministic_only', 'Never ask a model'],
  ['model_planned', 'Let the model plan, at the cost of a call'],
];
