import { type Connector, modelQueuedCodec, sha256Hex } from '@kora/contracts';
import { type Script, ScriptedConnector, type ScriptedTurn, turns } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { backendOver, type Draft, freeze, model, operation, run, threads } from '../support/run-graph.ts';

const pool = threads(1);
t.teardown(() => pool.close());
const backend = backendOver(pool);

const NUMBER = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
const budget = (more: Draft = {}) => ({ max_tokens: 100, max_time_ms: 20_000, max_retries: 0, ...more });
/** A connector in which some members are others. */
const changed = (base: ScriptedConnector, members: Partial<Connector>): Connector => ({
  ...{ id: base.id, specVersion: base.specVersion, supports: base.supports },
  health: (signal) => base.health(signal),
  models: (signal) => base.models(signal),
  invoke: (request, signal) => base.invoke(request, signal),
  ...members,
});
const scripted = (script: Script, more = {}) => new ScriptedConnector({ script, ...more });
const ask = (connector: ScriptedConnector, more: Draft = {}) =>
  run(backend, freeze([model('ask', more)]), { connectors: [connector] });

const JSON_ANSWER = JSON.stringify({ n: 1, word: 'x'.repeat(800) });
/** What came, whether JSON was asked for, how the attempt and its task are recorded. */
const unfinished: readonly [string, ScriptedTurn, Draft, string, string, string][] = [
  ['text, context full', turns.truncated('half'), {}, 'truncated', 'KORA_MODEL_TRUNCATED', 'KORA_MODEL_TRUNCATED'],
  [
    'text, budget used up',
    turns.answer('x'.repeat(800)),
    {},
    'truncated',
    'KORA_MODEL_TRUNCATED',
    'KORA_BUDGET_BREACHED',
  ],
  [
    'JSON, context full',
    turns.truncated('{"n":'),
    { schema: NUMBER },
    'json_cut',
    'KORA_MODEL_JSON_CUT',
    'KORA_MODEL_JSON_CUT',
  ],
  [
    'JSON, budget used up',
    turns.answer(JSON_ANSWER),
    { schema: NUMBER },
    'json_cut',
    'KORA_MODEL_JSON_CUT',
    'KORA_BUDGET_BREACHED',
  ],
  [
    'JSON that is whole, cut all the same',
    turns.truncated('{"n":1}'),
    { schema: NUMBER },
    'truncated',
    'KORA_MODEL_TRUNCATED',
    'KORA_MODEL_TRUNCATED',
  ],
  [
    'thoughts, context full',
    { thinking: 'hm', ending: 'length' },
    {},
    'thinking_overrun',
    'KORA_MODEL_THINKING_OVERRUN',
    'KORA_MODEL_THINKING_OVERRUN',
  ],
  [
    'thoughts, budget used up',
    turns.thinking('x'.repeat(800), ''),
    {},
    'thinking_overrun',
    'KORA_MODEL_THINKING_OVERRUN',
    'KORA_BUDGET_BREACHED',
  ],
  [
    'thoughts beyond the cap',
    { ...turns.overlong(''), thinking: 'x'.repeat(800) },
    {},
    'thinking_overrun',
    'KORA_MODEL_THINKING_OVERRUN',
    'KORA_BUDGET_BREACHED',
  ],
  ['nothing', turns.empty(), {}, 'empty', 'KORA_MODEL_EMPTY', 'KORA_MODEL_EMPTY'],
  ['thoughts and then nothing', turns.thinking('hm', ''), {}, 'empty', 'KORA_MODEL_EMPTY', 'KORA_MODEL_EMPTY'],
  ['no end', turns.cut('half'), {}, 'stream_cut', 'KORA_MODEL_STREAM_CUT', 'KORA_MODEL_STREAM_CUT'],
  [
    'JSON without an end',
    turns.cut('{"n":1}'),
    { schema: NUMBER },
    'stream_cut',
    'KORA_MODEL_STREAM_CUT',
    'KORA_MODEL_STREAM_CUT',
  ],
];
for (const [what, turn, more, outcome, attempt_code, code] of unfinished) {
  t.test(`${what}: the attempt is ${outcome}, with a code of its own`, async (t) => {
    const { task, events, outcome: end } = await ask(scripted([turn]), more);
    t.match(task('ask').attempts, [{ outcome, error_code: attempt_code }]);
    t.match(task('ask'), { status: 'failed', error_code: code, output_hash: null });
    t.equal(end.error?.details.code, code);
    const completed = events.find((event) => event.event_type === 'model.invocation.completed');
    t.match(completed?.payload, { outcome, error_code: attempt_code });
  });
}

t.test('the words of every attempt have their hash in the record, refused or not', async (t) => {
  const texts = ['{"n":"x"}', 'no json', '{"n":3}'];
  const { task } = await ask(scripted(texts.map(turns.answer)), { schema: NUMBER, budget: budget({ max_retries: 2 }) });
  t.same(
    task('ask').attempts.map(({ answer_hash }) => answer_hash),
    texts.map(sha256Hex),
  );
});

t.test('a task that waits for its connector tells its place in line, before and after each move', async (t) => {
  const connector = scripted(() => turns.answer('x'));
  const tasks = ['a', 'b', 'c'].map((id) => model(id));
  const graph = freeze([...tasks, operation('all', 'data.echo', { value: 1 })]);
  const { queued, bundle, events } = await run(backend, graph, { connectors: [connector] });
  t.equal(bundle.status, 'success');
  const placesOf = (id: string) => queued.filter(({ task_id }) => task_id === id).map(({ position }) => position);
  t.same(['a', 'b', 'c'].map(placesOf), [[], [1, 0], [2, 1, 0]]);
  for (const place of queued) t.ok(modelQueuedCodec.is(place));
  t.same(
    events.map(({ seq }) => seq),
    events.map((_, index) => index),
    'the log has no place for them',
  );
});

t.test(
  'what a connector cannot enforce of a schema is on record before the call, and in the telemetry of the task',
  async (t) => {
    const warnings = ['/properties/n/not is not enforced by it'];
    const startedWith = async (connector: Connector, schema: Draft = NUMBER) => {
      const graph = freeze([model('ask', { schema })]);
      const { events, task } = await run(backend, graph, { connectors: [connector] });
      const started = events.find((event) => event.event_type === 'model.invocation.started')?.payload;
      t.same(task('ask').warnings, started?.warnings, 'once, and nothing new comes later');
      return started?.warnings;
    };
    const script = () => turns.json({ n: 1 });
    t.same(await startedWith(scripted(script, { unenforced: warnings })), warnings);
    t.same(
      await startedWith(scripted(script, { unenforced: warnings }), { type: 'string' }),
      [],
      'nothing is to be enforced',
    );
    t.same(await startedWith(scripted(script)), []);
    for (const structured_output of ['none', 'json'] as const) {
      t.match(
        (await startedWith(scripted(script, { supports: { structured_output } })))?.[0],
        /is checked when an answer/,
      );
    }
    const many = Array.from({ length: 90 }, (_, i) => `/${i} is not enforced`);
    const shown = await startedWith(changed(scripted(script), { checkSchema: async () => many }));
    t.match([shown?.length, shown?.at(-1)], [41, 'and 50 more warnings']);
    const failing = changed(scripted(script), { checkSchema: () => Promise.reject(new Error('no idea')) });
    t.same(await startedWith(failing), ['scripted could not say what it enforces of the schema: no idea']);
  },
);
