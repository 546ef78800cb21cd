import {
  runDetailsCodec,
  runEventListCodec,
  runListCodec,
  runRemovedCodec,
  telemetryBundleCodec,
} from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { decodes, execution, parseEvents, startHost, until } from './support/start-host.ts';

const STREAM = { Accept: 'text/event-stream' };

t.test('the history comes in pages, newest first', async (t) => {
  const { call } = await startHost(t);
  for (const id of ['quick', 'breach', 'quick']) await call('POST', '/execute', execution(id));
  const page = async (query: string) => {
    const list = await (await call('GET', `/runs${query}`)).json();
    t.ok(decodes(runListCodec, list), query);
    return list as { runs: { run_id: string }[]; next_before: string | null };
  };
  const ids = ({ runs }: { runs: { run_id: string }[] }) => runs.map(({ run_id }) => run_id);
  t.same(ids(await page('')), ['run-00000002', 'run-00000001', 'run-00000000']);
  const first = await page('?limit=2');
  t.equal(first.next_before, 'run-00000001');
  const rest = await page(`?limit=2&before=${first.next_before}`);
  t.same([ids(rest), rest.next_before], [['run-00000000'], null]);
  t.same(ids(await page('?status=failed')), ['run-00000001']);
});

t.test('a wrong query names every wrong parameter', async (t) => {
  const { call } = await startHost(t);
  const issues = async (query: string) => {
    const answer = await call('GET', `/runs?${query}`);
    t.equal(answer.status, 400);
    const { details } = (await answer.json()) as { details: { code: string; issues: { path: string }[] } };
    t.equal(details.code, 'KORA_HTTP_INVALID_QUERY');
    return details.issues.map(({ path }) => path);
  };
  t.same(await issues('limit=0&status=odd&colour=red&before=../..'), ['/limit', '/status', '/colour', '/before']);
  t.same(await issues('limit=1&limit=2'), ['/limit'], 'twice is not one value');
});

t.test('a run shows telemetry, and contents where they were kept', async (t) => {
  const { call, kernel } = await startHost(t);
  await call('POST', '/execute', execution());
  const details = await (await call('GET', '/runs/run-00000000')).json();
  t.ok(decodes(runDetailsCodec, details));
  t.match(details, { summary: { status: 'success' }, contents: { outputs: { a: { answer: 42 } }, complete: true } });
  t.ok(decodes(telemetryBundleCodec, await (await call('GET', '/telemetry/run-00000000')).json()));
  kernel.kept.clear();
  t.match(await (await call('GET', '/runs/run-00000000')).json(), { contents: null });
});

t.test('a run that goes on shows what there is so far', async (t) => {
  const { call } = await startHost(t);
  await call('POST', '/execute', execution('long', { detach: true }));
  t.match(await (await call('GET', '/telemetry/run-00000000')).json(), { status: 'running' });
  t.match(await (await call('GET', '/runs/run-00000000')).json(), { summary: { status: 'running' }, contents: null });
  t.match(await (await call('GET', '/runs/run-00000000/events')).json(), { ended: false });
});

t.test('events of a finished run are a list or a stream, from any place on', async (t) => {
  const { call } = await startHost(t);
  await call('POST', '/execute', execution());
  const path = '/runs/run-00000000/events';
  const list = await (await call('GET', path)).json();
  t.ok(decodes(runEventListCodec, list));
  t.match(list, { ended: true, events: [{ seq: 0 }, { seq: 1 }] });
  t.match(await (await call('GET', `${path}?from_seq=1`)).json(), { events: [{ seq: 1 }] });
  const stream = async (headers = {}) => {
    const answer = await call('GET', path, undefined, { ...STREAM, ...headers });
    return { status: answer.status, events: parseEvents(await answer.text()).map(({ event }) => event) };
  };
  t.same((await stream()).events, ['run.started', 'run.completed', 'end']);
  t.same((await stream({ 'Last-Event-ID': '0' })).events, ['run.completed', 'end']);
  t.same(
    await stream({ 'Last-Event-ID': '1' }),
    { status: 204, events: [] },
    'an EventSource learns that there is no more',
  );
  t.same((await stream({ 'Last-Event-ID': 'odd' })).events, ['run.started', 'run.completed', 'end']);
});

t.test('a stream attaches to a live run: its past first, then the rest, then the end', async (t) => {
  const { call, kernel } = await startHost(t);
  await call('POST', '/execute', execution('long', { detach: true }));
  const streams = await Promise.all([0, 1].map(() => call('GET', '/runs/run-00000000/events', undefined, STREAM)));
  await until(() => kernel.runs[0]?.followers === 2);
  await streams[0]?.body?.cancel();
  const cancelled = await call('POST', '/runs/run-00000000/cancel', { api_version: '1.0' });
  t.match(await cancelled.json(), { status: 'cancelled' });
  const events = parseEvents((await streams[1]?.text()) ?? '');
  t.same(
    events.map(({ event }) => event),
    ['run.started', 'model.delta', 'run.completed', 'end'],
  );
  t.match(events.at(-1)?.data, { run_id: 'run-00000000', status: 'cancelled' });
});

t.test('a reader that the kernel dropped is told so, and how to go on', async (t) => {
  const { call } = await startHost(t);
  await call('POST', '/execute', execution('lost', { detach: true }));
  const answer = await call('GET', '/runs/run-00000000/events', undefined, STREAM);
  const last = parseEvents(await answer.text()).at(-1);
  t.match(last, { event: 'error', data: { details: { code: 'KORA_HTTP_FELL_BEHIND' } } });
});

t.test('a run is deleted with its contents, but not while it goes on', async (t) => {
  const { call } = await startHost(t);
  await call('POST', '/execute', execution('long', { detach: true }));
  const busy = await call('DELETE', '/runs/run-00000000');
  t.equal(busy.status, 409);
  t.match(await busy.json(), { error_type: 'CONFLICT', details: { code: 'KORA_HTTP_RUN_ACTIVE' } });
  await call('POST', '/runs/run-00000000/cancel');
  const removed = await (await call('DELETE', '/runs/run-00000000')).json();
  t.ok(decodes(runRemovedCodec, removed));
  t.match(removed, { telemetry: true, contents: true });
  t.equal((await call('DELETE', '/runs/run-00000000')).status, 404);
  t.equal((await call('GET', '/runs/run-00000000')).status, 404);
});

t.test('an id that is no run id was never a run, whatever is tried', async (t) => {
  const { call, kernel } = await startHost(t);
  const asked: string[] = [];
  const spy = (run_id: string) => {
    asked.push(run_id);
    return run_id;
  };
  const { read, bundle } = kernel.telemetry;
  Object.assign(kernel.telemetry, {
    read: (id: string) => read(spy(id)),
    bundle: (id: string) => bundle(spy(id)),
  });
  const hostile = [
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e%5c%2e%2e',
    'C:%5cwindows',
    '%00%00%00%00%00%00%00%00',
    'run-%2F..%2F..',
    `${'x'.repeat(65)}`,
    'short',
    '%E0%A4%A',
    '__proto__',
    'constructor!',
  ];
  const ids = fc.oneof(
    fc.constantFrom(...hostile),
    fc
      .string({ unit: 'binary', maxLength: 80 })
      .filter((id) => id.isWellFormed() && id !== '.' && id !== '..' && id !== '')
      .map(encodeURIComponent),
  );
  await fc.assert(
    fc.asyncProperty(ids, async (id) => {
      const { status } = await call('GET', `/telemetry/${id}`);
      return status === 404;
    }),
    { numRuns: 150 },
  );
  for (const id of hostile) {
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/events'],
      ['POST', '/cancel'],
      ['DELETE', ''],
    ] as const) {
      const answer = await call(method, `/runs/${id}${path}`);
      t.equal(answer.status, 404, `${method} ${id}${path}`);
    }
  }
  t.same(
    asked.filter((id) => !/^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/.test(id)),
    [],
    'no store was asked for it',
  );
});
