import type { PullEvent } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { PullProgress } from '../../src/management/pull-progress.ts';
import { type Bench, serve } from '../support/bench.ts';
import { never, rejectionOf } from '../support/calls.ts';
import { cut, json, ndjson } from '../support/replies.ts';

const PULL = 'POST /api/pull';
const layer = (digest: string, total: number, completed?: number) => ({
  status: `pulling ${digest.slice(7, 19)}`,
  digest,
  total,
  ...(completed === undefined ? {} : { completed }),
});
const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const END = ['verifying sha256 digest', 'writing manifest', 'removing unused layers', 'success'].map((status) => ({
  status,
}));

const pull = async ({ connector }: Bench, signal = never()) => Array.fromAsync(connector.pull('qwen3:8b', signal));
const isMonotonic = (events: readonly PullEvent[]) =>
  events.every(({ completed_bytes }, i) => completed_bytes >= (events[i - 1]?.completed_bytes ?? 0));

t.test('progress is the sum of the layers and never goes back, although a layer does', async (t) => {
  const lines = [
    { status: 'pulling manifest' },
    layer(A, 1000),
    layer(A, 1000, 600),
    layer(A, 1000, 200),
    layer(A, 1000, 1000),
    layer(B, 50, 50),
    ...END,
  ];
  const bench = await serve(t, { [PULL]: ndjson(lines, 33) });
  const events = await pull(bench);
  t.same(bench.server.bodyTo('/api/pull'), { model: 'qwen3:8b', stream: true });
  t.same(
    events.map(({ completed_bytes, total_bytes }) => [completed_bytes, total_bytes]),
    [[0, null], [0, 1000], [600, 1000], [600, 1000], [1000, 1000], ...Array.from({ length: 5 }, () => [1050, 1050])],
  );
  t.equal(events.at(-1)?.status, 'success');
});

t.test('whatever the numbers, progress is monotonic and within the total', async () => {
  const odd = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(undefined, null, '5', Number.NaN));
  const line = fc.record({ status: fc.string(), digest: fc.constantFrom(A, B, 7), total: odd, completed: odd });
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.anything())), (lines) => {
      const progress = new PullProgress();
      const events = lines.map((line) => progress.take(line));
      return isMonotonic(events) && events.every((event) => event.completed_bytes <= (event.total_bytes ?? 0));
    }),
  );
});

t.test('an error that comes after the first line, with status 200, ends the pull', async (t) => {
  const cases = [
    ['pull model manifest: file does not exist', 'KORA_OLLAMA_NOT_IN_LIBRARY'],
    ['digest mismatch, file must be downloaded again: want sha256:a, got sha256:b', 'KORA_OLLAMA_PULL_FAILED'],
    ['write /blobs/sha256-a-partial: no space left on device', 'KORA_OLLAMA_PULL_FAILED'],
  ] as const;
  for (const [error, code] of cases) {
    const bench = await serve(t, { [PULL]: ndjson([{ status: 'pulling manifest' }, { error }]) });
    t.equal((await rejectionOf(pull(bench))).code, code);
    t.equal(bench.server.to('/api/pull').length, 1);
  }
});

t.test('a refusal before the first line has its own status', async (t) => {
  const bench = await serve(t, { [PULL]: json(400, { error: 'invalid model name' }) });
  t.equal((await rejectionOf(pull(bench))).code, 'KORA_OLLAMA_BAD_REQUEST');
});

t.test('a pull that ends without success is not complete', async (t) => {
  const ended = await serve(t, { [PULL]: ndjson([layer(A, 10, 10)]) });
  t.equal((await rejectionOf(pull(ended))).code, 'KORA_OLLAMA_INCOMPLETE');
  const broken = await serve(t, { [PULL]: cut([layer(A, 10, 5)], 'break') });
  t.equal((await rejectionOf(pull(broken))).code, 'KORA_OLLAMA_TRANSPORT');
});

t.test('aborting, or no longer reading, closes the connection, which is what stops the download', async (t) => {
  const bench = await serve(t, { [PULL]: cut([layer(A, 10, 5)], 'silence') });
  const controller = new AbortController();
  const reason = new Error('enough');
  const events = bench.connector.pull('qwen3:8b', controller.signal)[Symbol.asyncIterator]();
  t.equal((await events.next()).value.completed_bytes, 5);
  controller.abort(reason);
  t.equal(await rejectionOf(events.next()), reason);
  await bench.server.to('/api/pull')[0]?.closed;
  for await (const event of bench.connector.pull('qwen3:8b', never())) if (event.completed_bytes > 0) break;
  await bench.server.to('/api/pull')[1]?.closed;
  t.pass('both connections are closed');
});
