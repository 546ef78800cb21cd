import {
  hashJson,
  type Json,
  type RunDetails,
  type RunEvent,
  type RunEventPayload,
  type RunEventType,
  runSummaryOf,
  TelemetryReducer,
} from '@kora/contracts';
import t from 'tap';
import { diffRuns } from '../../src/cli/diff/diff-runs.ts';

const none = { tokens: 0, time_ms: 0, retries: 0 };
const budget = { declared: none, consumed: none, remaining: none };

/** A run of one task that gave `output`. */
function runOf(run_id: string, output: Json, graph = 'g', kept = true, task = 'a'): RunDetails {
  const reducer = new TelemetryReducer();
  let seq = 0;
  const tell = <T extends RunEventType>(event_type: T, payload: RunEventPayload<T>, task_id?: string) => {
    const place = { run_id, graph_id: graph, attempt_index: 0, seq, ...(task_id === undefined ? {} : { task_id }) };
    const envelope = { event_id: `${run_id}:${seq++}`, timestamp: '2026-01-01T00:00:00.000Z', ...place };
    reducer.apply({ ...envelope, event_type, payload } as RunEvent);
  };
  const graph_hash = hashJson(graph);
  const started = { kora_version: '1.0.0', contract_version: '1.0.0', backend: 'local', trace_id: 't', root: 'a' };
  const times = { task_construction_ms: 1, dag_validation_ms: 1, queue_ms: 1, task_count: 1, budget: {} };
  tell('run.started', { ...started, ...times, graph_hash });
  tell('task.created', { task_type: 'deterministic', budget }, task);
  tell('task.started', { stage: 'DETERMINISTIC_EXECUTION', input_hash: graph_hash }, 'a');
  tell('task.completed', { output_hash: hashJson(output), output_bytes: 1, execution_ms: seq, budget }, 'a');
  const end = { status: 'success', stop_reason: null, failed_task: null, duration_ms: run_id.length } as const;
  tell('run.completed', { ...end, output_hash: hashJson(output), graph_hash });
  const telemetry = reducer.bundle();
  if (telemetry === null) throw new Error('the run never started');
  const contents = { graph: null, inputs: {}, model_answers: {}, outputs: { a: output } };
  const ended = { final_output: output, error: null, complete: true };
  return { summary: runSummaryOf(telemetry), telemetry, contents: kept ? { ...contents, ...ended } : null };
}

t.test('runs that differ in nothing but their times are the same', (t) => {
  const found = diffRuns(runOf('run_short', 1), runOf('run_much_longer', 1));
  t.match(found, { a: 'run_short', b: 'run_much_longer', same: true, same_graph: true, same_output: true, tasks: [] });
  t.match(
    found.run.filter(({ same }) => !same),
    [{ fact: 'total_latency_ms', a: 9, b: 15 }],
    'and the times are still told',
  );
  t.end();
});

t.test('another output is shown for the run and for its task, hash and value', (t) => {
  const found = diffRuns(runOf('run_aaaaa', 1), runOf('run_bbbbb', { x: 2 }));
  t.match(found, { same: false, same_graph: true, same_output: false });
  t.same(
    found.tasks.map(({ task_id, fact }) => `${task_id} ${fact}`),
    ['a output_hash', 'a output'],
  );
  t.match(
    found.run.find(({ fact }) => fact === 'final_output'),
    { a: 1, b: { x: 2 }, same: false },
  );
  const forgotten = diffRuns(runOf('run_aaaaa', 1, 'g', false), runOf('run_bbbbb', 2, 'g', false));
  t.match(forgotten, { same: false, same_output: false }, 'hashes tell it when contents were not kept');
  t.end();
});

t.test('another graph is another run, whatever came out', (t) => {
  const found = diffRuns(runOf('run_aaaaa', 1), runOf('run_bbbbb', 1, 'h'));
  t.match(found, { same: false, same_graph: false, same_output: true });
  t.end();
});

t.test('a task that is named like what every object has, and left no output, has none', (t) => {
  const [a, b] = ['run_aaaaa', 'run_bbbbb'].map((id) => runOf(id, 1, 'g', true, 'constructor'));
  if (a?.contents == null || b?.contents == null) throw new Error('their contents were kept');
  const outputs: Record<string, Json> = Object.fromEntries([['constructor', 5]]);
  const found = diffRuns(a, { ...b, contents: { ...b.contents, outputs } }).tasks.filter(
    ({ fact }) => fact === 'output',
  );
  t.match(found, [{ task_id: 'constructor', a: null, b: 5 }]);
  t.end();
});
