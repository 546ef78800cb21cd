import type { Connector, ModelDescriptor } from '@kora/contracts';
import { ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import fc from 'fast-check';
import t from 'tap';
import { backendOver, freeze, model, run, threads } from '../support/run-graph.ts';

// What a connector says is input. `run` decodes every event of a run as a reader of its log would, and throws where it cannot.

const pool = threads(1);
t.teardown(() => pool.close());
const backend = backendOver(pool, { backoff: { base_ms: 1, max_ms: 1 } });

const START = {
  type: 'start',
  model_id: 'scripted-model',
  digest: 'd',
  structured_output: 'none',
  tokens_in: 3,
  seed: 0,
  parameters: {},
  warnings: [],
};
const WORD = { type: 'delta', text: 'hello' };
const USAGE = { tokens_in: 3, tokens_out: 1, source: 'reported' };
const END = { type: 'end', finish_reason: 'stop', usage: USAGE };

/** A connector of which some members are replaced by what its type forbids. */
const odd = (members: Record<string, unknown>): Connector =>
  Object.assign(new ScriptedConnector({ script: () => turns.answer('hello') }), members);
const sending = (events: readonly unknown[]) =>
  odd({
    async *invoke() {
      yield* events;
    },
  });
const ask = (connector: Connector, budget: object = {}, schema: object = { type: 'string' }) =>
  run(
    backend,
    freeze([model('ask', { schema, budget: { max_tokens: 100, max_time_ms: 20_000, max_retries: 0, ...budget } })]),
    { connectors: [connector] },
  );

const breaches: readonly [string, readonly unknown[]][] = [
  ['a negative seed', [{ ...START, seed: -1 }, WORD, END]],
  ['a name of a model that no record holds', [{ ...START, model_id: 'x'.repeat(600) }, WORD, END]],
  ['a digest that is no text', [{ ...START, digest: 5 }, WORD, END]],
  ['a way of constraining that does not exist', [{ ...START, structured_output: 'grammar' }, WORD, END]],
  ['a parameter that does not exist', [{ ...START, parameters: { top_k: 40 } }, WORD, END]],
  ['an event of no type', [START, {}, WORD, END]],
  ['an event that is none', [START, null, WORD, END]],
  ['words that are a number', [START, { type: 'delta', text: 5 }, END]],
  ['an end for no reason', [START, WORD, { ...END, finish_reason: 'weird' }]],
  ['an end without usage', [START, WORD, { ...END, usage: null }]],
  ['a guess for usage', [START, WORD, { ...END, usage: { ...USAGE, source: 'guess' } }]],
  ['an error of no kind', [START, { type: 'error', error: { kind: 'toString', code: 'X', message: 'm' } }]],
  ['an error that says nothing', [START, { type: 'error', error: null }]],
];

t.test('an event that breaks the contract fails the attempt, in words that name what is wrong', async (t) => {
  for (const [name, events] of breaches) {
    const { bundle, task } = await ask(sending(events));
    t.match([bundle.status, task('ask').error_code], ['failed', 'KORA_MODEL_PROTOCOL'], name);
    t.equal(task('ask').attempts[0]?.outcome, 'runtime_error', `${name}: its attempt is on record`);
  }
  const { outcome } = await ask(sending(breaches[0]?.[1] ?? []));
  t.match(outcome.error?.message, /its start is wrong at \/seed, which must be from 0 .* report it/);
});

t.test('numbers and warnings that cannot be true do not spoil a good answer, nor its record', async (t) => {
  const good: readonly [string, Connector][] = [
    ['many warnings', sending([{ ...START, warnings: new Array(900).fill('w'.repeat(2_000)) }, WORD, END])],
    ['a warning cut within a character', sending([{ ...START, warnings: [`${'w'.repeat(1_023)}😀`, {}] }, WORD, END])],
    ['no warnings', sending([{ ...START, warnings: null }, WORD, END])],
    ['a usage in words', sending([START, WORD, { ...END, usage: { ...USAGE, tokens_out: '999', tokens_in: {} } }])],
    ['less than no prompt', odd({ countTokens: async () => -4 })],
    ['half a token', odd({ countTokens: async () => 1.5 })],
    ['no number of tokens', odd({ countTokens: async () => Number.NaN })],
    ['something after its end', sending([START, WORD, END, WORD, END, null])],
  ];
  for (const [name, connector] of good) {
    const { bundle, outcome, events, task } = await ask(connector);
    t.match([bundle.status, outcome.final_output], ['success', 'hello'], name);
    t.ok(Math.max(...events.map((event) => JSON.stringify(event).length)) < 1_048_576, `${name}: lines can be read`);
    t.ok(task('ask').tokens_out <= 100, `${name}: within its budget`);
  }
});

t.test('a usage beyond all models is over the cap, and only what was seen is booked', async (t) => {
  for (const tokens_out of [2 ** 53 - 1, Number.POSITIVE_INFINITY, 10_000.5]) {
    const { bundle, task } = await ask(sending([START, WORD, { ...END, usage: { ...USAGE, tokens_out } }]));
    t.match([bundle.status, task('ask').attempts[0]?.outcome], ['failed', 'truncated'], String(tokens_out));
    t.equal(task('ask').tokens_out, 1);
  }
});

t.test('models that cannot be asked and put on record are not chosen', async (t) => {
  const [real] = await new ScriptedConnector({ script: [] }).models(new AbortController().signal);
  const wrong: readonly unknown[] = [
    null,
    { ...real, model_id: 'a'.repeat(600) },
    { ...real, model_id: 'a', context_tokens: Number.NaN },
    { ...real, model_id: 'a', digest: 7 },
    // Nobody knows whether a prompt would leave this computer.
    { ...real, model_id: 'a', remote: undefined },
  ];
  const { bundle, task } = await ask(odd({ models: async () => [...wrong, real] as readonly ModelDescriptor[] }));
  t.match([bundle.status, task('ask').model?.model_id], ['success', 'scripted-model']);
  for (const listed of [wrong, null, {}]) {
    const { task } = await ask(odd({ models: async () => listed }));
    t.equal(task('ask').error_code, 'KORA_MODEL_UNAVAILABLE');
  }
});

t.test('a connector that never answers a question costs a task its time and nothing more', async (t) => {
  const never = () => new Promise(() => {});
  const schema = { type: 'string', minLength: 1 };
  for (const member of ['models', 'countTokens', 'checkSchema']) {
    const { task } = await ask(odd({ [member]: never }), { max_time_ms: 60 }, schema);
    t.equal(task('ask').error_code, 'KORA_TASK_TIMEOUT', member);
  }
  const { bundle } = await ask(odd({}));
  t.equal(bundle.status, 'success', 'its place in the line for the connector is free again');

  const cancel = new AbortController();
  const asked = Promise.withResolvers<void>();
  const countTokens = () => {
    asked.resolve();
    return never();
  };
  const connector = odd({ countTokens });
  const cancelled = run(backend, freeze([model('ask')]), { connectors: [connector], signal: cancel.signal });
  await asked.promise;
  cancel.abort();
  t.equal((await cancelled).bundle.status, 'cancelled');
});

t.test('a connector that never closes its call keeps nobody from the answer', async (t) => {
  const connector = odd({
    async *invoke() {
      try {
        yield* [START, WORD, END];
      } finally {
        await new Promise(() => {});
      }
    },
  });
  const { bundle, content } = await ask(connector);
  t.equal(bundle.status, 'success');
  t.equal(content.outputOf('ask'), 'hello');
});

t.test('a list of models that one task has no time to wait for is still there for the others', async (t) => {
  const listed = Promise.withResolvers<void>();
  const connector = new ScriptedConnector({ script: () => turns.answer('hello') });
  const models = connector.models.bind(connector);
  const slow = Object.assign(connector, {
    models: async (signal: AbortSignal) => {
      const reason = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => reason.reject(signal.reason));
      await Promise.race([listed.promise, reason.promise]);
      return models(signal);
    },
  });
  const hurried = model('hurried', { budget: { max_tokens: 9, max_time_ms: 30, max_retries: 0 }, on_failure: 'skip' });
  const { task } = await run(backend, freeze([hurried, model('patient')]), {
    connectors: [slow],
    onItem: (item) => {
      if (item.kind === 'event' && item.event.event_type === 'task.skipped') listed.resolve();
    },
  });
  t.match([task('hurried').error_code, task('patient').status], ['KORA_TASK_TIMEOUT', 'success']);
});

t.test('whatever a connector sends, the run ends, and every line of its log can be read back', async (t) => {
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(undefined, Number.NaN, -1, 2 ** 53, 1e308, '\ud800', 'x'.repeat(5_000), '__proto__'),
  );
  const spoilt = (event: object) =>
    fc.tuple(fc.constantFrom(...Object.keys(event)), junk).map(([key, value]): unknown => ({ ...event, [key]: value }));
  const error = { kind: 'transport', code: 'X', message: 'm', retryable: true };
  const usage = spoilt(USAGE).map((value): unknown => ({ ...END, usage: value }));
  const fault = spoilt(error).map((value): unknown => ({ type: 'error', error: value }));
  const event = fc.oneof(fc.constantFrom<unknown>(START, WORD, END), junk, spoilt(START), spoilt(END), usage, fault);
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 6 }), async (events) => {
      const { bundle, task } = await ask(sending([START, ...events]), { max_retries: 1 });
      const { attempts, status, tokens_out } = task('ask');
      if (!['success', 'failed'].includes(bundle.status)) throw new Error(bundle.status);
      if (attempts.length === 0 || tokens_out > 100)
        throw new Error(`${attempts.length} attempts, ${tokens_out} tokens`);
      if ((status === 'success') !== (attempts.at(-1)?.outcome === 'accepted'))
        throw new Error('a success that is none');
    }),
    { numRuns: 150 },
  );
  t.pass('150 runs');
});
