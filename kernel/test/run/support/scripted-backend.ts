import {
  type BackendEvent,
  type BudgetState,
  decode,
  type ExecutionBackend,
  type ExecutionContext,
  type FrozenGraph,
  hashJson,
  type Issue,
  type Json,
  prepareGraph,
  type RunEventOf,
  type RunEventPayload,
  type RunEventType,
  type TaskGraph,
  taskGraphCodec,
} from '@kora/contracts';

/** A budget account with `consumed` of the declared 10 tokens, 100 ms and 1 retry used. */
export function account(tokens = 0, declared = 10): BudgetState {
  return {
    declared: { tokens: declared, time_ms: 100, retries: 1 },
    consumed: { tokens, time_ms: 0, retries: 0 },
    remaining: { tokens: declared - tokens, time_ms: 100, retries: 1 },
  };
}

/** Makes well-formed events with increasing `seq`, as a real backend does. */
export class EventMaker {
  #seq: number;
  readonly #context: ExecutionContext;
  readonly #graph: FrozenGraph;

  constructor(graph: FrozenGraph, context: ExecutionContext, firstSeq = 1) {
    this.#graph = graph;
    this.#context = context;
    this.#seq = firstSeq;
  }

  make<T extends RunEventType>(event_type: T, payload: RunEventPayload<T>, task_id?: string): RunEventOf<T> {
    const seq = this.#seq++;
    const { run_id } = this.#context;
    const envelope = {
      event_id: `${run_id}:${seq}`,
      timestamp: new Date().toISOString(),
      run_id,
      attempt_index: 0,
      seq,
    };
    const task = task_id === undefined ? {} : { task_id };
    return { ...envelope, ...task, event_type, graph_id: this.#graph.graph.graph_id, payload } as RunEventOf<T>;
  }

  event<T extends RunEventType>(type: T, payload: RunEventPayload<T>, task?: string): BackendEvent {
    return { kind: 'event', event: this.make(type, payload, task) };
  }

  /** All that a task needs to have succeeded with an output. */
  success(task: string, output: Json): readonly BackendEvent[] {
    const hash = hashJson(output);
    return [
      this.event('task.created', { task_type: 'deterministic', budget: account() }, task),
      this.event('task.ready', {}, task),
      this.event('task.started', { stage: 'DETERMINISTIC_EXECUTION', input_hash: hash }, task),
      this.event('task.completed', { output_hash: hash, output_bytes: 1, execution_ms: 1, budget: account() }, task),
    ];
  }

  outcome(output: Json, change: Partial<RunEventPayload<'run.completed'>> = {}): BackendEvent {
    const event = this.make('run.completed', {
      status: 'success',
      stop_reason: null,
      failed_task: null,
      output_hash: hashJson(output),
      graph_hash: this.#graph.graph_hash,
      duration_ms: 1,
      ...change,
    });
    return { kind: 'outcome', event, outcome: { final_output: output, error: null } };
  }
}

type Script = (events: EventMaker, context: ExecutionContext, graph: FrozenGraph) => AsyncIterable<BackendEvent>;

/** A backend that does what a test tells it to do. */
export function scriptedBackend(script: Script, issues: readonly Issue[] = []): ExecutionBackend {
  return {
    id: 'scripted',
    specVersion: '1.0',
    validate: async () => issues,
    execute: (graph, context) => script(new EventMaker(graph, context), context, graph),
    health: async () => ({ status: 'healthy', message: 'ready', version: '1.0.0', capacity: 1 }),
    capabilities: async () => ({
      task_types: ['deterministic'],
      context_tokens: null,
      concurrency: 1,
      distributed: false,
    }),
  };
}

/** A graph of deterministic tasks with these ids; the first is the root. */
export function graphOf(...ids: readonly string[]): TaskGraph {
  const tasks = ids.map((id) => ({
    version: '1.0',
    id,
    type: 'deterministic',
    input: { operation: 'value.constant', arguments: {} },
  }));
  const decoded = decode(taskGraphCodec, { kora_version: '1.0.0', graph_id: 'g', root: ids[0], tasks });
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left));
  return decoded.right;
}

export function frozenOf(graph: TaskGraph): FrozenGraph {
  const prepared = prepareGraph(graph);
  if (prepared._tag === 'Left') throw new Error(JSON.stringify(prepared.left));
  return prepared.right;
}
