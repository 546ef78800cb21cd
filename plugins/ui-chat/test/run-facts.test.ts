import type { TaskTelemetry, TelemetryBundle } from '@kora/contracts';
import t from 'tap';
import { runFacts, taskFacts, taskTitle, taskTroubles } from '../src/browser/message/run-facts.ts';
import { shownTasks } from '../src/browser/message/shown-tasks.ts';

const HASH = 'a'.repeat(64);
const AMOUNT = { tokens: 40, time_ms: 5_000, retries: 0 };
const TASK: TaskTelemetry = {
  task_id: 'answer',
  task_name: 'Answer the message',
  task_type: 'model',
  status: 'success',
  stop_reason: null,
  error_code: null,
  operation: null,
  operation_version: null,
  started_at: null,
  finished_at: null,
  duration_ms: 20,
  queue_ms: 0,
  tokens_in: 7,
  tokens_out: 2,
  retry_count: 0,
  validation_status: 'pass',
  validation_errors: [],
  input_hash: HASH,
  output_hash: null,
  output_bytes: 1_500,
  budget: { declared: AMOUNT, consumed: { tokens: 2, time_ms: 20, retries: 0 }, remaining: AMOUNT },
  attempts: [],
  stages: [],
  model: {
    connector: 'ollama',
    model_id: 'small',
    digest: `sha256:${HASH}`,
    seed: 7,
    parameters: {},
    structured_output: 'json_schema',
    tokens_source: 'reported',
  },
  warnings: [],
};
const told = (facts: ReturnType<typeof taskFacts>) => facts.map(({ name, value }) => `${name}: ${value}`);

t.test('an item of a list is called by its task and its place, and the task says how many there are', async (t) => {
  t.equal(taskTitle(TASK), 'Answer the message');
  t.equal(taskTitle({ ...TASK, task_name: null }), 'answer');
  t.equal(taskTitle({ ...TASK, item_count: 12 }), 'Answer the message (12 items)');
  t.equal(taskTitle({ ...TASK, task_id: 'answer[3]' }), 'Answer the message, item 4');
  t.equal(taskTitle({ ...TASK, task_id: 'answer[3]', task_name: null }), 'answer, item 4');
});

t.test('a task says what answered, what it used, and the hashes', async (t) => {
  t.same(told(taskFacts(TASK)), [
    'Model: small by ollama · sha256:aaaaaaaaaaaa · seed 7 · output held to its schema · tokens reported',
    'Budget used: 2 tokens of 40, 20 ms of 5.0 s',
    'Validation: passed',
    'Output: 1.5 kB',
    `Input SHA-256: ${HASH}`,
  ]);
  const computed = { ...TASK, task_type: 'deterministic', model: null, validation_status: 'not_run' } as const;
  t.same(told(taskFacts({ ...computed, operation: 'csv.parse', operation_version: '1.0', output_bytes: 0 })), [
    'Operation: csv.parse 1.0',
    `Input SHA-256: ${HASH}`,
  ]);
  const reused = { ...TASK, queue_ms: 30, reused_from: { run_id: 'run_00000001', task_id: 'answer' } };
  t.match(
    told(taskFacts(reused)),
    ['', 'Taken from: answer of run_00000001', '', 'Waited: 30 ms'].map((line) => new RegExp(line)),
  );
});

t.test('how quickly a model wrote is told, as far as it is known', async (t) => {
  const attempt = { attempt_index: 0, outcome: 'accepted', error_code: null, retryable: false, backoff_ms: 0 } as const;
  const generation = (tokens_out: number, duration_ms: number, time_to_first_token_ms?: number) => {
    const first = time_to_first_token_ms === undefined ? {} : { time_to_first_token_ms };
    const attempts = [{ ...attempt, tokens_in: 9, tokens_out, duration_ms, ...first }];
    return told(taskFacts({ ...TASK, attempts })).find((line) => line.startsWith('Generation'));
  };
  t.equal(generation(41, 2_320, 320), 'Generation: first token after 320 ms, then 20 tokens/s');
  t.equal(generation(8, 2_000, 1_000), 'Generation: first token after 1.0 s, then 7.0 tokens/s');
  t.equal(generation(41, 325, 320), 'Generation: first token after 320 ms', 'it came in one piece');
  t.equal(generation(1, 2_000, 320), 'Generation: first token after 320 ms');
  t.equal(generation(41, 2_000), undefined, 'an older record does not say');
});

t.test('what went wrong is told, each attempt of it', async (t) => {
  t.same(taskTroubles(TASK), []);
  const attempt = { error_code: null, retryable: true, backoff_ms: 0, duration_ms: 12, tokens_in: 1, tokens_out: 1 };
  t.same(
    taskTroubles({
      ...TASK,
      error_code: 'KORA_X',
      attempts: [
        { ...attempt, attempt_index: 0, outcome: 'schema_violation' },
        { ...attempt, attempt_index: 1, outcome: 'accepted' },
      ],
      validation_errors: [{ path: '/a', keyword: 'type', message: 'must be number' }],
      warnings: ['The runtime ignores "pattern".'],
    }),
    [
      'Ended with KORA_X.',
      'Attempt 1 ended after 12 ms: schema violation.',
      '/a: must be number',
      'The runtime ignores "pattern".',
    ],
  );
});

t.test('a failure is said in words, and with its code', async (t) => {
  const [line] = taskTroubles({ ...TASK, error_code: 'KORA_TASK_TIMEOUT' });
  t.equal(line, 'It failed: the time was up (KORA_TASK_TIMEOUT).');
});

t.test('of a long list those that failed are shown first of all, in the order of the list', async (t) => {
  const items = Array.from({ length: 300 }, (_, index) => ({
    ...TASK,
    task_id: `each[${index}]`,
    error_code: index === 250 ? 'KORA_X' : null,
  }));
  const tasks = [{ ...TASK, task_id: 'each' }, { ...TASK, task_id: 'after' }, ...items];
  const shown = (most: number) => shownTasks(tasks, most).map(({ task_id }) => task_id);
  t.same(shown(100).slice(0, 2), ['each', 'each[0]'], 'items are behind their task');
  t.same(shown(100).slice(-2), ['each[97]', 'each[250]']);
  t.equal(shown(100).length, 100);
  t.equal(shown(302).at(-1), 'after');
});

t.test('a run says its numbers, and only those that say something', async (t) => {
  const summary: TelemetryBundle['summary'] = {
    total_tasks: 3,
    deterministic_task_count: 2,
    model_task_count: 1,
    aggregation_task_count: 0,
    model_invocation_count: 1,
    model_invocations_avoided: 0,
    tokens_in: 1_234,
    tokens_out: 5,
    total_tokens: 1_239,
    retry_count: 0,
    validation_failures: 0,
    budget_breaches: 0,
    total_latency_ms: 1_200,
    queue_wait_ms: 0.2,
    stage_ms: {
      task_construction: 0,
      dag_validation: 0,
      deterministic_execution: 0,
      model_invocation: 0,
      schema_validation: 0,
      aggregation: 0,
    },
  };
  const bundle: TelemetryBundle = {
    run_id: 'run_00000001',
    graph_id: 'chat',
    graph_hash: HASH,
    trace_id: 'trace',
    backend: 'local',
    status: 'success',
    stop_reason: null,
    failed_task: null,
    started_at: '2026-01-01T00:00:00Z',
    finished_at: null,
    output_hash: null,
    tasks: [],
    summary,
  };
  t.same(told(runFacts(bundle)), [
    'Tasks: 2 deterministic, 1 model',
    'Model calls: 1',
    'Tokens: 1,234 in, 5 out',
    'Time: 1.2 s',
    'Backend: local',
    'Run: run_00000001',
    `Graph SHA-256: ${HASH}`,
  ]);
  const more = { ...summary, retry_count: 2, validation_failures: 1, model_invocations_avoided: 3, queue_wait_ms: 90 };
  const lines = told(runFacts({ ...bundle, summary: more, output_hash: HASH })).join('\n');
  t.match(
    lines,
    /1, 3 avoided[\s\S]*1\.2 s\nWaited: 90 ms, summed over tasks[\s\S]*Retries: 2[\s\S]*Failed validations: 1[\s\S]*Output SHA-256: a/,
  );
});
