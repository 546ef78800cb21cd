import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import {
  type BackendEvent,
  type Connector,
  decode,
  type ExecutionContext,
  type FrozenGraph,
  foldTelemetry,
  type Issue,
  type ModelDelta,
  type ModelLoading,
  type ModelQueued,
  type OperationLibrary,
  prepareGraph,
  type RunEvent,
  type RunOutcome,
  runEventCodec,
  type TaskTelemetry,
  type TelemetryBundle,
  taskGraphCodec,
} from '@kora/contracts';
import { connectorDirectory, fakeLogger, memoryContentSink } from '@kora/plugin-sdk/testing';
import type { BackoffPolicy } from '../../src/adapter/backoff.ts';
import type { BreakerPolicy } from '../../src/adapter/circuit-breaker.ts';
import { LocalBackend } from '../../src/local-backend.ts';
import type { CpuPool } from '../../src/pool/cpu-pool.ts';
import { HostedPool } from '../../src/pool/hosted-pool.ts';
import { QuarantiningPool } from '../../src/pool/quarantining-pool.ts';
import { WorkerPool } from '../../src/pool/worker-pool.ts';
import { testLibrary } from './test-library.ts';

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
const workerFile = source('realm/worker.ts');
const hostFile = source('pool/host.ts');
const execArgv = ['--conditions=kora-source', '--disable-warning=ExperimentalWarning'];

/** Worker threads in the test's own process: quick to start, but a fatal allocation would end the test. */
export function threads(width = 2): CpuPool {
  return new WorkerPool({ workerFile, width, memory_mb: 128, idle_ms: 5_000 });
}

/** The pool of the product, run from source. */
export function processes(width = 2): CpuPool {
  const options = { hostFile, workerFile, memory_mb: 64, execArgv, idle_ms: 5_000 };
  return new QuarantiningPool(new HostedPool({ ...options, width }), new HostedPool({ ...options, width: 1 }));
}

/** A backend with real time, over a pool that the caller closes. */
export function backendOver(
  pool: CpuPool,
  {
    breaker,
    backoff = { base_ms: 4, max_ms: 20 },
    monotonic = () => performance.now(),
    ...more
  }: { calls_per_connector?: number; breaker?: BreakerPolicy; backoff?: BackoffPolicy; monotonic?: () => number } = {},
): LocalBackend {
  return new LocalBackend({
    pool,
    clock: { now: () => new Date(), monotonic },
    log: fakeLogger(),
    settings: {
      calls_per_connector: 1,
      max_output_length: 100_000,
      reused_answers: 3,
      reused_answers_length: 1_000,
      ...more,
    },
    version: '0.0.0',
    backoff,
    ...(breaker === undefined ? {} : { breaker }),
  });
}

/** A task or graph as a person would write it, before any decoding. */
export type Draft = Readonly<Record<string, unknown>>;

/** A deterministic task. */
export function operation(id: string, name: string, args: Draft = {}, more: Draft = {}): Draft {
  return { version: '1.0', id, type: 'deterministic', input: { operation: name, arguments: args }, ...more };
}

/** A model task that asks one thing. */
export function model(id: string, more: Draft = {}): Draft {
  const input = { messages: [{ role: 'user', content: 'Say something.' }] };
  const budget = { max_tokens: 100, max_time_ms: 20_000, max_retries: 0 };
  return { version: '1.0', id, type: 'model', input, budget, schema: { type: 'string' }, ...more };
}

/** Decodes, validates and freezes a graph whose root is its last task. @throws Error with the issues of a wrong graph. */
export function freeze(tasks: readonly Draft[], more: Draft = {}): FrozenGraph {
  const draft = { kora_version: '1.0.0', graph_id: 'test', root: tasks.at(-1)?.id, tasks, ...more };
  const decoded = decode(taskGraphCodec, draft);
  const fail = (issues: readonly Issue[]) => new Error(JSON.stringify(issues));
  if (decoded._tag === 'Left') throw fail(decoded.left);
  const prepared = prepareGraph(decoded.right);
  if (prepared._tag === 'Left') throw fail(prepared.left);
  return prepared.right;
}

/** Everything that a run left behind. */
export interface Finished {
  readonly events: readonly RunEvent[];
  readonly deltas: readonly ModelDelta[];
  readonly queued: readonly ModelQueued[];
  readonly loading: readonly ModelLoading[];
  readonly outcome: RunOutcome;
  readonly bundle: TelemetryBundle;
  readonly content: ReturnType<typeof memoryContentSink>;
  task(id: string): TaskTelemetry;
}

/** How a run is set up. */
export interface RunOptions {
  readonly connectors?: readonly Connector[];
  readonly hints?: ExecutionContext['hints'];
  readonly signal?: AbortSignal;
  readonly operations?: readonly OperationLibrary[];
  readonly recorded?: NonNullable<ExecutionContext['recorded']>;
  /** Members of the archive that are replaced. */
  readonly content?: Partial<ExecutionContext['content']>;
  /** Told of every accepted output, before its event is written. */
  onOutput?(): void;
  /** Sees every item of the stream before the next is asked for. */
  onItem?(item: BackendEvent): void | Promise<void>;
}

/** Runs a graph as the kernel does, checking each event against its codec. */
export async function run(backend: LocalBackend, graph: FrozenGraph, options: RunOptions = {}): Promise<Finished> {
  const content = memoryContentSink();
  const context: ExecutionContext = {
    run_id: 'run-for-a-test',
    trace_id: 'trace',
    hints: options.hints ?? {},
    signal: options.signal ?? new AbortController().signal,
    connectors: connectorDirectory(options.connectors ?? []),
    operations: options.operations ?? [testLibrary],
    content: {
      ...content,
      output(id, value) {
        content.output(id, value);
        options.onOutput?.();
      },
      ...options.content,
    },
    ...(options.recorded === undefined ? {} : { recorded: options.recorded }),
  };
  const events: RunEvent[] = [startOf(graph)];
  const deltas: ModelDelta[] = [];
  const queued: ModelQueued[] = [];
  const loading: ModelLoading[] = [];
  let outcome: RunOutcome | null = null;
  for await (const item of backend.execute(graph, context)) {
    if (item.kind === 'delta') deltas.push(item.delta);
    else if (item.kind === 'queued') queued.push(item.queued);
    else if (item.kind === 'loading') loading.push(item.loading);
    else events.push(item.event);
    if (item.kind === 'outcome') outcome = item.outcome;
    await options.onItem?.(item);
  }
  for (const event of events) {
    const decoded = decode(runEventCodec, JSON.parse(JSON.stringify(event)));
    if (decoded._tag === 'Left') throw new Error(`${event.event_type}: ${JSON.stringify(decoded.left)}`);
  }
  const bundle = foldTelemetry(events);
  if (outcome === null || bundle === null) throw new Error('the run had no outcome');
  const task = (id: string) => {
    const found = bundle.tasks.find(({ task_id }) => task_id === id);
    if (found === undefined) throw new Error(`no telemetry of ${id}`);
    return found;
  };
  return { events, deltas, queued, loading, outcome, bundle, content, task };
}

/** Event 0, which the kernel writes. */
function startOf(graph: FrozenGraph): RunEvent {
  return {
    event_id: 'run-for-a-test:0',
    event_type: 'run.started',
    timestamp: new Date().toISOString(),
    run_id: 'run-for-a-test',
    graph_id: graph.graph.graph_id,
    attempt_index: 0,
    seq: 0,
    payload: {
      kora_version: '1.0.0',
      contract_version: '1.0.0',
      backend: 'local',
      graph_hash: graph.graph_hash,
      trace_id: 'trace',
      root: graph.graph.root,
      task_count: graph.graph.tasks.length,
      budget: graph.graph.budget ?? {},
      task_construction_ms: 0,
      dag_validation_ms: 0,
      queue_ms: 0,
    },
  };
}
