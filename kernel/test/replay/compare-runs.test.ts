import type { TaskTelemetry, TelemetryBundle } from '@kora/contracts';
import t from 'tap';
import { compareRuns } from '../../src/replay/compare-runs.ts';
import { recordedRun } from './support/recorded-run.ts';

const { telemetry } = await recordedRun();
const [task] = telemetry.tasks;
if (task === undefined) throw new Error('the run has no task');
const other = 'f'.repeat(64);

const withTasks = (...tasks: readonly TaskTelemetry[]): TelemetryBundle => ({ ...telemetry, tasks });

t.test('times make no difference', (t) => {
  const later = { ...task, started_at: '2030-01-01T00:00:00.000Z', finished_at: null, duration_ms: 99, queue_ms: 9 };
  const again = { ...withTasks(later), run_id: 'run_another', started_at: '2030-01-01T00:00:00.000Z' };
  t.same(compareRuns(telemetry, again, ['a']), { identical: true, first_difference: null, differences: 0 });
  t.end();
});

t.test('every other change is found and named', (t) => {
  const attempt = { attempt_index: 0, outcome: 'empty', error_code: null, retryable: true } as const;
  const attempts = [{ ...attempt, backoff_ms: 0, duration_ms: 1, tokens_in: 1, tokens_out: 0 }];
  const changes: readonly (readonly [string, Partial<TaskTelemetry>])[] = [
    ['/operation_version', { operation_version: '2.0.0' }],
    ['/input_hash', { input_hash: other }],
    ['/attempts/0', { attempts }],
    ['/validation_status', { validation_status: 'fail' }],
    ['/stages/2', { stages: ['TASK_CONSTRUCTED', 'DAG_VALIDATED', 'AGGREGATION', 'TASK_COMPLETED'] }],
    ['/output_hash', { output_hash: other }],
    ['/output_bytes', { output_bytes: 8 }],
    ['/status', { status: 'timeout' }],
    ['/stop_reason', { stop_reason: 'TIMEOUT' }],
    ['/error_code', { error_code: 'KORA_OPERATION_FAILED' }],
  ];
  for (const [path, change] of changes) {
    const found = compareRuns(telemetry, withTasks({ ...task, ...change }), ['a']);
    t.match(found, { identical: false, differences: 1, first_difference: { task_id: 'a', path } });
  }
  const ends: readonly (readonly [string, Partial<TelemetryBundle>])[] = [
    ['/graph_hash', { graph_hash: other }],
    ['/status', { status: 'failed' }],
    ['/stop_reason', { stop_reason: 'TIMEOUT' }],
    ['/output_hash', { output_hash: other }],
  ];
  for (const [path, change] of ends) {
    const found = compareRuns(telemetry, { ...telemetry, ...change }, ['a']);
    t.match(found, { identical: false, differences: 1, first_difference: { task_id: null, path } });
  }
  t.end();
});

t.test('the first difference is that of the first task in the order of the graph', (t) => {
  const named = (...ids: readonly string[]) => ids.map((task_id) => ({ ...task, task_id }));
  const wrong = named('z', 'm', 'a').map((one) => (one.task_id === 'm' ? one : { ...one, output_hash: other }));
  const found = compareRuns(withTasks(...named('a', 'm', 'z')), withTasks(...wrong), ['m', 'z', 'a']);
  const first_difference = { task_id: 'z', path: '/output_hash', recorded: task.output_hash, replayed: other };
  t.same(found, { identical: false, differences: 2, first_difference });
  const missing = compareRuns(withTasks(...named('a', 'm')), withTasks(...named('a', 'z')), ['a', 'm']);
  t.match(missing, { differences: 2, first_difference: { task_id: 'm', path: '', replayed: null } });
  t.end();
});
