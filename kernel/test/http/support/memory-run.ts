import { setTimeout as sleep } from 'node:timers/promises';
import {
  decode,
  type ExecutionResult,
  foldTelemetry,
  type ModelDelta,
  type RunEvent,
  type RunEventPayload,
  type RunEventType,
  runEventCodec,
  type TaskGraph,
  type TelemetryBundle,
} from '@kora/contracts';
import { KoraError } from '@kora/plugin-sdk';
import type { RunHandle } from '../../../src/http/kernel-api.ts';

const HASH = 'a'.repeat(64);

/** A run in memory: real events and a real telemetry fold, driven by the graph's id. */
export class MemoryRun implements RunHandle {
  readonly run_id: string;
  readonly events: RunEvent[] = [];
  readonly result: Promise<ExecutionResult>;
  cancelled = 0;
  followers = 0;
  readonly #graph: TaskGraph;
  #items: (RunEvent | ModelDelta)[] = [];
  #wake: () => void = () => undefined;
  #stop: () => void = () => undefined;
  readonly #stopped = new Promise<void>((resolve) => {
    this.#stop = resolve;
  });
  ended = false;

  constructor(run_id: string, graph: TaskGraph, done: (run: MemoryRun) => void) {
    this.run_id = run_id;
    this.#graph = graph;
    this.result = this.#execute().finally(() => done(this));
  }

  bundle(): TelemetryBundle {
    const bundle = foldTelemetry(this.events, 'running');
    if (bundle === null) throw new TypeError('a run has begun when it is asked for its bundle');
    return bundle;
  }

  cancel(): void {
    this.cancelled++;
    this.#stop();
  }

  async *follow(signal: AbortSignal, fromSeq = 0): AsyncGenerator<RunEvent | ModelDelta, void, void> {
    this.followers++;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    for (let at = 0; !signal.aborted; at++) {
      while (at >= this.#items.length && !signal.aborted) {
        // "lost" stands for a follower that the kernel has dropped because it fell behind.
        if (this.ended || this.#graph.graph_id === 'lost') return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const item = this.#items[at];
      if (item !== undefined && (!('seq' in item) || item.seq >= fromSeq)) yield item;
    }
  }

  #push(item: RunEvent | ModelDelta): void {
    this.#items.push(item);
    if ('seq' in item) this.events.push(item);
    this.#wake();
  }

  #emit<T extends RunEventType>(event_type: T, payload: RunEventPayload<T>): void {
    const seq = this.events.length;
    const { run_id } = this;
    const envelope = { run_id, graph_id: this.#graph.graph_id, attempt_index: 0, seq };
    const timestamp = new Date().toISOString();
    const event = { event_id: `${run_id}-${seq}`, event_type, timestamp, ...envelope, payload };
    const decoded = decode<RunEvent>(runEventCodec, event);
    if (decoded._tag === 'Left') throw new TypeError(JSON.stringify(decoded.left));
    this.#push(decoded.right);
  }

  async #execute(): Promise<ExecutionResult> {
    const { graph_id, root, tasks } = this.#graph;
    this.#emit('run.started', {
      kora_version: '1.0.0',
      contract_version: '1.0.0',
      backend: 'memory',
      graph_hash: HASH,
      trace_id: 'trace',
      root,
      task_count: tasks.length,
      budget: {},
      task_construction_ms: 0,
      dag_validation_ms: 0,
      queue_ms: 0,
    });
    this.#push({
      event_type: 'model.delta',
      run_id: this.run_id,
      task_id: root,
      attempt_index: 0,
      kind: 'answer',
      text: 'hi',
    });
    if (graph_id === 'long' || graph_id === 'lost') await this.#stopped;
    else await sleep(1);
    const status = this.cancelled > 0 ? 'cancelled' : graph_id === 'breach' ? 'failed' : 'success';
    this.#emit('run.completed', {
      status,
      stop_reason: status === 'failed' ? 'BUDGET_BREACH' : null,
      failed_task: null,
      output_hash: null,
      graph_hash: HASH,
      duration_ms: 1,
    });
    this.ended = true;
    this.#wake();
    const breach = new KoraError('KORA_TEST_BREACH', 'BUDGET_BREACH', 'the budget is spent', {});
    return {
      status,
      stop_reason: status === 'failed' ? 'BUDGET_BREACH' : null,
      final_output: status === 'success' ? { answer: 42 } : null,
      telemetry: this.bundle(),
      execution_metadata: {
        run_id: this.run_id,
        trace_id: 'trace',
        backend: 'memory',
        graph_hash: HASH,
        duration_ms: 1,
      },
      error: status === 'failed' ? breach.toBody() : null,
    };
  }
}
