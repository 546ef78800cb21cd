import t from 'tap';
import { CleanRequests } from '../src/clean-requests.ts';
import type { CpuPool } from '../src/pool/cpu-pool.ts';
import { backendOver, type Draft, freeze, operation, threads } from './support/run-graph.ts';
import { testLibrary } from './support/test-library.ts';

t.test('what the workers found clean is not sent to them again; what they found fault with is', async (t) => {
  const workers = threads(1);
  t.teardown(() => workers.close());
  const asked: number[] = [];
  const counting: CpuPool = {
    width: workers.width,
    run: (segment, libraries, options) => workers.run(segment, libraries, options),
    check(requests, libraries, signal) {
      asked.push(requests.length);
      return workers.check(requests, libraries, signal);
    },
    close: () => workers.close(),
  };
  const backend = backendOver(counting);
  const check = async (libraries = [testLibrary], ...tasks: readonly Draft[]) =>
    (await backend.validate(freeze(tasks), libraries, new AbortController().signal)).map(({ path }) => path);
  const good = operation('a', 'math.add', { values: [1] }, { schema: { type: 'number' } });
  const bad = operation('b', 'math.add', { values: ['x'] }, { schema: { type: 'number' } });

  t.same(await check([testLibrary], good), []);
  t.same(asked, [2], 'its arguments and its schema');
  t.same(await check([testLibrary], good), []);
  t.same(asked, [2], 'nothing is asked of the workers');
  const fault = '/tasks/1/input/arguments/values/0';
  t.same(await check([testLibrary], good, bad), [fault]);
  t.same(await check([testLibrary], good, bad), [fault], 'with the same words the second time');
  t.same(asked, [2, 1, 1]);
  t.same(await check([{ ...testLibrary, id: 'another' }], good), [], 'under other libraries nothing is known yet');
  t.same(asked, [2, 1, 1, 2]);
});

t.test('the texts that are remembered are bounded, and those in use stay', (t) => {
  const clean = new CleanRequests();
  const text = (i: number) => `${i}`.padEnd(1_000, '.');
  clean.add('key', text(0));
  for (let i = 1; i < 5_000; i++) {
    clean.add('key', text(i));
    if (!clean.has('key', text(0))) t.fail(`forgotten after ${i}`);
  }
  const kept = Array.from({ length: 5_000 }, (_, i) => i).filter((i) => clean.has('key', text(i))).length;
  t.ok(kept <= 2_000, `${kept} of 5,000 texts are kept`);
  t.ok(kept >= 900, `${kept} of 5,000 texts are kept`);
  clean.add('key', '.'.repeat(10_000));
  t.equal(clean.has('key', '.'.repeat(10_000)), false, 'a long text is data, and not kept');
  t.end();
});
