import t from 'tap';
import { serve } from '../support/bench.ts';
import { only } from '../support/calls.ts';
import { MODEL, NESTED_OVERFLOW, piece } from '../support/ollama-bodies.ts';
import { empty, json, ndjson, plain, type Reply } from '../support/replies.ts';

const CHAT = 'POST /api/chat';
const say = (status: number, error: unknown) => json(status, { error });

/** What Ollama says, the kind and code that it becomes, and whether it may be tried again. */
const FAULTS: Readonly<Record<string, readonly [Reply, string, string, boolean]>> = {
  'nested JSON of the child': [json(400, NESTED_OVERFLOW), 'context_overflow', 'KORA_OLLAMA_CONTEXT_OVERFLOW', false],
  'the same in plain words': [
    say(400, 'the prompt is longer than the context length currently available to the model; shorten the prompt'),
    'context_overflow',
    'KORA_OLLAMA_CONTEXT_OVERFLOW',
    false,
  ],
  'a missing model': [say(404, `model '${MODEL}' not found`), 'model_not_found', 'KORA_OLLAMA_MODEL_NOT_FOUND', false],
  'a missing route': [plain(404, '404 page not found'), 'protocol', 'KORA_OLLAMA_TOO_OLD', false],
  'a wrong method': [plain(405, '405 method not allowed'), 'protocol', 'KORA_OLLAMA_TOO_OLD', false],
  'a full queue': [
    say(503, 'server busy, please try again.  maximum pending requests exceeded'),
    'overloaded',
    'KORA_OLLAMA_OVERLOADED',
    true,
  ],
  'a missing capability': [
    say(400, `"${MODEL}" does not support chat`),
    'bad_request',
    'KORA_OLLAMA_BAD_REQUEST',
    false,
  ],
  'a bad body': [
    say(400, "invalid character '}' looking for beginning of value"),
    'bad_request',
    'KORA_OLLAMA_BAD_REQUEST',
    false,
  ],
  'a wrong option, as 500': [
    say(500, 'option "temperature" must be of type float32'),
    'bad_request',
    'KORA_OLLAMA_BAD_REQUEST',
    false,
  ],
  'a bad format, as 500': [
    say(500, 'invalid format: "\\"yaml\\""; expected "json" or a valid JSON Schema object'),
    'bad_request',
    'KORA_OLLAMA_BAD_REQUEST',
    false,
  ],
  'a bad schema, nested': [
    say(
      400,
      '{"error":{"code":400,"message":"Unable to generate parser for this template. Automatic parser generation failed: JSON schema error at #: unrecognized type frobnicate","type":"invalid_request_error"}}',
    ),
    'bad_request',
    'KORA_OLLAMA_BAD_REQUEST',
    false,
  ],
  'no memory at load': [
    say(500, 'llama-server reported out-of-memory during startup: ggml'),
    'out_of_memory',
    'KORA_OLLAMA_OUT_OF_MEMORY',
    false,
  ],
  'no memory on the GPU': [
    say(500, 'llama-server process has terminated: exit status 1: ggml_cuda: cudaMalloc failed: out of memory'),
    'out_of_memory',
    'KORA_OLLAMA_OUT_OF_MEMORY',
    false,
  ],
  'a crash': [
    say(
      500,
      'model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details',
    ),
    'crashed',
    'KORA_OLLAMA_CRASHED',
    true,
  ],
  'a stalled load': [
    say(500, 'timed out waiting for llama-server to start - '),
    'loading',
    'KORA_OLLAMA_LOAD_STALLED',
    true,
  ],
  'a model of another version': [
    say(
      500,
      'unable to load model: this model may be incompatible with your version of Ollama. If you previously pulled this model, try updating it by running `ollama pull m`',
    ),
    'model_not_found',
    'KORA_OLLAMA_MODEL_UNUSABLE',
    false,
  ],
  'a cloud that is off': [
    say(403, 'ollama cloud is disabled: remote model is unavailable'),
    'refused',
    'KORA_OLLAMA_REMOTE_MODEL',
    false,
  ],
  'a Host that it does not like': [empty(403), 'refused', 'KORA_OLLAMA_REFUSED', false],
  'a proxy that wants a key': [say(401, 'unauthorized'), 'refused', 'KORA_OLLAMA_REFUSED', false],
  'a cancelled request': [say(499, 'request canceled'), 'transport', 'KORA_OLLAMA_TRANSPORT', true],
  'an error that nobody knows': [say(500, 'something else'), 'protocol', 'KORA_OLLAMA_PROTOCOL', true],
  'a status without reason': [empty(500), 'protocol', 'KORA_OLLAMA_PROTOCOL', true],
  'a 404 of llama-server': [
    say(404, { message: 'File Not Found', type: 'not_found_error', code: 404 }),
    'protocol',
    'KORA_OLLAMA_NOT_OLLAMA',
    false,
  ],
  'a 200 of LM Studio': [
    say(200, 'Unexpected endpoint or method. (POST /api/chat)'),
    'protocol',
    'KORA_OLLAMA_NOT_OLLAMA',
    false,
  ],
  'an error in the stream': [
    ndjson([piece('a'), { error: 'an error was encountered while running the model: unexpected EOF' }]),
    'crashed',
    'KORA_OLLAMA_CRASHED',
    true,
  ],
  'a Go map in the stream': [
    ndjson([
      piece('a'),
      { error: 'llama-server chat error: map[code:500 message:Context size has been exceeded. type:server_error]' },
    ]),
    'context_overflow',
    'KORA_OLLAMA_CONTEXT_OVERFLOW',
    false,
  ],
  'an error object in the stream': [
    ndjson([piece('a'), { error: { code: 500, message: 'failed to decode', type: 'server_error' } }]),
    'protocol',
    'KORA_OLLAMA_PROTOCOL',
    true,
  ],
};

t.test('every error of Ollama gets its name, by its words before its status', async (t) => {
  for (const [name, [reply, kind, code, retryable]] of Object.entries(FAULTS)) {
    const { server, ask } = await serve(t, { [CHAT]: reply });
    const events = await ask();
    t.match(only(events, 'error').error, { kind, code, retryable }, name);
    t.equal(events.at(-1)?.type, 'error', 'it is the last event');
    t.equal(server.to('/api/chat').length, 1, 'the connector does not try again by itself');
  }
});

t.test('memory that is missing has one name, in all the words that drivers have for it', async (t) => {
  const words = [
    'out of memory',
    'ggml: out of device memory',
    'cudaMalloc failed',
    'hipMalloc failed: 2',
    'failed to allocate buffer of size 30720000000',
    'allocation failed',
    'not enough memory',
    'insufficient memory',
    'vk::Device: ErrorOutOfDeviceMemory',
  ];
  for (const reason of words) {
    const { ask } = await serve(t, {
      [CHAT]: say(500, `llama-server process has terminated: exit status 1: ${reason}`),
    });
    t.equal(only(await ask(), 'error').error.code, 'KORA_OLLAMA_OUT_OF_MEMORY', reason);
  }
});

t.test('an overflow says by how much', async (t) => {
  const { ask } = await serve(t, { [CHAT]: json(400, NESTED_OVERFLOW) });
  const { error } = only(await ask(), 'error');
  t.match(error.details, { prompt_tokens: 42_947, context_tokens: 8192, excess_tokens: 34_755 });
  t.match(error.message, /42947.*34755.*8192/);
});

t.test('what a person reads has no Go map around it', async (t) => {
  const error = 'llama-server chat error: map[code:500 message:The slot is gone. type:server_error]';
  const { ask } = await serve(t, { [CHAT]: ndjson([piece('a'), { error }]) });
  t.match(only(await ask(), 'error').error.message, /: The slot is gone\. Try again/);
});

t.test('errors repeat nothing of prompts and answers', async (t) => {
  const leaks = [
    'Failed to parse messages: Missing \'role\' in message: {"content":"my secret"}',
    "error parsing tool call: raw='my secret', err=invalid character",
    'Failed to parse: ["my secret"]',
  ];
  for (const leak of leaks) {
    const { ask } = await serve(t, { [CHAT]: say(500, leak) });
    t.notMatch(
      JSON.stringify(only(await ask({ messages: [{ role: 'user', content: 'my secret' }] }), 'error')),
      /secret/,
    );
  }
});

t.test('a connection that breaks is a transport fault', async (t) => {
  const { ask } = await serve(t, { [CHAT]: (response) => void response.socket?.resetAndDestroy() });
  t.match(only(await ask(), 'error').error, { kind: 'transport', code: 'KORA_OLLAMA_TRANSPORT', retryable: true });
});

t.test('nobody at the port is not_running', async (t) => {
  const { server, ask } = await serve(t);
  await server.close();
  t.match(only(await ask(), 'error').error, { kind: 'not_running', code: 'KORA_OLLAMA_NOT_RUNNING', retryable: true });
});

t.test('a redirect is not followed, wherever it leads', async (t) => {
  const elsewhere = await serve(t);
  const { ask } = await serve(t, {
    [CHAT]: (response) => void response.writeHead(307, { location: `${elsewhere.base_url}/api/chat` }).end(),
  });
  t.equal(only(await ask(), 'error').error.code, 'KORA_OLLAMA_TRANSPORT');
  t.same(elsewhere.server.requests, []);
});
