import type { RunEvent, RunEventPayload, RunEventType } from '@kora/contracts';
import { newRunId } from '../../src/telemetry/index.ts';

const HASH = 'a'.repeat(64);
const AMOUNT = { tokens: 0, time_ms: 5_000, retries: 0 };
const BUDGET = { declared: AMOUNT, consumed: { tokens: 0, time_ms: 0, retries: 0 }, remaining: AMOUNT };
const START = Date.parse('2026-03-04T05:06:07.000Z');

/** A clock that stands at a moment. */
export function clockAt(milliseconds: number) {
  return { now: () => new Date(milliseconds), monotonic: () => milliseconds };
}

/** The id of the run that began at this second of the tests' time; always the same one. */
export function runIdAt(second: number): string {
  const id = newRunId(clockAt(START + second * 1_000));
  return id.slice(0, -20) + second.toString(16).padStart(20, '0');
}

/** What a run of deterministic tasks writes; `end` false leaves it without its last event. */
export function* eventsOf(
  run_id: string,
  tasks: number,
  end: 'success' | 'failed' | 'cancelled' | false = 'success',
): Generator<RunEvent> {
  let seq = 0;
  const event = <T extends RunEventType>(event_type: T, payload: RunEventPayload<T>, task_id?: string) =>
    ({
      event_id: `${run_id}-${seq}`,
      event_type,
      timestamp: new Date(START + seq).toISOString(),
      run_id,
      graph_id: 'graph',
      ...(task_id === undefined ? {} : { task_id }),
      attempt_index: 0,
      seq: seq++,
      payload,
    }) as RunEvent;
  yield event('run.started', {
    kora_version: '1.0.0',
    contract_version: '1.0.0',
    backend: 'local',
    graph_hash: HASH,
    trace_id: run_id,
    root: 't0',
    task_count: tasks,
    budget: {},
    task_construction_ms: 0.5,
    dag_validation_ms: 0.25,
    queue_ms: 0,
  });
  for (let i = 0; i < tasks; i++) {
    yield event('task.created', { task_type: 'deterministic', budget: BUDGET }, `t${i}`);
    yield event('task.ready', {}, `t${i}`);
    yield event('task.started', { stage: 'DETERMINISTIC_EXECUTION', input_hash: HASH }, `t${i}`);
    yield event(
      'task.completed',
      { output_hash: HASH, output_bytes: 10, execution_ms: 0.125, budget: BUDGET },
      `t${i}`,
    );
  }
  if (end === false) return;
  const stop_reason = end === 'failed' ? 'TIMEOUT' : null;
  yield event('run.completed', {
    status: end,
    stop_reason,
    failed_task: null,
    output_hash: HASH,
    graph_hash: HASH,
    duration_ms: 12.5,
  });
}
