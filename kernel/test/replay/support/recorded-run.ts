import { hashJson, type RunEvent, type RunEventPayload } from '@kora/contracts';
import type { RecordedCall } from '../../../src/replay/recorded-call.ts';
import type { RecordedRun } from '../../../src/replay/replay-run.ts';
import { account, frozenOf, graphOf, scriptedBackend } from '../../run/support/scripted-backend.ts';
import { serviceOver } from '../../run/support/service.ts';

/** What the scripted operation takes and gives. */
const INPUT = { operation: 'value.constant', arguments: {} };
const OUTPUT = { n: 1 };

/** A backend with one operation, in a version and with a result that a test may change. */
export function backendOf(version = '1.0.0', output: object = OUTPUT) {
  return scriptedBackend(async function* (events) {
    const start = { operation: 'value.constant', operation_version: version, input_hash: hashJson(INPUT) };
    const budget = account();
    const hash = hashJson(output);
    yield events.event('task.created', { task_type: 'deterministic', budget }, 'a');
    yield events.event('task.started', { stage: 'DETERMINISTIC_EXECUTION', ...start }, 'a');
    yield events.event('task.completed', { output_hash: hash, output_bytes: 7, execution_ms: 1, budget }, 'a');
    yield events.outcome({ ...output });
  });
}

/** A run of {@link backendOf}, with log and archive as the kernel would have kept them. */
export async function recordedRun(): Promise<RecordedRun> {
  const graph = graphOf('a');
  const { service, logs } = serviceOver(backendOf());
  const run = await service.submit({ api_version: '1.0', taskgraph: graph });
  const { telemetry } = await run.result;
  const { graph: normal, graph_hash } = frozenOf(graph);
  const archived = {
    graph: normal,
    graph_hash,
    inputs: new Map([['a', [INPUT]]]),
    model_answers: new Map(),
    outputs: new Map([['a', OUTPUT]]),
    final_output: OUTPUT,
    error: null,
    complete: true,
  };
  return { telemetry, events: logs.get(run.run_id) ?? [], archived };
}

type Ended = RunEventPayload<'model.invocation.completed'>;
const of = { seed: null, parameters: {}, structured_output: 'none', tokens_source: 'reported' } as const;
const model = { connector: 'c', model_id: 'm', digest: null, ...of };

/** A call that asked something with this key and was answered with this text. */
export function recordedCall(task_id: string, key: string, text: string, change: Partial<Ended> = {}): RecordedCall {
  const asked = { model, tokens_in: 3, tokens_reserved: 9, warnings: [], budget: account() };
  const judged = { outcome: 'accepted', error_code: null, retryable: false } as const;
  const times = { duration_ms: 1, time_to_first_token_ms: 1 };
  const ended = { model, ...judged, tokens_in: 3, tokens_out: 2, ...times, warnings: [], budget: account(), ...change };
  return { task_id, attempt_index: 0, key, asked, ended, text };
}

/** The event with which a replay announces a call. */
export function announcement(task_id: string): RunEvent {
  const { asked: payload } = recordedCall(task_id, '', '');
  const envelope = { event_id: 'run_replayed:1', timestamp: '2026-01-01T00:00:00.000Z', run_id: 'run_replayed' };
  const place = { graph_id: 'g', task_id, attempt_index: 0, seq: 1 };
  return { ...envelope, ...place, event_type: 'model.invocation.started', payload };
}
