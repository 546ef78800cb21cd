import t from 'tap';
import { serve } from '../support/bench.ts';
import { only, textOf } from '../support/calls.ts';
import { done, MODEL, piece } from '../support/ollama-bodies.ts';
import { cut, goJson, json, later, ndjson } from '../support/replies.ts';

const CHAT = 'POST /api/chat';

t.test('reads the same from any split of the bytes, also inside a letter, and from joined lines', async (t) => {
  const lines = [piece('Größe'), piece(' \u003cb\u003e 😀'), '', piece('漢字'), done()];
  t.ok(goJson(lines[1]).includes('\\u003cb\\u003e'), 'the server escapes as Go does');
  for (const size of [1, 7, 64, 100_000]) {
    const { server, ask } = await serve(t, { [CHAT]: ndjson(lines, size) });
    const events = await ask();
    t.equal(textOf(events), 'Größe <b> 😀漢字', `${size} bytes a packet`);
    t.equal(only(events, 'end').finish_reason, 'stop');
    t.equal(server.bodyTo('/api/chat').stream, true);
  }
});

t.test('the last line needs no line end', async (t) => {
  const { ask } = await serve(t, { [CHAT]: json(200, done({}, 'all at once')) });
  const events = await ask();
  t.equal(textOf(events), 'all at once');
  t.equal(only(events, 'end').finish_reason, 'stop');
});

t.test('text in the final object belongs to the answer', async (t) => {
  const { server, ask } = await serve(t, { [CHAT]: ndjson([piece('The'), done({}, ' end.')]) });
  const events = await ask();
  t.equal(textOf(events), 'The end.');
  t.equal(only(events, 'end').finish_reason, 'stop');
  t.equal(server.to('/api/chat').length, 1);
});

t.test('what comes after the final object is not read', async (t) => {
  const { ask } = await serve(t, { [CHAT]: cut([piece('The end'), done(), piece('more')], 'silence') });
  const events = await ask();
  t.equal(textOf(events), 'The end');
  t.equal(events.at(-1)?.type, 'end');
});

t.test('counters that Go left out are zero, and where they cannot be zero our own count says so', async (t) => {
  const none = { prompt_eval_count: undefined, eval_count: undefined };
  const cases = [
    [[done({ eval_count: undefined })], { tokens_in: 26, tokens_out: 0, source: 'reported' }],
    [[piece('a'), piece('b'), done(none)], { tokens_in: 1, tokens_out: 2, source: 'estimated' }],
    [[piece('a'), done({ prompt_eval_count: undefined })], { tokens_in: 1, tokens_out: 2, source: 'estimated' }],
  ] as const;
  for (const [lines, usage] of cases) {
    const { ask } = await serve(t, { [CHAT]: ndjson(lines) });
    t.same(only(await ask(), 'end').usage, usage);
  }
});

t.test('a stream that ends without done is a fault that may be tried again', async (t) => {
  const endings = {
    'whitespace loop': ndjson([piece('{'), piece('\n'), piece('\n')]),
    'cut in a line': cut([piece('{')], 'break', '{"model":"m","crea'),
    'an answer that is not done': json(200, piece('half')),
    nothing: ndjson([]),
  };
  for (const [name, reply] of Object.entries(endings)) {
    const { ask } = await serve(t, { [CHAT]: reply });
    const events = await ask();
    t.notOk(
      events.some(({ type }) => type === 'end'),
      name,
    );
    t.match(only(events, 'error').error, { kind: /^(protocol|transport)$/, retryable: true });
  }
  const { ask } = await serve(t, { [CHAT]: ndjson([piece('half')]) });
  t.equal(only(await ask(), 'error').error.code, 'KORA_OLLAMA_INCOMPLETE');
});

t.test('lines that are no object, and reasons that end no generation, are faults', async (t) => {
  const cases = [
    ndjson(['not json', done()]),
    ndjson(['[1]', done()]),
    ndjson([done({ done_reason: 'load' })]),
    ndjson([done({ done_reason: 'unload' })]),
  ];
  for (const reply of cases) {
    const { ask } = await serve(t, { [CHAT]: reply });
    t.match(only(await ask(), 'error').error, { code: 'KORA_OLLAMA_PROTOCOL', kind: 'protocol' });
  }
});

t.test('a load gives no sign of life, and is waited for longer than any question may take', async (t) => {
  const reply = later(2_000, ndjson([piece('late'), done()]));
  const { server, ask } = await serve(t, { [CHAT]: reply }, {}, 1_500);
  t.equal(textOf(await ask()), 'late');
  t.equal(server.to('/api/chat').length, 1);
});

t.test('length is told as length', async (t) => {
  const { ask } = await serve(t, { [CHAT]: ndjson([piece('a'), done({ done_reason: 'length', eval_count: 16 })]) });
  const end = only(await ask({ max_tokens: 16 }), 'end');
  t.match(end, { finish_reason: 'length', usage: { tokens_out: 16 } });
});

t.test('an answer that goes on beyond the cap is cut off, and the server is told by a closed connection', async (t) => {
  const lines = Array.from({ length: 40 }, (_, i) => piece(`w${i} `));
  const { server, ask } = await serve(t, { [CHAT]: cut(lines, 'silence') });
  const events = await ask({ max_tokens: 8 });
  t.match(only(events, 'end'), { finish_reason: 'length', usage: { tokens_out: 8, source: 'estimated' } });
  t.ok(events.filter(({ type }) => type === 'delta').length <= 10);
  await server.to('/api/chat')[0]?.closed;
  t.pass('the connection is closed');
});

t.test('the model that answers may not be elsewhere, whatever the list said', async (t) => {
  const remote = { ...piece('secret'), remote_model: MODEL, remote_host: 'https://ollama.com:443' };
  const { ask } = await serve(t, { [CHAT]: ndjson([remote, done()]) });
  const events = await ask();
  t.match(only(events, 'error').error, { kind: 'refused', code: 'KORA_OLLAMA_REMOTE_MODEL' });
  t.equal(textOf(events), '');
});
