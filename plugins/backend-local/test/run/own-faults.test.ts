import { ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import t from 'tap';
import type { CpuPool } from '../../src/pool/cpu-pool.ts';
import type { TaskReport } from '../../src/pool/segment.ts';
import { backendOver, freeze, model, operation, run, threads } from '../support/run-graph.ts';

const pool = threads(1);
t.teardown(() => pool.close());

/** The pool, but a task that is called `long` or `longer` gives a text of 300 million characters, which takes no memory as long as nobody reads it. */
const withLongOutputs: CpuPool = {
  width: 1,
  check: (requests, libraries, signal) => pool.check(requests, libraries, signal),
  close: () => pool.close(),
  async run(segment, libraries, options) {
    const ids = (JSON.parse(segment.body) as { tasks: { id: string }[] }).tasks.map(({ id }) => id);
    if (!ids.some((id) => id.startsWith('long'))) return pool.run(segment, libraries, options);
    const ended = { start_ms: 0, end_ms: 1, validation_ms: 0, input_hash: 'a'.repeat(64), output_hash: 'b'.repeat(64) };
    const long: TaskReport = {
      status: 'success',
      ...ended,
      output: null,
      output_json: `"${'x'.repeat(300_000_000)}"`,
      output_bytes: 300_000_002,
    };
    return { tasks: ids.map((id) => (id.startsWith('long') ? long : { status: 'unrun' })), elapsed_ms: 1 };
  },
};

t.test('tasks whose inputs are longer than any text fail with what to do, and those beside them run', async (t) => {
  const backend = backendOver(withLongOutputs);
  const wrap = (id: string, ...from: string[]) =>
    operation(id, 'data.wrap', { value: from.map(($from) => ({ $from })) }, { dependencies: from });
  const tasks = [
    operation('long', 'data.echo', { value: 1 }),
    operation('longer', 'data.echo', { value: 2 }),
    operation('other', 'data.echo', { value: 3 }),
    ...[1, 2, 3].map((n) => wrap(`both${n}`, 'long', 'longer')),
    wrap('well', 'other'),
  ];
  // Known to be cheap, they would travel together.
  await run(backendOver(pool), freeze([operation('a', 'data.wrap', { value: 1 })]));
  const { task, bundle, outcome } = await run(backend, freeze(tasks), {
    content: { writtenOutput: () => undefined },
  });
  for (const id of ['both1', 'both2', 'both3']) t.equal(task(id).error_code, 'KORA_TASK_INPUT_TOO_LARGE', id);
  t.match([task('well').status, bundle.failed_task], ['success', 'both1']);
  t.match(outcome.error?.message, /both1 .*split the task/);
});

t.test('a fault of our own in the end of a model task ends that task, and the run with it', async (t) => {
  const connector = new ScriptedConnector({ script: () => turns.answer('hello') });
  const { bundle, outcome, task } = await run(backendOver(pool), freeze([model('ask'), model('more')]), {
    connectors: [connector],
    onOutput() {
      throw new Error('no such thing');
    },
  });
  t.match([bundle.status, task('ask').status, task('more').status], ['failed', 'failed', 'failed']);
  t.match(outcome.error, {
    message: /no such thing/,
    details: { code: 'KORA_MODEL_FAILED', cause: 'KORA_ADAPTER_FAULT' },
  });
});
