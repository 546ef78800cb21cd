import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { ModelEvent } from '@kora/contracts';
import t from 'tap';
import { collect, never, only, requestTo, textOf } from '../support/calls.ts';
import { catalogEntry } from '../support/catalog-entry.ts';
import { embeddedBench } from '../support/embedded-bench.ts';
import { waitUntilGone } from '../support/processes.ts';

const bench = await embeddedBench();
const { connector } = bench.start();
t.teardown(async () => {
  await connector.dispose();
  await bench.remove();
});

/** Three thousand tokens; without a grammar the tiny model may be done after a few milliseconds, before a busy test has its turn. */
const LONG = {
  max_tokens: 3500,
  schema: { type: 'array', items: { enum: ['north', 'south'] }, minItems: 300, maxItems: 300 },
};

t.test('generates real tokens, says with what, and gives the same text for the same seed', async (t) => {
  const ask = (seed: number) =>
    connector.invoke(requestTo('tiny', { parameters: { temperature: 0.9, seed } }), never());
  const first = await collect(ask(7));
  const start = only(first, 'start');
  t.same(start.parameters, { temperature: 0.9, top_p: 0.95, seed: 7, stop: [] });
  t.match(start, { digest: `sha256:${'ab'.repeat(32)}`, structured_output: 'none', seed: 7, warnings: [] });
  const end = only(first, 'end');
  t.match(end, { finish_reason: 'length', usage: { tokens_in: start.tokens_in, tokens_out: 16, source: 'counted' } });
  t.not(textOf(first), '');
  t.equal(textOf(await collect(ask(7))), textOf(first));
  t.not(textOf(await collect(ask(8))), textOf(first));
});

t.test('is greedy with seed 0 when the request is silent, and states it', async (t) => {
  const events = await collect(connector.invoke(requestTo('tiny'), never()));
  t.same(only(events, 'start').parameters, { temperature: 0, top_p: 0.95, seed: 0, stop: [] });
  const seeded = await collect(connector.invoke(requestTo('tiny', { parameters: { seed: 5 } }), never()));
  t.equal(textOf(seeded), textOf(events), 'a seed changes nothing at temperature 0');
});

t.test('ends at a stop sequence, which is not part of the answer', async (t) => {
  const whole = textOf(await collect(connector.invoke(requestTo('tiny', { max_tokens: 32 }), never())));
  const stop = whole.slice(8, 10);
  const events = await collect(
    connector.invoke(requestTo('tiny', { max_tokens: 32, parameters: { stop: [stop] } }), never()),
  );
  t.equal(only(events, 'end').finish_reason, 'stop');
  t.equal(textOf(events), whole.slice(0, whole.indexOf(stop)));
});

t.test('holds the output to the schema', async (t) => {
  const schema = {
    type: 'object',
    properties: {
      ok: { type: 'boolean' },
      kind: { anyOf: [{ const: 'a' }, { type: 'null' }] },
      stars: { type: 'integer', minimum: 1, maximum: 5 },
    },
    required: ['ok', 'kind', 'stars'],
    additionalProperties: false,
    minProperties: 2,
  };
  for (const seed of [1, 2, 3]) {
    const request = requestTo('tiny', { schema, max_tokens: 200, parameters: { temperature: 1, seed } });
    const events = await collect(connector.invoke(request, never()));
    t.equal(only(events, 'start').structured_output, 'json_schema');
    t.same(only(events, 'start').warnings, ['/minProperties is not enforced by llama.cpp']);
    const value = JSON.parse(textOf(events));
    t.same(Object.keys(value), ['ok', 'kind', 'stars']);
    t.ok(typeof value.ok === 'boolean' && ['a', null].includes(value.kind) && [1, 2, 3, 4, 5].includes(value.stars));
  }
});

t.test('counts the prompt as the call then does, and refuses what does not fit together with the answer', async (t) => {
  const { connector } = bench.start({ context_tokens: 512 });
  t.teardown(() => connector.dispose());
  const request = requestTo('tiny', { messages: [{ role: 'user', content: 'x'.repeat(100) }] });
  const tokens_in = await connector.countTokens(request, never());
  const room = 510 - tokens_in;
  const fits = await collect(connector.invoke({ ...request, max_tokens: room }, never()));
  t.equal(only(fits, 'start').tokens_in, tokens_in);
  t.ok(only(fits, 'end').usage.tokens_out <= room);
  const tooMuch = only(await collect(connector.invoke({ ...request, max_tokens: room + 1 }, never())), 'error').error;
  t.match(tooMuch, { kind: 'context_overflow', code: 'KORA_LLAMACPP_CONTEXT_OVERFLOW', retryable: false });
  t.same(tooMuch.details, { model_id: 'tiny', prompt_tokens: tokens_in, max_tokens: room + 1, context_tokens: 510 });
});

t.test('an abort ends the generation in the runtime', async (t) => {
  const abort = new AbortController();
  const events = [];
  for await (const event of connector.invoke(requestTo('tiny', LONG), abort.signal)) {
    events.push(event);
    if (event.type === 'delta') abort.abort(new Error('enough'));
  }
  const end = only(events, 'end');
  t.equal(end.finish_reason, 'aborted');
  t.ok(end.usage.tokens_out < 2000, `${end.usage.tokens_out} tokens were generated`);
  const next = only(await collect(connector.invoke(requestTo('tiny', { max_tokens: 5 }), never())), 'end');
  t.equal(next.usage.tokens_out, 5, 'nothing of the aborted call runs on');
});

t.test('an abort is an abort, even if the child was done before it heard of it', async (t) => {
  const { connector } = bench.start();
  t.teardown(() => connector.dispose());
  const controller = new AbortController();
  const events: ModelEvent[] = [];
  for await (const event of connector.invoke(requestTo('tiny', { max_tokens: 8 }), controller.signal)) {
    events.push(event);
    if (event.type !== 'delta') continue;
    // Eight tokens take a few milliseconds. Without this the abort is in time, which ends the same.
    await sleep(300);
    controller.abort(new Error('enough'));
  }
  t.equal(only(events, 'end').finish_reason, 'aborted');
});

t.test('a caller that stops reading ends the generation too', async (t) => {
  for await (const event of connector.invoke(requestTo('tiny', LONG), never())) if (event.type === 'delta') break;
  const next = only(await collect(connector.invoke(requestTo('tiny', { max_tokens: 5 }), never())), 'end');
  t.equal(next.usage.tokens_out, 5);
});

t.test('a child that is killed in a call costs that call only', async (t) => {
  const { connector, runtime } = bench.start();
  t.teardown(() => connector.dispose());
  const events = [];
  let killed: number | undefined;
  for await (const event of connector.invoke(requestTo('tiny', LONG), never())) {
    events.push(event);
    if (event.type !== 'delta' || killed !== undefined) continue;
    killed = runtime.pid;
    process.kill(killed ?? 0, 'SIGKILL');
  }
  const { error } = only(events, 'error');
  t.match(error, { kind: 'crashed', code: 'KORA_LLAMACPP_CRASHED', retryable: true, details: { exit: 'SIGKILL' } });
  const after = await collect(connector.invoke(requestTo('tiny'), never()));
  t.equal(only(after, 'end').finish_reason, 'length');
  t.not(runtime.pid, killed);
});

t.test('concurrent calls run one after the other, and each is answered', async (t) => {
  const order: string[] = [];
  const call = async (name: string) => {
    for await (const event of connector.invoke(requestTo('tiny', { max_tokens: 64 }), never())) {
      if (event.type === 'start' || event.type === 'end') order.push(`${name} ${event.type}`);
    }
  };
  const stopped = new AbortController();
  const waiting = collect(connector.invoke(requestTo('tiny'), stopped.signal));
  const calls = Promise.all([call('a'), call('b')]);
  stopped.abort(new Error('no longer wanted'));
  await t.rejects(waiting, { message: 'no longer wanted' });
  await calls;
  t.same(order, ['a start', 'a end', 'b start', 'b end']);
});

t.test('keeps one model loaded and unloads on request', async (t) => {
  const { connector } = bench.start();
  t.teardown(() => connector.dispose());
  const loaded = async () =>
    (await connector.models(never())).filter((model) => model.loaded).map((model) => model.model_id);
  t.same(await loaded(), []);
  const tiny = textOf(await collect(connector.invoke(requestTo('tiny'), never())));
  t.same(await loaded(), ['tiny']);
  t.not(textOf(await collect(connector.invoke(requestTo('other'), never()))), tiny);
  t.same(await loaded(), ['other']);
  await connector.unload?.('tiny', never());
  t.same(await loaded(), ['other'], 'unloading what is not loaded changes nothing');
  await connector.unload?.('other', never());
  t.same(await loaded(), []);
});

t.test('lists the GGUF models of the catalog and no others', async (t) => {
  const { connector } = bench.start({ context_tokens: 2048 }, [
    { ...catalogEntry('foreign', 'x'), provider: 'ollama' },
  ]);
  t.same(
    (await connector.models(never())).map((model) => [model.model_id, model.context_tokens]),
    [
      ['other', 2048],
      ['tiny', 2048],
    ],
  );
});

t.test('names what is wrong with a model', async (t) => {
  const whole = await readFile(path.join(bench.folder, 'tiny.gguf'));
  const giant = Buffer.from(whole);
  giant.writeBigUInt64LE(2n ** 60n, 8);
  const newer = Buffer.from(whole);
  newer.writeUInt32LE(9, 4);
  const files = { text: Buffer.from('just some text, no GGUF at all'), newer, giant, cut: whole.subarray(0, 200_000) };
  const entries = [];
  for (const [id, content] of Object.entries(files)) {
    const file = path.join(bench.folder, `${id}.gguf`);
    await writeFile(file, content);
    entries.push(catalogEntry(id, file));
  }
  const { connector } = bench.start({}, [...entries, catalogEntry('missing', path.join(bench.folder, 'gone.gguf'))]);
  t.teardown(() => connector.dispose());
  const reasons = {
    text: 'no GGUF file',
    newer: 'version 9',
    giant: 'damaged',
    cut: 'Failed to load',
    missing: 'ENOENT',
  };
  for (const [id, reason] of Object.entries(reasons)) {
    const { error } = only(await collect(connector.invoke(requestTo(id), never())), 'error');
    t.match(error, { kind: 'model_not_found', code: 'KORA_LLAMACPP_MODEL_UNUSABLE', retryable: false });
    t.ok(error.message.includes(reason), error.message);
  }
  const unknown = only(await collect(connector.invoke(requestTo('nope'), never())), 'error').error;
  t.match(unknown, { kind: 'model_not_found', code: 'KORA_LLAMACPP_MODEL_NOT_FOUND', details: { model_id: 'nope' } });
  const fine = await collect(connector.invoke(requestTo('tiny'), never()));
  t.equal(only(fine, 'end').finish_reason, 'length', 'the same child goes on');
});

t.test('its health follows what it does', async (t) => {
  const { connector } = bench.start();
  t.teardown(() => connector.dispose());
  t.match(await connector.health(never()), { status: 'ready', runtime_version: null });
  const status = async () => (await connector.health(never())).status;
  const events = connector.invoke(requestTo('tiny', LONG), never())[Symbol.asyncIterator]();
  const first = events.next();
  while ((await status()) === 'ready') await nextTurn();
  t.equal(await status(), 'starting');
  await first;
  t.equal(await status(), 'busy');
  await events.return?.();
  while ((await status()) === 'busy') await nextTurn();
  t.match(await connector.health(never()), { status: 'ready', runtime_version: 'node-llama-cpp 3.22.1' });
});

t.test('refuses calls after dispose, and leaves no process behind', async (t) => {
  const { connector, runtime } = bench.start();
  await collect(connector.invoke(requestTo('tiny'), never()));
  const { pid } = runtime;
  await connector.dispose();
  await connector.dispose();
  await waitUntilGone(pid ?? 0);
  const { error } = only(await collect(connector.invoke(requestTo('tiny'), never())), 'error');
  t.match(error, { kind: 'not_running', code: 'KORA_LLAMACPP_STOPPED', retryable: false });
});
