import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { HostedPool } from '../../src/pool/hosted-pool.ts';
import { backendOver, freeze, operation, processes, run, threads } from '../support/run-graph.ts';
import { testLibrary } from '../support/test-library.ts';

t.test('an operation that eats all memory fails alone, even when V8 ends the whole process', async (t) => {
  const pool = processes(1);
  t.teardown(() => pool.close());
  const backend = backendOver(pool);
  const neighbours = ['n1', 'n2', 'n3'].map((id) => operation(id, 'data.echo', { value: id }));
  // Known to be cheap, they will share a segment with whoever misbehaves.
  await run(backend, freeze([...neighbours, operation('z', 'data.echo', { value: 0 })]));
  // The first ends its worker, the second makes V8 end the process that all workers are in.
  for (const name of ['test.fill', 'test.fatal']) {
    const hungry = operation('hungry', name, {}, { budget: { max_time_ms: 60_000 } });
    const { bundle, task, outcome } = await run(backend, freeze([hungry, ...neighbours]));
    t.match(task('hungry'), {
      status: 'failed',
      stop_reason: 'EXECUTION_FAILURE',
      error_code: 'KORA_OPERATION_CRASHED',
    });
    t.equal(bundle.failed_task, 'hungry');
    for (const id of ['n1', 'n2', 'n3']) t.equal(task(id).status, 'success');
    t.equal(outcome.final_output, 'n3');
  }
  const after = await run(backend, freeze([operation('again', 'data.echo', { value: 'alive' })]));
  t.equal(after.outcome.final_output, 'alive');
});

t.test('a pool whose program is missing fails the run with the reason, and does not hang', async (t) => {
  const missing = { hostFile: '/nowhere/host.js', workerFile: '/nowhere/worker.js', memory_mb: 64 };
  const pool = new HostedPool({ ...missing, execArgv: [], width: 1, idle_ms: 1_000 });
  t.teardown(() => pool.close());
  const { outcome, bundle } = await run(backendOver(pool), freeze([operation('a', 'data.echo', { value: 1 })]));
  t.match(outcome.error, { details: { code: 'KORA_POOL_FAILED' } });
  t.equal(bundle.tasks[0]?.status, 'failed');
});

t.test('a check that loses its worker says so', async (t) => {
  const pool = threads(1);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`p${i}`, {}])),
  };
  const graph = freeze([operation('a', 'data.echo', { value: {} }, { schema })]);
  const checked = backendOver(pool).validate(graph, [testLibrary], new AbortController().signal);
  await Promise.all([t.rejects(checked, { code: 'KORA_POOL_CHECK_FAILED' }), pool.close()]);
});

t.test('a check whose process is killed is made in the next, and gives up when none survives it', async (t) => {
  const hostFile = fileURLToPath(new URL('../support/dying-host.ts', import.meta.url));
  const execArgv = ['--conditions=kora-source', '--disable-warning=ExperimentalWarning'];
  const folder = t.testdir();
  for (const [deaths, outcome] of [
    ['2', []],
    ['9', 'KORA_POOL_CHECK_FAILED'],
  ] as const) {
    const file = join(folder, `${deaths}-deaths`);
    const pool = new HostedPool({ hostFile, workerFile: file, memory_mb: 64, execArgv, width: 1, idle_ms: 5_000 });
    t.teardown(() => pool.close());
    const found = await pool.check([], { key: 'none', json: '[]' }, new AbortController().signal).catch((e) => e.code);
    t.same(found, outcome);
    t.equal(readFileSync(file, 'utf8').length, outcome === 'KORA_POOL_CHECK_FAILED' ? 3 : 2);
  }
});

t.test('a check in another process ends with the reason of whoever aborts it', async (t) => {
  const pool = processes(1);
  t.teardown(() => pool.close());
  const controller = new AbortController();
  const graph = freeze([operation('a', 'data.echo', { value: 1 })]);
  const checked = backendOver(pool).validate(graph, [testLibrary], controller.signal);
  controller.abort(new Error('enough'));
  await t.rejects(checked, { message: 'enough' });
});

t.test('a closed pool refuses work', async (t) => {
  const pool = processes(1);
  await pool.close();
  const { outcome } = await run(backendOver(pool), freeze([operation('a', 'data.echo', { value: 1 })]));
  t.match(outcome.error, { details: { code: 'KORA_POOL_CLOSED' } });
});
