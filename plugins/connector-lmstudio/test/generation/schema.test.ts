import t from 'tap';
import { ask, CHAT, CHAT_PATH, LIST, MODEL, only, serve, textOf } from '../support/calls.ts';
import { nativeModel } from '../support/lists.ts';
import { answer, chunk, DONE, json, stream, usage } from '../support/replies.ts';

const SCHEMA = {
  type: 'object',
  properties: { n: { type: 'number', minimum: 0 } },
  required: ['n'],
  additionalProperties: false,
};

t.test('a schema goes along as json_schema, and what would be ignored is named', async (t) => {
  const { server, connector } = await serve(t, { [CHAT]: stream(answer('{"n":', '1}')) });
  const events = await ask(connector, { schema: SCHEMA });
  t.match(only(events, 'start'), {
    structured_output: 'json_schema',
    warnings: ['/properties/n/minimum is not enforced by LM Studio'],
  });
  t.equal(textOf(events), '{"n":1}');
  t.same(server.to(CHAT_PATH)[0]?.body.response_format, {
    type: 'json_schema',
    json_schema: {
      name: 'output',
      strict: true,
      schema: {
        type: 'object',
        properties: { n: { type: 'number' } },
        required: ['n'],
        additionalProperties: false,
      },
    },
  });
});

t.test('a schema that cannot be said is still sent as json_schema: json_object is refused', async (t) => {
  const refuseJsonObject = stream(answer('[]'));
  const { server, connector } = await serve(t, {
    [CHAT]: (response, request) => {
      const format = request.body.response_format;
      const isRefused = JSON.stringify(format).includes('json_object');
      const error = "'response_format.type' must be 'json_schema' or 'text'";
      return (isRefused ? json(400, { error }) : refuseJsonObject)(response, request);
    },
  });
  for (const schema of [{}, { type: 'thing' }, { $ref: '#' }]) {
    const events = await ask(connector, { schema });
    t.equal(only(events, 'start').structured_output, 'json');
    t.equal(textOf(events), '[]');
    t.match(server.to(CHAT_PATH).at(-1)?.body.response_format, { type: 'json_schema' });
  }
});

t.test('of an MLX model it is said that nobody knows what its engine enforces', async (t) => {
  const models = [nativeModel(MODEL, { format: 'mlx' })];
  const { connector } = await serve(t, { [LIST]: json(200, { models }), [CHAT]: stream(answer('{"n":1}')) });
  t.match(only(await ask(connector, { schema: SCHEMA }), 'start').warnings, [/minimum/, /MLX/]);
  t.same(only(await ask(connector), 'start').warnings, []);
});

t.test('JSON that arrives as thinking with an empty answer is the answer', async (t) => {
  const end = `${chunk({ content: '' }, 'stop')}${usage(11, 3)}${DONE}`;
  const bodies = {
    'in one': chunk({ reasoning_content: '{"n":1}' }),
    'in pieces, with space around': [' ', '{"n"', ':1}\n'].map((text) => chunk({ reasoning_content: text })).join(''),
    'in the other field': chunk({ reasoning: '{"n":1}' }),
    'with an answer of white space': chunk({ reasoning_content: '{"n":1}' }) + chunk({ content: '\n' }),
    'between tags': chunk({ content: '<think>{"n":1}</think>' }),
  };
  for (const [name, body] of Object.entries(bodies)) {
    const { connector } = await serve(t, { [CHAT]: stream(body + end) });
    const events = await ask(connector, { schema: SCHEMA });
    t.same(JSON.parse(textOf(events)), { n: 1 }, name);
    t.equal(textOf(events, 'thinking').trim(), '', name);
    t.equal(only(events, 'end').finish_reason, 'stop');
  }
});

t.test('thinking stays thinking when there is an answer, when it is no JSON, and without a schema', async (t) => {
  const end = `${chunk({}, 'stop')}${usage(11, 3)}${DONE}`;
  const json = chunk({ reasoning_content: '{"draft":1}' });
  const cases = [
    [json + chunk({ content: '{"n":2}' }), SCHEMA, '{"draft":1}', '{"n":2}'],
    [chunk({ reasoning_content: '{"cut' }), SCHEMA, '{"cut', ''],
    [chunk({ reasoning_content: 'well' }) + chunk({ content: '{"n":2}' }), SCHEMA, 'well', '{"n":2}'],
    [json, null, '{"draft":1}', ''],
  ] as const;
  for (const [body, schema, thinking, text] of cases) {
    const { connector } = await serve(t, { [CHAT]: stream(body + end) });
    const events = await ask(connector, { schema });
    t.equal(textOf(events, 'thinking'), thinking);
    t.equal(textOf(events), text);
  }
});
