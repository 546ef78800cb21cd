import type { Clock, Logger } from '@kora/plugin-sdk';
import type { AnswerCache } from '../adapter/answer-cache.ts';
import type { BackoffPolicy } from '../adapter/backoff.ts';
import type { CircuitBreakers } from '../adapter/circuit-breaker.ts';
import type { ModelSlots } from '../adapter/model-slots.ts';
import type { PromptBounds } from '../adapter/prompt-bounds.ts';
import type { WarmModels } from '../adapter/warm-models.ts';
import type { CpuPool } from '../pool/cpu-pool.ts';
import type { CostModel } from '../scheduler/cost-model.ts';

/** What all runs of a backend share. */
export interface Engine {
  readonly pool: CpuPool;
  readonly costs: CostModel;
  readonly slots: ModelSlots;
  readonly answers: AnswerCache;
  readonly breakers: CircuitBreakers;
  readonly bounds: PromptBounds;
  readonly warm: WarmModels;
  readonly clock: Clock;
  readonly log: Logger;
  readonly backoff: BackoffPolicy;
  /** Largest output of one operation, in characters of JSON. */
  readonly max_output_length: number;
}
