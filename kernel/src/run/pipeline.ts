import {
  CONTRACT_VERSION,
  canonicalJson,
  type ErrorBody,
  type ExecutionBackend,
  type ExecutionContext,
  type ExecutionResult,
  type FrozenGraph,
  type Json,
  type RunEvent,
  type RunEventOf,
  type RunOutcome,
  sha256Hex,
} from '@kora/contracts';
import { type Clock, giveWay, isKoraError, type KoraError, type Logger, nextTurn } from '@kora/plugin-sdk';
import { closeOpenTasks } from './close-open-tasks.ts';
import { runErrors } from './errors.ts';
import { refusalOf } from './result-guard.ts';
import { RunEvents } from './run-events.ts';
import type { RunRecorder } from './run-recorder.ts';

/** One admitted run: a frozen graph (layers 1 and 2 are behind it), the backend that executes it, and where it is recorded. */
export interface AdmittedRun {
  readonly frozen: FrozenGraph;
  readonly backend: ExecutionBackend;
  readonly context: ExecutionContext;
  readonly recorder: RunRecorder;
  readonly clock: Clock;
  readonly log: Logger;
  /** Milliseconds that this run spent before it came here. */
  readonly spent: {
    readonly task_construction_ms: number;
    readonly dag_validation_ms: number;
    readonly queue_ms: number;
  };
}

type Completed = { readonly event: RunEventOf<'run.completed'>; readonly outcome: RunOutcome };

/** Layers 3 to 6 belong to the backend: deterministic tasks, model calls, schema validation, aggregation. */
async function executeWithBackend(run: AdmittedRun): Promise<Completed | KoraError> {
  const { backend, frozen, context, recorder, log } = run;
  try {
    for await (const item of backend.execute(frozen, context)) {
      if (item.kind === 'event') recorder.record(item.event);
      else if (item.kind === 'delta') recorder.show(item.delta);
      else if (item.kind === 'queued') recorder.show(item.queued);
      else if (item.kind === 'loading') recorder.show(item.loading);
      else if (item.event.event_type === 'run.completed') return { event: item.event, outcome: item.outcome };
    }
    return runErrors.KORA_BACKEND_FAILED({ backend: backend.id, reason: 'it ended without an outcome' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.error('backend broke off', { backend: backend.id, run_id: context.run_id, reason });
    return isKoraError(error) ? error : runErrors.KORA_BACKEND_FAILED({ backend: backend.id, reason }, error);
  }
}

/** Bytes of a final output that is read, printed and hashed in turns of their own. */
const LARGE_OUTPUT = 65_536;

async function outputHashOf({ frozen, recorder }: AdmittedRun, output: Json): Promise<string> {
  const bytes = recorder.telemetry.task(frozen.graph.root)?.output_bytes ?? 0;
  if (bytes > LARGE_OUTPUT) await nextTurn();
  const began = performance.now();
  const canonical = canonicalJson(output);
  await giveWay(began);
  return sha256Hex(canonical);
}

/** The result guard: nothing leaves that telemetry does not account for. */
async function guardResult(run: AdmittedRun, completed: Completed): Promise<KoraError | null> {
  const { event: last, outcome } = completed;
  const outputHash = last.payload.output_hash;
  const wrongOutput = outputHash !== null && outputHash !== (await outputHashOf(run, outcome.final_output));
  const reason = wrongOutput
    ? 'its final output is not the one that telemetry names'
    : refusalOf({ frozen: run.frozen, telemetry: run.recorder.telemetry, last, budgets: run.recorder.budgets });
  return reason === null ? null : runErrors.KORA_RUN_RESULT_REFUSED({ backend: run.backend.id, reason });
}

/**
 * The way of a request, all seven layers in order. 1 construct and 2 validate have made `run.frozen` (see run-service.ts);
 * this function starts the record, lets the backend do 3 to 6 (deterministic, model, schema validation, aggregation), feeds
 * 7 telemetry with every event before the backend may go on, and passes the result through the guard. No layer can bypass
 * another: a backend sees connectors only through its context, and its next step waits for the record of the last.
 * Never rejects: a fault becomes a failed result.
 */
export async function runPipeline(run: AdmittedRun): Promise<ExecutionResult> {
  const { frozen, backend, context, recorder, clock } = run;
  const events = new RunEvents(context.run_id, frozen.graph.graph_id, clock, recorder);
  const startedAt = clock.monotonic();

  recorder.record(
    events.make('run.started', {
      kora_version: frozen.graph.kora_version,
      contract_version: CONTRACT_VERSION,
      backend: backend.id,
      graph_hash: frozen.graph_hash,
      trace_id: context.trace_id,
      root: frozen.graph.root,
      task_count: frozen.graph.tasks.length,
      budget: frozen.graph.budget ?? {},
      ...run.spent,
    }),
  );

  const executed = await executeWithBackend(run);
  const refused = 'outcome' in executed ? await guardResult(run, executed) : executed;

  let outcome: RunOutcome;
  let last: RunEvent;
  if ('outcome' in executed && refused === null) {
    ({ outcome, event: last } = executed);
  } else {
    const error: ErrorBody | null = refused?.toBody() ?? null;
    closeOpenTasks(frozen, recorder, events, context.signal.aborted);
    outcome = { final_output: null, error };
    last = events.make('run.completed', {
      status: context.signal.aborted ? 'cancelled' : 'failed',
      stop_reason: context.signal.aborted ? null : 'EXECUTION_FAILURE',
      failed_task: null,
      output_hash: null,
      graph_hash: frozen.graph_hash,
      duration_ms: clock.monotonic() - startedAt,
    });
  }
  recorder.record(last);
  return resultOf(run, outcome.final_output, outcome.error);
}

function resultOf(run: AdmittedRun, final_output: Json, error: ErrorBody | null): ExecutionResult {
  const telemetry = run.recorder.bundle();
  // The record was started above, so there is a bundle; a run without one would be a fault of this file.
  if (telemetry === null) throw new Error('the run was never started');
  const status = telemetry.status === 'success' || telemetry.status === 'cancelled' ? telemetry.status : 'failed';
  return {
    status,
    stop_reason: telemetry.stop_reason,
    final_output,
    telemetry,
    execution_metadata: {
      run_id: run.context.run_id,
      trace_id: run.context.trace_id,
      backend: run.backend.id,
      graph_hash: run.frozen.graph_hash,
      duration_ms: telemetry.summary.total_latency_ms,
    },
    error,
  };
}
