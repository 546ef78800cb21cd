import { type Budget, budgetCodec, decode, type ModelList } from '@kora/contracts';
import t from 'tap';
import { readEventStream } from '../../src/ui/api/read-event-stream.ts';
import { ageGroup } from '../../src/ui/format/format-age.ts';
import { formatBytes } from '../../src/ui/format/format-bytes.ts';
import { formatCount } from '../../src/ui/format/format-count.ts';
import { formatDuration } from '../../src/ui/format/format-duration.ts';
import { isAbsent } from '../../src/ui/host/is-absent.ts';
import { MOST_BUDGET } from '../../src/ui/host/most-budget.ts';
import { Store } from '../../src/ui/state/store.ts';

t.test('quantities are told as people say them', async (t) => {
  t.same([0, 999, 1000, 491_400_032, 25.3e9].map(formatBytes), ['0 B', '999 B', '1.0 kB', '491 MB', '25.3 GB']);
  t.same([0, 2.13, 12.4, 999, 1234, 65_000, 3_720_000].map(formatDuration), [
    '0 ms',
    '2.1 ms',
    '12 ms',
    '999 ms',
    '1.2 s',
    '1 min 5 s',
    '1 h 2 min',
  ]);
  t.same(
    [formatCount(0, 'model call'), formatCount(1, 'token'), formatCount(2340, 'token')],
    ['0 model calls', '1 token', '2,340 tokens'],
  );
  const now = new Date(2026, 4, 10, 12);
  const at = (day: number) => new Date(2026, 4, day, 8).toISOString();
  t.same(
    [10, 9, 5, 1].map((day) => ageGroup(at(day), now)),
    ['Today', 'Yesterday', 'Last 7 days', 'Older'],
  );
});

t.test('a chosen model is absent when no runtime has it, and none is still on its way', async (t) => {
  const list = (status: ModelList['connectors'][number]['health']['status'], ...ids: string[]): ModelList => ({
    models: ids.map((model_id) => ({
      ...{ model_id, connector: 'ollama', digest: null, quantization: null, context_tokens: null, size_bytes: null },
      ...{ required_vram_mb: null, loaded: false, remote: false },
    })),
    connectors: [{ id: 'ollama', health: { status, message: '', runtime_version: null } }],
  });
  const small = { model_id: 'small', connector: 'ollama' };
  t.notOk(isAbsent(small, list('ready', 'small')));
  t.notOk(isAbsent({ ...small, connector: null }, list('ready', 'small')), 'of whichever runtime');
  t.ok(isAbsent(small, list('ready', 'large')));
  t.ok(isAbsent({ ...small, connector: 'llamacpp' }, list('ready', 'small')), 'of the same name, but elsewhere');
  t.ok(isAbsent(small, list('not_running')));
  t.notOk(isAbsent(small, list('starting')), 'it may still come');
  t.notOk(isAbsent(small, list('busy')), 'silent for so long that it calls itself busy');
  t.ok(isAbsent(small, list('busy', 'large')), 'busy, but with its list');
  t.notOk(isAbsent(small, null), 'nobody has been asked');
  t.notOk(isAbsent(null, list('ready')), 'none was chosen');
});

t.test('a store tells of changes only, and to those who still listen', async (t) => {
  const store = new Store({ a: 1, b: 'x' });
  const seen: [number, number][] = [];
  const leave = store.subscribe((value, before) => seen.push([before.a, value.a]));
  store.set({ a: 2 });
  store.set({ a: 2, b: 'x' });
  leave();
  store.set({ a: 3 });
  t.same(seen, [[1, 2]]);
  t.same(store.value, { a: 3, b: 'x' });
});

t.test('server-sent events are read wherever the network cuts them', async (t) => {
  const text =
    ': hello\n\nevent: progress\ndata: {"a":"ü"}\n\nevent: verdict\nid: 3\ndata: {"ok":true}\n\nevent: cut\ndata: {';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 3, 1000]) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
        controller.close();
      },
    });
    const events = await Array.fromAsync(readEventStream(body));
    t.same(
      events,
      [
        { event: 'progress', data: { a: 'ü' } },
        { event: 'verdict', data: { ok: true } },
      ],
      `pieces of ${size}`,
    );
  }
});

t.test('the largest budget is that of the contracts', async (t) => {
  const isBudget = (budget: Budget) => decode(budgetCodec, budget)._tag === 'Right';
  t.ok(isBudget(MOST_BUDGET));
  for (const name of ['max_tokens', 'max_time_ms', 'max_retries'] as const)
    t.notOk(isBudget({ ...MOST_BUDGET, [name]: MOST_BUDGET[name] + 1 }), name);
});
