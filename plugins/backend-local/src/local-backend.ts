import {
  type BackendCapabilities,
  type BackendEvent,
  type BackendStatus,
  EXECUTION_BACKEND_SPEC_VERSION,
  type ExecutionBackend,
  type ExecutionContext,
  type FrozenGraph,
  type Issue,
  type OperationLibrary,
  TASK_TYPES,
} from '@kora/contracts';
import type { Clock, Logger } from '@kora/plugin-sdk';
import { AnswerCache } from './adapter/answer-cache.ts';
import { type BackoffPolicy, DEFAULT_BACKOFF } from './adapter/backoff.ts';
import { type BreakerPolicy, CircuitBreakers } from './adapter/circuit-breaker.ts';
import { ModelSlots } from './adapter/model-slots.ts';
import { PromptBounds } from './adapter/prompt-bounds.ts';
import { WarmModels } from './adapter/warm-models.ts';
import { checkGraph } from './check-graph.ts';
import { CleanRequests } from './clean-requests.ts';
import type { CpuPool } from './pool/cpu-pool.ts';
import type { Engine } from './run/engine.ts';
import { GraphRun } from './run/graph-run.ts';
import { OperationsCache } from './run/library-set.ts';
import { TaskTexts } from './run/task-texts.ts';
import { CostModel } from './scheduler/cost-model.ts';
import { planOf } from './scheduler/plan.ts';
import type { Settings } from './settings.ts';

/** What a local backend is made of. */
export interface LocalBackendParts {
  /** Where operations run. Owned by whoever made it. */
  readonly pool: CpuPool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: Pick<
    Settings,
    'calls_per_connector' | 'max_output_length' | 'reused_answers' | 'reused_answers_length'
  >;
  /** Version of this plugin, for health. */
  readonly version: string;
  readonly backoff?: BackoffPolicy;
  readonly breaker?: BreakerPolicy;
}

/** Runs graphs on this machine. */
export class LocalBackend implements ExecutionBackend {
  readonly id = 'local';
  readonly specVersion = EXECUTION_BACKEND_SPEC_VERSION;
  readonly #engine: Engine;
  readonly #version: string;
  readonly #operations = new OperationsCache();
  readonly #texts = new TaskTexts();
  readonly #clean = new CleanRequests();

  constructor({ pool, clock, log, settings, version, backoff = DEFAULT_BACKOFF, breaker }: LocalBackendParts) {
    this.#version = version;
    this.#engine = {
      pool,
      clock,
      log,
      backoff,
      costs: new CostModel(),
      slots: new ModelSlots(settings.calls_per_connector),
      breakers: new CircuitBreakers(breaker),
      bounds: new PromptBounds(),
      warm: new WarmModels(),
      answers: new AnswerCache({
        max_entries: settings.reused_answers,
        max_length: settings.reused_answers_length,
      }),
      max_output_length: settings.max_output_length,
    };
  }

  /** Checks operations, literal arguments and schemas, in a worker and with a time limit. */
  validate(
    graph: FrozenGraph,
    operations: readonly OperationLibrary[],
    signal: AbortSignal,
  ): Promise<readonly Issue[]> {
    const checker = { pool: this.#engine.pool, clean: this.#clean };
    return checkGraph(graph, this.#texts.of(graph), this.#operations.of(operations), checker, signal);
  }

  /** Runs a graph. The stream begins with event 1, because the kernel writes event 0, and ends with the outcome. */
  execute(graph: FrozenGraph, context: ExecutionContext): AsyncIterable<BackendEvent> {
    const plan = planOf(graph, this.#texts.of(graph));
    return new GraphRun(graph, plan, context, this.#engine, this.#operations.of(context.operations)).start();
  }

  async health(signal: AbortSignal): Promise<BackendStatus> {
    signal.throwIfAborted();
    const { width } = this.#engine.pool;
    const message = `Ready, with ${width} ${width === 1 ? 'worker' : 'workers'} for operations.`;
    return { status: 'healthy', message, version: this.#version, capacity: width };
  }

  async capabilities(): Promise<BackendCapabilities> {
    return { task_types: TASK_TYPES, context_tokens: null, concurrency: this.#engine.pool.width, distributed: false };
  }
}
