import t from 'tap';
import { serve } from '../support/bench.ts';
import { only, textOf } from '../support/calls.ts';
import { done, MODEL, piece, tag } from '../support/ollama-bodies.ts';
import { json, ndjson } from '../support/replies.ts';

const CHAT = 'POST /api/chat';
const SCHEMA = { type: 'object', properties: { a: { type: 'boolean' } }, required: ['a'], additionalProperties: false };
const tags = (changes: Record<string, unknown>) => ({ 'GET /api/tags': json(200, { models: [tag(MODEL, changes)] }) });
const THINKER = tags({ capabilities: ['completion', 'thinking'] });
const GPT_OSS = tags({ capabilities: ['completion', 'thinking'], details: { format: 'gguf', family: 'gptoss' } });

t.test('thinking is kept apart from the answer', async (t) => {
  const lines = [piece('', { thinking: 'Let me' }), piece('', { thinking: ' see' }), piece('42'), done()];
  const { server, ask } = await serve(t, { ...THINKER, [CHAT]: ndjson(lines) });
  const events = await ask({ max_tokens: 2000 });
  t.equal(textOf(events, 'thinking'), 'Let me see');
  t.equal(textOf(events), '42');
  t.equal(server.bodyTo('/api/chat').think, true);
});

t.test('think is always said to a model that would think by itself, and never to one that cannot', async (t) => {
  const cases = [
    [THINKER, {}, { max_tokens: 2000 }, true],
    [THINKER, {}, { max_tokens: 256 }, false],
    [THINKER, {}, { max_tokens: 2000, schema: SCHEMA }, false],
    [THINKER, { thinking: 'off' }, { max_tokens: 2000 }, false],
    [GPT_OSS, {}, { max_tokens: 2000 }, 'medium'],
    [GPT_OSS, {}, { max_tokens: 256 }, 'low'],
    [tags({ capabilities: ['completion'] }), {}, { max_tokens: 2000 }, undefined],
  ] as const;
  for (const [routes, config, request, think] of cases) {
    const { server, ask } = await serve(t, routes, config);
    const start = only(await ask(request), 'start');
    t.equal(server.bodyTo('/api/chat').think, think, JSON.stringify(request));
    t.equal(start.warnings.length, think === 'low' ? 1 : 0, 'what cannot be switched off is named');
  }
});

t.test('thinking before a schema is counted, although Ollama counts only its second pass', async (t) => {
  const thoughts = Array.from({ length: 10 }, () => piece('', { thinking: 'hm ' }));
  const lines = [...thoughts, piece('{"a":true}'), done({ prompt_eval_count: 40, eval_count: 5 })];
  const { ask } = await serve(t, { ...GPT_OSS, [CHAT]: ndjson(lines) });
  const end = only(await ask({ schema: SCHEMA, max_tokens: 32 }), 'end');
  t.same(end.usage, { tokens_in: 30, tokens_out: 15, source: 'estimated' });
});

t.test('both passes together stay within the cap that each of them was given', async (t) => {
  const thoughts = Array.from({ length: 14 }, () => piece('', { thinking: 'hm ' }));
  const lines = [...thoughts, ...Array.from({ length: 14 }, () => piece('x')), done({ eval_count: 14 })];
  const { ask } = await serve(t, { ...GPT_OSS, [CHAT]: ndjson(lines) });
  t.match(only(await ask({ schema: SCHEMA, max_tokens: 16 }), 'end'), {
    finish_reason: 'length',
    usage: { tokens_out: 16, source: 'estimated' },
  });
});
