import type { Json, ModelDescriptor, ModelEvent, ModelRequest, ReusedAnswer } from '@kora/contracts';
import { type Script, ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import fc from 'fast-check';
import t from 'tap';
import { AnswerCache, questionKey } from '../../src/adapter/answer-cache.ts';
import { backendOver, type Draft, freeze, model, run, threads } from '../support/run-graph.ts';

const pool = threads(1);
t.teardown(() => pool.close());

const scripted = (script: Script, more = {}) => new ScriptedConnector({ script, ...more });
const reuse = { max_age_s: 3600 };
const LATER = { kora_version: '1.1.0' };
const countUp: Script = (_, index) => turns.answer(`answer ${index}`);

t.test('the same question gets the accepted answer again, with no call and no tokens', async (t) => {
  const backend = backendOver(pool);
  const connector = scripted(countUp);
  const ask = (more: Draft = {}) =>
    run(backend, freeze([model('ask', { reuse, ...more })], LATER), { connectors: [connector] });
  const first = await ask();
  t.equal(first.task('ask').reused_from, undefined);
  const second = await ask();
  t.equal(second.outcome.final_output, 'answer 0');
  t.equal(connector.calls.length, 1);
  t.match(second.task('ask'), {
    status: 'success',
    reused_from: { run_id: 'run-for-a-test', task_id: 'ask' },
    tokens_out: 0,
    attempts: [],
    validation_status: 'pass',
    model: { connector: 'scripted', model_id: 'scripted-model' },
  });
  t.same(second.task('ask').budget.remaining.tokens, second.task('ask').budget.declared.tokens);
  t.match(second.bundle.summary, { model_invocation_count: 0, model_invocations_avoided: 1, total_tokens: 0 });
  t.equal((await run(backend, freeze([model('ask')]), { connectors: [connector] })).outcome.final_output, 'answer 1');
  t.equal((await ask()).outcome.final_output, 'answer 0', 'what did not allow reuse is not reused either');

  const others: Draft[] = [
    { input: { messages: [{ role: 'user', content: 'Say something else.' }] } },
    { input: { messages: [{ role: 'user', content: 'Say something.' }], parameters: { seed: 3 } } },
    { schema: { type: 'string', maxLength: 50 } },
  ];
  for (const other of others) t.equal((await ask(other)).task('ask').reused_from, undefined, JSON.stringify(other));
});

t.test('a graph that declares 1.0 cannot use it, and says why', (t) => {
  t.throws(() => freeze([model('ask', { reuse })]), /since kora_version 1.1.0, and the graph declares 1.0.0/);
  t.throws(() => freeze([model('ask', { reuse: { max_age_s: 0 } })], LATER), /max_age_s/);
  t.end();
});

/** A connector whose model changes. */
class Changing extends ScriptedConnector {
  readonly #digest: () => string | null;
  readonly #onCall: () => void;

  constructor(digest: () => string | null, onCall = () => {}) {
    super({ script: countUp });
    this.#digest = digest;
    this.#onCall = onCall;
  }

  override async models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    return (await super.models(signal)).map((each) => ({ ...each, digest: this.#digest() }));
  }

  override async *invoke(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    this.#onCall();
    for await (const event of super.invoke(request, signal)) {
      yield event.type === 'start' ? { ...event, digest: this.#digest() } : event;
    }
  }
}

t.test('a changed model, and a model that does not say which weights it has, are always asked', async (t) => {
  const backend = backendOver(pool);
  let digest: string | null = 'sha256:one';
  const connector = new Changing(() => digest);
  const ask = async () =>
    (await run(backend, freeze([model('ask', { reuse })], LATER), { connectors: [connector] })).outcome.final_output;
  t.same([await ask(), await ask()], ['answer 0', 'answer 0']);
  digest = 'sha256:two';
  t.same([await ask(), await ask()], ['answer 1', 'answer 1']);
  digest = null;
  t.same([await ask(), await ask()], ['answer 2', 'answer 3']);
});

t.test('a model that is changed between being listed and being asked answers under its own name', async (t) => {
  const backend = backendOver(pool);
  let digest = 'sha256:one';
  const connector = new Changing(
    () => digest,
    () => {
      digest = 'sha256:two';
    },
  );
  const graph = freeze([model('a', { reuse }), model('b', { reuse, dependencies: ['a'] })], LATER);
  const changing = await run(backend, graph, { connectors: [connector] });
  t.match(changing.task('a').model, { digest: 'sha256:two' });
  t.match(changing.task('b'), { reused_from: { task_id: 'a' }, model: { digest: 'sha256:two' } });
  digest = 'sha256:one';
  const before = await run(backend, freeze([model('a', { reuse })], LATER), { connectors: [connector] });
  t.equal(before.task('a').reused_from, undefined, 'the weights that were listed gave no answer');
});

t.test('only accepted answers to the question as it was asked are kept', async (t) => {
  const backend = backendOver(pool);
  const budget = { max_tokens: 100, max_time_ms: 20_000, max_retries: 1 };
  const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
  const connector = scripted([turns.answer('no json'), turns.json({ n: 1 }), turns.json({ n: 2 })]);
  const ask = async () =>
    (await run(backend, freeze([model('ask', { reuse, budget, schema })], LATER), { connectors: [connector] })).outcome
      .final_output;
  t.same(await ask(), { n: 1 }, 'after a correction');
  t.same(await ask(), { n: 2 }, 'so the question is asked again');
  t.same(await ask(), { n: 2 });
  t.equal(connector.calls.length, 3);
});

t.test('a replay takes the answers that it is given and no other', async (t) => {
  const backend = backendOver(pool);
  const connector = scripted(countUp);
  const graph = freeze([model('ask', { reuse })], LATER);
  const given = (reused: ReadonlyMap<string, ReusedAnswer>) =>
    run(backend, graph, { connectors: [connector], recorded: { reused, resting: new Map(), retried: new Set() } });
  await run(backend, graph, { connectors: [connector] });
  t.equal((await given(new Map())).outcome.final_output, 'answer 1', 'what was asked is asked');
  const answer = { value: 'recorded', run_id: 'run-of-old', task_id: 'x', age_ms: 5 };
  const replayed = await given(new Map([['ask', answer]]));
  t.equal(replayed.outcome.final_output, 'recorded');
  t.same(replayed.task('ask').reused_from, { run_id: 'run-of-old', task_id: 'x' });
  t.equal(
    (await run(backend, graph, { connectors: [connector] })).outcome.final_output,
    'answer 0',
    'and leaves no trace',
  );
});

t.test('answers grow too old, and the one that was not used for longest goes first', (t) => {
  const cache = new AnswerCache({ max_entries: 2, max_length: 30 });
  const source = { run_id: 'run', task_id: 'task', at: 1_000 };
  cache.put('a', 'A', source);
  cache.put('b', 'B', source);
  t.match(cache.get('a', 1, 2_000), { value: 'A', age_ms: 1_000 });
  t.equal(cache.get('a', 1, 2_001), null);
  t.equal(cache.get('b', 1, 2_000)?.value, 'B');
  t.equal(cache.get('a', 9, 2_001)?.value, 'A');
  cache.put('c', 'C', source);
  t.equal(cache.get('b', 9, 2_000), null, 'b was not used for longest');
  cache.put('d', 'x'.repeat(27), source);
  t.same(
    ['a', 'c', 'd'].map((key) => cache.get(key, 9, 2_000) !== null),
    [false, false, true],
  );
  cache.put('e', 'x'.repeat(100), source);
  t.equal(cache.get('e', 9, 2_000), null);
  t.ok(cache.get('d', 9, 2_000), 'what is too long takes nobody with it');
  const list: Json = [1];
  cache.put('f', list, source);
  const taken = cache.get('f', 9, 2_000)?.value;
  if (Array.isArray(taken)) taken.push(2);
  t.same(cache.get('f', 9, 2_000)?.value, [1]);
  const none = new AnswerCache({ max_entries: 0, max_length: 30 });
  none.put('a', 'A', source);
  t.equal(none.get('a', 9, 1_000), null);
  t.end();
});

t.test('two questions have the same name only when all that an answer depends on is the same', async () => {
  const [descriptor] = await scripted([]).models(new AbortController().signal);
  if (descriptor === undefined) throw new Error('no model');
  const word = fc.constantFrom('a', 'b');
  const question = fc.record({
    id: word,
    model_id: word,
    digest: word,
    content: word,
    seed: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
    maxLength: fc.constantFrom(1, 2),
  });
  const key = ({ id, model_id, digest, content, seed, maxLength }: ReturnType<typeof sample>) =>
    questionKey(
      { connector: scripted([], { id }), descriptor: { ...descriptor, model_id, digest } },
      [{ role: 'user', content }],
      {
        input: { messages: [], parameters: seed === undefined ? {} : { seed } },
        schema: { type: 'string', maxLength },
      },
    );
  const sample = () => fc.sample(question, 1)[0] ?? never();
  const never = () => {
    throw new Error('nothing was sampled');
  };
  fc.assert(
    fc.property(question, question, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      return key(one) !== null && (key(one) === key(other)) === same;
    }),
    { numRuns: 500 },
  );
});
