import fc from 'fast-check';
import t from 'tap';
import { leastTokens } from '../../src/generation/least-tokens.ts';
import { serve } from '../support/bench.ts';
import { only, textOf } from '../support/calls.ts';
import { done, MODEL, NESTED_OVERFLOW, piece, VERSION } from '../support/ollama-bodies.ts';
import { json, ndjson } from '../support/replies.ts';

const CHAT = 'POST /api/chat';
const words = (count: number) => [{ role: 'user' as const, content: 'tell '.repeat(count) }];
const answered = (counters: Record<string, unknown>) => ({ [CHAT]: ndjson([piece('ok'), done(counters)]) });

t.test('a prompt that fits in no vocabulary is not even sent', async (t) => {
  const { server, ask } = await serve(t, {}, { num_ctx: 512 });
  const { error } = only(await ask({ messages: words(600) }), 'error');
  t.match(error, {
    kind: 'context_overflow',
    code: 'KORA_OLLAMA_CONTEXT_OVERFLOW',
    details: { model_id: MODEL, prompt_tokens: 600, context_tokens: 512, excess_tokens: 88 },
  });
  t.equal(server.to('/api/chat').length, 0);
});

t.test('one that may fit is sent, and Ollama is believed when it says that it does not', async (t) => {
  const { server, ask } = await serve(t, { [CHAT]: json(400, NESTED_OVERFLOW) }, { num_ctx: 512 });
  t.equal(only(await ask({ messages: words(500) }), 'error').error.kind, 'context_overflow');
  t.match(server.bodyTo('/api/chat'), { truncate: false, shift: false, options: { num_ctx: 512 } });
});

t.test('far fewer prompt tokens than there must be means that Ollama cut the input, and is an error', async (t) => {
  const { server, ask, log } = await serve(t, answered({ prompt_eval_count: 4098 }));
  const events = await ask({ messages: words(7000) });
  t.match(only(events, 'error').error, {
    kind: 'context_overflow',
    code: 'KORA_OLLAMA_PROMPT_CUT',
    retryable: false,
    details: { prompt_tokens: 7000, evaluated_tokens: 4098, context_tokens: 8192 },
  });
  t.notOk(events.some(({ type }) => type === 'end'));
  t.equal(server.bodyTo('/api/chat').truncate, false);
  t.same(log.lines, []);
});

t.test('a few tokens less are logged, not fatal', async (t) => {
  const { ask, log } = await serve(t, answered({ prompt_eval_count: 990 }));
  t.equal(only(await ask({ messages: words(1000) }), 'end').finish_reason, 'stop');
  t.match(log.lines, [{ level: 'warn', fields: { prompt_tokens: 1000, evaluated_tokens: 990 } }]);
});

t.test('before 0.30 the count leaves out what came from the cache, so a low one is only logged', async (t) => {
  const routes = { ...answered({ prompt_eval_count: 10 }), 'GET /api/version': json(200, { version: '0.12.6' }) };
  const { server, ask, log } = await serve(t, routes);
  t.equal(only(await ask({ messages: words(1000) }), 'end').finish_reason, 'stop');
  t.equal(log.lines.length, 1);
  t.equal(server.to('/api/version').length, 1, 'the version is asked only when in doubt');
  const unknown = await serve(t, { ...answered({ prompt_eval_count: 10 }), 'GET /api/version': json(500, VERSION) });
  t.equal(only(await unknown.ask({ messages: words(1000) }), 'error').error.code, 'KORA_OLLAMA_PROMPT_CUT');
});

t.test('an answer that ended because the context did is not taken for one that reached its cap', async (t) => {
  const counters = { done_reason: 'length', prompt_eval_count: 400, eval_count: 112 };
  const { ask } = await serve(t, answered(counters), { num_ctx: 512 });
  const events = await ask({ max_tokens: 300 });
  t.match(only(events, 'error').error, {
    kind: 'context_overflow',
    code: 'KORA_OLLAMA_CONTEXT_FULL',
    details: { prompt_tokens: 400, answer_tokens: 112, context_tokens: 512 },
  });
  t.equal(textOf(events), 'ok', 'what came before is told');
  const capped = await serve(t, answered(counters), { num_ctx: 512 });
  t.equal(only(await capped.ask({ max_tokens: 112 }), 'end').finish_reason, 'length', 'the cap itself is no fault');
});

t.test('the lower bound holds for what vocabularies compress best', async (t) => {
  t.equal(leastTokens(['tell me more']), 3);
  t.equal(leastTokens([`${'-'.repeat(4000)}\n${' '.repeat(4000)}`]), 1, 'rules and blanks');
  t.equal(
    leastTokens(['-'.repeat(4_000_000), 'ab'.repeat(2_000_000)]),
    250_001,
    'and the longest message there may be',
  );
  t.ok(leastTokens(['漢'.repeat(10), '漢字仮名交じり文']) <= 2, 'scripts without blanks');
  t.equal(leastTokens(['a b', '', 'c']), 3);
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      const tokens = leastTokens(texts);
      return tokens >= 0 && tokens <= texts.reduce((sum, text) => sum + text.length, 0);
    }),
  );
});
