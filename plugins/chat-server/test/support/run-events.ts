import type { RunEvent, RunEventPayload, RunEventType } from '@kora/contracts';

const HASH = 'a'.repeat(64);
const AMOUNT = { tokens: 10, time_ms: 5_000, retries: 0 };
const BUDGET = { declared: AMOUNT, consumed: { tokens: 0, time_ms: 0, retries: 0 }, remaining: AMOUNT };
const MODEL = {
  connector: 'fake',
  model_id: 'small',
  digest: null,
  seed: null,
  parameters: {},
  structured_output: 'none',
  tokens_source: 'counted',
} as const;

/** What a run of one model task tells, from its start to its end. */
export function answeredEvents(
  run_id: string,
  { calls, cancelled, fails }: { readonly calls: number; readonly cancelled: boolean; readonly fails: boolean },
): RunEvent[] {
  let seq = 0;
  const event = <T extends RunEventType>(event_type: T, payload: RunEventPayload<T>, task_id?: string) =>
    ({
      event_id: `${run_id}-${seq}`,
      event_type,
      timestamp: '2026-01-01T00:00:00.000Z',
      run_id,
      graph_id: 'chat',
      ...(task_id === undefined ? {} : { task_id }),
      attempt_index: 0,
      seq: seq++,
      payload,
    }) as RunEvent;
  const start = {
    kora_version: '1.0.0',
    contract_version: '1.0.0',
    backend: 'local',
    graph_hash: HASH,
    trace_id: run_id,
    root: 'answer',
    task_count: 1,
    budget: {},
    task_construction_ms: 0,
    dag_validation_ms: 0,
    queue_ms: 0,
  };
  const called = () => [
    event(
      'model.invocation.started',
      { model: MODEL, tokens_in: 7, tokens_reserved: 10, warnings: [], budget: BUDGET },
      'answer',
    ),
    event(
      'model.invocation.completed',
      {
        model: MODEL,
        outcome: cancelled ? 'cancelled' : 'accepted',
        error_code: null,
        retryable: false,
        tokens_in: 7,
        tokens_out: 2,
        duration_ms: 3,
        time_to_first_token_ms: 1,
        warnings: [],
        budget: BUDGET,
      },
      'answer',
    ),
  ];
  const failed = {
    status: 'failed',
    stop_reason: 'VALIDATION_ERROR',
    error_code: 'X',
    execution_ms: 1,
    budget: BUDGET,
  } as const;
  const done = { output_hash: HASH, output_bytes: 10, execution_ms: 1, budget: BUDGET };
  const last = () => {
    if (cancelled) return event('task.cancelled', { budget: BUDGET }, 'answer');
    return fails ? event('task.failed', failed, 'answer') : event('task.completed', done, 'answer');
  };
  const type = calls > 0 ? 'model' : 'deterministic';
  return [
    event('run.started', start),
    event('task.created', { task_type: type, budget: BUDGET }, 'answer'),
    event(
      'task.started',
      { stage: calls > 0 ? 'MODEL_INVOCATION' : 'DETERMINISTIC_EXECUTION', input_hash: HASH },
      'answer',
    ),
    ...Array.from({ length: calls }, called).flat(),
    last(),
    event('run.completed', {
      status: cancelled ? 'cancelled' : fails ? 'failed' : 'success',
      stop_reason: fails ? 'VALIDATION_ERROR' : null,
      failed_task: fails ? 'answer' : null,
      output_hash: HASH,
      graph_hash: HASH,
      duration_ms: 4,
    }),
  ];
}
