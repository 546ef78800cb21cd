import {
  type BackendEvent,
  EXECUTION_BACKEND_SPEC_VERSION,
  type ExecutionBackend,
  type ExecutionContext,
  evaluateGuard,
  type FrozenGraph,
  hashJson,
  type Json,
  type NormalTask,
  type Outputs,
  type StopReason,
} from '@kora/contracts';
import { accountOf } from './account-of.ts';
import { endTask } from './end-task.ts';
import { type Ending, failed } from './ending.ts';
import { EventWriter } from './event-writer.ts';
import { operationsOf, type PlainOperation } from './operations.ts';
import { isMapped, runMap } from './run-map.ts';
import { runModel } from './run-model.ts';
import { runOperation } from './run-operation.ts';
import type { Scene } from './scene.ts';
import { SchemaCheck } from './schema-check.ts';

/**
 * The contracts, executed in the simplest way: one task after the other, in the order of the frozen graph, in this process. It shares
 * no code with backend-local, so that both can be held against each other. It knows no ceilings of a run, no limits of time and no
 * cancellation, and one connector; graphs that need more are not for it.
 */
export class ReferenceBackend implements ExecutionBackend {
  readonly id = 'local';
  readonly specVersion = EXECUTION_BACKEND_SPEC_VERSION;
  readonly #schemas = new SchemaCheck();
  #operations: ReadonlyMap<string, PlainOperation> | null = null;

  validate = async () => [];
  health = async () => ({ status: 'healthy', message: 'Ready.', version: '0.0.0', capacity: 1 }) as const;
  capabilities = async () =>
    ({
      task_types: ['deterministic', 'aggregation', 'model'],
      context_tokens: null,
      concurrency: 1,
      distributed: false,
    }) as const;

  async *execute(frozen: FrozenGraph, context: ExecutionContext): AsyncGenerator<BackendEvent> {
    const { graph, graph_hash, order } = frozen;
    const write = new EventWriter(context.run_id, graph.graph_id);
    this.#operations ??= operationsOf(context.operations);
    const scene = { context, operations: this.#operations, schemas: this.#schemas, write };
    const tasks = new Map(graph.tasks.map((task) => [task.id, task]));
    for (const task of graph.tasks)
      yield write.event('task.created', { task_type: task.type, budget: accountOf(task) }, task.id);
    const outputs = new Map<string, Json>();
    const lost = new Set<string>();
    let failure: { task_id: string; stop_reason: StopReason } | null = null;
    for (const id of order) {
      const task = tasks.get(id);
      if (task === undefined) throw new Error(`there is no task ${id}`);
      const isLost = task.dependencies.some((dependency) => lost.has(dependency));
      if (!isLost) yield write.event('task.ready', {}, id);
      const ending = isLost ? failed('DEPENDENCY_FAILURE') : yield* this.#run(task, outputs, scene);
      yield* endTask(task, ending, scene);
      if (ending.kind === 'success') outputs.set(id, ending.output);
      else if (ending.kind === 'guarded' || task.on_failure === 'skip') outputs.set(id, null);
      else {
        lost.add(id);
        const { stop_reason } = ending;
        if (!isLost) failure ??= { task_id: id, stop_reason };
      }
    }
    const root = outputs.get(graph.root);
    const verdict = {
      status: failure === null ? 'success' : 'failed',
      stop_reason: failure?.stop_reason ?? null,
      failed_task: failure?.task_id ?? null,
      output_hash: root === undefined ? null : hashJson(root),
      graph_hash,
      duration_ms: 0,
    } as const;
    const { event } = write.event('run.completed', verdict);
    const error = failure === null ? null : { error_type: failure.stop_reason, message: 'It failed.', details: {} };
    yield { kind: 'outcome', event, outcome: { final_output: root ?? null, error } };
  }

  async *#run(task: NormalTask, outputs: Outputs, scene: Scene): AsyncGenerator<BackendEvent, Ending> {
    if (task.when !== undefined && !evaluateGuard(task.when, outputs)) return { kind: 'guarded' };
    const once = (each: NormalTask, known: Outputs) => this.#runOnce(each, known, scene);
    return yield* isMapped(task) ? runMap(task, outputs, scene, once) : once(task, outputs);
  }

  async *#runOnce(task: NormalTask, outputs: Outputs, scene: Scene): AsyncGenerator<BackendEvent, Ending> {
    return yield* task.type === 'model' ? runModel(task, outputs, scene) : runOperation(task, outputs, scene);
  }
}
