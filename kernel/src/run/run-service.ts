import type {
  ConnectorDirectory,
  ErrorBody,
  ExecuteRequest,
  ExecutionBackend,
  ExecutionResult,
  FrozenGraph,
  Issue,
  Json,
  OperationLibrary,
  RunContentSink,
  RunEvent,
  TaskGraph,
  TelemetryBundle,
} from '@kora/contracts';
import { type Clock, giveWay, type Logger } from '@kora/plugin-sdk';
import { constructGraph } from './construct.ts';
import { graphRefused, runErrors } from './errors.ts';
import { LiveRun, type ReadEvents, type RunHandle } from './live-run.ts';
import { type AdmittedRun, runPipeline } from './pipeline.ts';
import { queuedBundle } from './queued-bundle.ts';
import { RunQueue } from './run-queue.ts';
import { type EventLog, RunRecorder } from './run-recorder.ts';
import { validateGraph } from './validate.ts';

/** What the run service needs from the rest of the kernel. */
export interface RunServiceParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: { readonly max_concurrent_runs: number; readonly max_queued_runs: number };
  readonly defaults: { readonly backend: string; readonly connector: string | null; readonly model: string | null };
  readonly connectors: ConnectorDirectory;
  operations(): Promise<readonly OperationLibrary[]>;
  backend(id: string): Promise<ExecutionBackend>;
  newRunId(): string;
  /** Opens a run's log. When `end` returns readers see the end; when it resolves a power cut cannot take it. */
  beginLog(runId: string): EventLog & { end(bundle: TelemetryBundle): Promise<void> };
  /** Opens a run's place in the archive. */
  beginContent(
    runId: string,
    frozen: FrozenGraph,
  ): RunContentSink & { end(output: Json, error: ErrorBody | null, isOfRoot: boolean): Promise<void> };
  readonly readEvents: ReadEvents;
}

/** The answer to a validation that runs nothing. */
export interface ValidationAnswer {
  readonly valid: boolean;
  readonly graph_hash: string | null;
  readonly issues: readonly Issue[];
}

/** Deferred, because a recorder needs a log and a log is opened only when the run's turn comes. */
class LateLog implements EventLog {
  #log: EventLog | null = null;
  open(log: EventLog): void {
    this.#log = log;
  }
  append(event: RunEvent): void {
    this.#log?.append(event);
  }
  commit(): void {
    this.#log?.commit();
  }
}

/** Takes graphs in, admits or refuses them, and keeps the runs that are alive. */
export class RunService {
  readonly #parts: RunServiceParts;
  readonly #queue: RunQueue;
  readonly #live = new Map<string, LiveRun>();
  /** Work that is no run and has its turn, or waits for it. */
  readonly #turns = new Set<Promise<unknown>>();
  readonly #closed = new AbortController();
  #closing = false;

  constructor(parts: RunServiceParts) {
    this.#parts = parts;
    this.#queue = new RunQueue(parts.limits);
  }

  /** Runs that are executing, and runs that wait. */
  get counts(): { readonly active: number; readonly queued: number } {
    return { active: this.#queue.active, queued: this.#queue.queued };
  }

  /** A live run, or undefined when it has ended or never was. */
  run(runId: string): RunHandle | undefined {
    return this.#live.get(runId);
  }

  /** Loads the backend that graphs run on and all operations. @throws the error of the registry when one is missing or was refused. */
  async prepare(): Promise<void> {
    await Promise.all([this.#parts.backend(this.#parts.defaults.backend), this.#parts.operations()]);
  }

  /** Layers 1 and 2 without running anything. */
  async validate(graph: TaskGraph, backendId = this.#parts.defaults.backend): Promise<ValidationAnswer> {
    const [backend, operations] = await Promise.all([this.#parts.backend(backendId), this.#parts.operations()]);
    const validated = await validateGraph(graph, backend, operations, new AbortController().signal);
    return validated._tag === 'Left'
      ? { valid: false, graph_hash: null, issues: validated.left.issues }
      : { valid: true, graph_hash: validated.right.graph_hash, issues: [] };
  }

  /**
   * Admits a run. Nothing is written for a graph that is refused.
   * @throws KORA_GRAPH_INVALID or KORA_GRAPH_VERSION with every issue, KORA_RUN_QUEUE_FULL, KORA_RUN_CLOSING, or the error of
   * the registry when the backend is missing or was refused.
   */
  async submit(request: ExecuteRequest): Promise<RunHandle> {
    const { clock, defaults } = this.#parts;
    const controller = new AbortController();
    this.#assertOpen();
    const backendId = request.execution_options?.backend ?? defaults.backend;
    const [backend, operations] = await Promise.all([this.#parts.backend(backendId), this.#parts.operations()]);

    const received = clock.monotonic();
    const graph = constructGraph(request);
    const constructed = clock.monotonic();
    const validated = await validateGraph(graph, backend, operations, controller.signal);
    if (validated._tag === 'Left') throw graphRefused(validated.left.issues, validated.left.mismatch);
    const admitted = clock.monotonic();
    this.#assertOpen();

    const frozen = validated.right;
    const runId = this.#parts.newRunId();
    const traceId = frozen.graph.metadata?.trace_id ?? runId;
    const log = new LateLog();
    const recorder = new RunRecorder(log);
    const execute = async (): Promise<ExecutionResult> => {
      await this.#queue.acquire(controller.signal, (position) =>
        recorder.show({ event_type: 'run.queued', run_id: runId, position }),
      );
      try {
        const file = this.#parts.beginLog(runId);
        log.open(file);
        const began = performance.now();
        const content = this.#parts.beginContent(runId, frozen);
        await giveWay(began);
        const model = request.execution_options?.model ?? defaults.model;
        const connector = request.execution_options?.connector ?? defaults.connector;
        const hints = { ...(model === null ? {} : { model }), ...(connector === null ? {} : { connector }) };
        const { connectors } = this.#parts;
        const run: AdmittedRun = {
          frozen,
          backend,
          recorder,
          clock,
          log: this.#parts.log,
          context: {
            run_id: runId,
            trace_id: traceId,
            hints,
            signal: controller.signal,
            connectors,
            operations,
            content,
          },
          spent: {
            task_construction_ms: constructed - received,
            dag_validation_ms: admitted - constructed,
            queue_ms: clock.monotonic() - admitted,
          },
        };
        const result = await runPipeline(run);
        // The answer is there and on record; that its contents could not be kept is no reason to withhold it.
        const { output_hash } = result.telemetry;
        const isOfRoot =
          output_hash !== null && recorder.telemetry.task(frozen.graph.root)?.output_hash === output_hash;
        await content.end(result.final_output, result.error, isOfRoot).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          this.#parts.log.error('the contents of a run could not be kept', { run_id: runId, reason });
        });
        // Readers see the end now, and a crash of Studio cannot take it. Waiting for the disk as well would add its latency to
        // every answer; what it protects against is a power cut in these milliseconds (docs/decisions/0010).
        file.end(result.telemetry).catch((error: unknown) => this.#notRecorded(runId, error));
        return result;
      } finally {
        this.#queue.release();
        this.#live.delete(runId);
        recorder.followers.end();
      }
    };
    const result = execute();
    // Whoever waits for the result hears of a failed record; nobody waiting must not take the process down.
    result.catch((error: unknown) => this.#notRecorded(runId, error));
    const queued = () => queuedBundle(frozen, runId, traceId, backend.id, clock.now());
    const live = new LiveRun({ runId, recorder, controller, read: this.#parts.readEvents, queued, result });
    this.#live.set(runId, live);
    return live;
  }

  /**
   * Does other work that weighs as much as a run, in a run's place and turn.
   * @throws KORA_RUN_QUEUE_FULL, KORA_RUN_CLOSING, the signal's reason.
   */
  async inTurn<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const turn = this.#takeTurn(signal, work);
    this.#turns.add(turn);
    return turn.finally(() => this.#turns.delete(turn));
  }

  async #takeTurn<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const either = AbortSignal.any([signal, this.#closed.signal]);
    await this.#queue.acquire(either);
    try {
      if (this.#closing) throw runErrors.KORA_RUN_CLOSING({});
      either.throwIfAborted();
      return await work(either);
    } finally {
      this.#queue.release();
    }
  }

  /** Refuses new runs, and waits until the live ones have come to their ends by themselves. */
  async finish(): Promise<void> {
    this.#closing = true;
    await Promise.allSettled([...this.#turns, ...[...this.#live.values()].map((run) => run.result)]);
  }

  /** Refuses new runs, cancels the live ones and waits for their ends. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#closed.abort(runErrors.KORA_RUN_CLOSING({}));
    const live = [...this.#live.values()];
    for (const run of live) run.cancel();
    await Promise.allSettled(live.map((run) => run.result));
  }

  #notRecorded(run_id: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#parts.log.error('a run could not be put on record', { run_id, reason });
  }

  #assertOpen(): void {
    if (this.#closing) throw runErrors.KORA_RUN_CLOSING({});
    this.#queue.assertRoom();
  }
}
