import t from 'tap';
import { ask, CHAT, MODEL, never, only, serve, textOf } from '../support/calls.ts';
import { type Reply, unexpected } from '../support/lm-studio-server.ts';
import { answer, beginning, chunk, DONE, event, json, openStream, plain, stream, usage } from '../support/replies.ts';

const object = (message: string, code: string | null = null, type = 'invalid_request_error') => ({
  error: { message, type, param: 'model', code },
});
const NO_MODEL = "No models loaded. Please load a model in the developer page or use the 'lms load' command.";
const UNKNOWN = `Invalid model identifier "${MODEL}". Please specify a valid downloaded model (e.g., x).`;
const RESOURCES =
  'Model loading was stopped due to insufficient system resources. Under the current settings, this model requires approximately 12.5 GB of memory.';
const CRASH = 'The model has crashed without additional information. (Exit code: 6)';
const begun = chunk({ content: 'a' });

const FAULTS: Readonly<Record<string, readonly [Reply, string, kind: string]>> = {
  'no model, as an object': [json(400, object(NO_MODEL)), 'KORA_LMSTUDIO_NO_MODEL_LOADED', 'model_not_found'],
  'no model, as a string': [json(404, { error: NO_MODEL }), 'KORA_LMSTUDIO_NO_MODEL_LOADED', 'model_not_found'],
  'unknown model': [json(400, object(UNKNOWN, 'model_not_found')), 'KORA_LMSTUDIO_MODEL_NOT_FOUND', 'model_not_found'],
  'unknown model, older': [json(404, { error: UNKNOWN }), 'KORA_LMSTUDIO_MODEL_NOT_FOUND', 'model_not_found'],
  'unknown model, by type': [
    json(404, object('?', null, 'model_not_found')),
    'KORA_LMSTUDIO_MODEL_NOT_FOUND',
    'model_not_found',
  ],
  'guard rails': [json(500, { error: RESOURCES }), 'KORA_LMSTUDIO_OUT_OF_MEMORY', 'out_of_memory'],
  'load failed': [
    json(500, object('Failed to load model', 'model_load_failed')),
    'KORA_LMSTUDIO_MODEL_UNUSABLE',
    'model_not_found',
  ],
  'died while loading': [
    json(500, { error: 'Error loading model. (Exit code: SIGABRT)' }),
    'KORA_LMSTUDIO_MODEL_UNUSABLE',
    'model_not_found',
  ],
  crash: [json(500, { error: CRASH }), 'KORA_LMSTUDIO_CRASHED', 'crashed'],
  'crash in the stream': [stream(begun + event({ error: 'Channel Error' })), 'KORA_LMSTUDIO_CRASHED', 'crashed'],
  'unloaded in the stream': [
    stream(begun + event({ error: { message: 'Model unloaded.' } }, 'error')),
    'KORA_LMSTUDIO_CRASHED',
    'crashed',
  ],
  'unloaded as a finish reason': [
    stream(begun + chunk({}, 'modelUnloaded') + DONE),
    'KORA_LMSTUDIO_CRASHED',
    'crashed',
  ],
  'stopped by a person': [stream(begun + chunk({}, 'userStopped') + DONE), 'KORA_LMSTUDIO_CRASHED', 'crashed'],
  'token missing': [
    json(401, object('token', 'invalid_api_key', 'invalid_request')),
    'KORA_LMSTUDIO_REFUSED',
    'refused',
  ],
  forbidden: [json(403, { error: 'no' }), 'KORA_LMSTUDIO_REFUSED', 'refused'],
  'unknown path with 200': [unexpected, 'KORA_LMSTUDIO_TOO_OLD', 'protocol'],
  'error as one JSON with 200': [json(200, { error: CRASH }), 'KORA_LMSTUDIO_CRASHED', 'crashed'],
  'JSON inside a string': [json(500, { error: JSON.stringify(object(CRASH)) }), 'KORA_LMSTUDIO_CRASHED', 'crashed'],
  'no stream with 200': [
    json(200, { choices: [{ message: { content: 'whole' } }] }),
    'KORA_LMSTUDIO_PROTOCOL',
    'protocol',
  ],
  'a page with 200': [plain(200, '<html>'), 'KORA_LMSTUDIO_PROTOCOL', 'protocol'],
  'error of another form': [json(500, { error: 5 }), 'KORA_LMSTUDIO_PROTOCOL', 'protocol'],
  'bad grammar': [json(500, { error: 'failed to parse grammar' }), 'KORA_LMSTUDIO_BAD_REQUEST', 'bad_request'],
  'bad field': [json(422, { error: 'no' }), 'KORA_LMSTUDIO_BAD_REQUEST', 'bad_request'],
  queue: [json(429, { error: 'no' }), 'KORA_LMSTUDIO_OVERLOADED', 'overloaded'],
  'error event with a string': [stream(begun + event({ error: 'oops' })), 'KORA_LMSTUDIO_PROTOCOL', 'protocol'],
  'error event by name only': [stream(begun + event({ message: CRASH }, 'error')), 'KORA_LMSTUDIO_CRASHED', 'crashed'],
  'error event without JSON': [stream(`${begun}event: error\ndata: gone\n\n`), 'KORA_LMSTUDIO_PROTOCOL', 'protocol'],
  'event that is not JSON': [stream(`${begun}data: {oops\n\n`), 'KORA_LMSTUDIO_PROTOCOL', 'protocol'],
  'no end marker': [stream(answer('a').replace(DONE, '')), 'KORA_LMSTUDIO_PROTOCOL', 'protocol'],
  'no finish reason': [stream(begun + usage(11, 1) + DONE), 'KORA_LMSTUDIO_PROTOCOL', 'protocol'],
  'no events at all': [stream(''), 'KORA_LMSTUDIO_PROTOCOL', 'protocol'],
  'unknown finish reason': [stream(begun + chunk({}, 'failed') + DONE), 'KORA_LMSTUDIO_PROTOCOL', 'protocol'],
  'connection lost': [beginning(begun, 'break'), 'KORA_LMSTUDIO_TRANSPORT', 'transport'],
};

t.test('every fault has its name, tells nothing of the prompt, and comes once', async (t) => {
  for (const [name, [reply, code, kind]] of Object.entries(FAULTS)) {
    const { connector } = await serve(t, { [CHAT]: reply });
    const events = await ask(connector, { messages: [{ role: 'user', content: 'xylophone' }] });
    const { error } = only(events, 'error');
    t.equal(error.code, code, `${name}: ${error.message}`);
    t.equal(error.kind, kind, name);
    t.equal(events.at(-1)?.type, 'error');
    t.notMatch(JSON.stringify(error), /xylophone/);
  }
});

t.test('memory that is missing is told in gigabytes', async (t) => {
  const { connector } = await serve(t, { [CHAT]: json(500, { error: RESOURCES }) });
  t.match(only(await ask(connector), 'error').error, { details: { required_gb: 12.5 }, message: /needed: 12\.5/ });
});

t.test('after an error event nothing counts any more, not even chat.end', async (t) => {
  const error = event({ type: 'error', error: { type: 'internal_error', message: 'oops' } }, 'error');
  const end = event({ type: 'chat.end', result: { output: [], stats: {} } }, 'chat.end');
  const { connector } = await serve(t, {
    [CHAT]: stream(begun + error + end + chunk({ content: 'b' }) + chunk({}, 'stop') + DONE),
  });
  const events = await ask(connector);
  t.same(
    events.map(({ type }) => type),
    ['start', 'delta', 'error'],
  );
  t.equal(textOf(events), 'a');
});

t.test('a message that repeats the request is cut where it does', async (t) => {
  const messages = [
    'Error rendering prompt with jinja template: {"messages":[{"content":"xylophone"}]}',
    '[LM STUDIO SERVER] bad field: "xylophone ',
    `cannot use "${'xylophone '.repeat(20)}"`,
    'line\nxylophone',
  ];
  for (const message of messages.with(1, '[LM STUDIO SERVER] bad field {"xylophone"}')) {
    const { connector } = await serve(t, { [CHAT]: json(400, { error: message }) });
    const { error } = only(await ask(connector), 'error');
    t.equal(error.code, 'KORA_LMSTUDIO_BAD_REQUEST');
    t.notMatch(error.message, /xylophone/);
  }
});

t.test('an answer without end is given up', async (t) => {
  const flood: Reply = async (response) => {
    openStream(response).write('data: ');
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    while (!response.destroyed) {
      if (!response.write(megabyte)) await new Promise(setImmediate);
    }
  };
  const events = await serve(t, { [CHAT]: flood });
  t.match(only(await ask(events.connector), 'error').error, { kind: 'protocol', message: /without end/ });
  const lists = await serve(t, { 'GET /api/v1/models': flood });
  await t.rejects(lists.connector.models(never()), { code: 'KORA_LMSTUDIO_PROTOCOL', message: /without end/ });
});

t.test('what does not speak HTTP is not LM Studio', async (t) => {
  const { connector } = await serve(t, {
    'GET /api/v1/models': (response) => void response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
  });
  t.match(only(await ask(connector), 'error').error, { code: 'KORA_LMSTUDIO_NOT_LMSTUDIO', message: /HTTP/ });
});
