import t from 'tap';
import { ask, LIST, MODEL, never, only, serve } from '../support/calls.ts';
import { EMBEDDING, LEGACY_EMBEDDING, legacyModel, nativeModel, openAiList } from '../support/lists.ts';
import { type Reply, unexpected } from '../support/lm-studio-server.ts';
import { json, plain, silence } from '../support/replies.ts';

const LEGACY = 'GET /api/v0/models';
const cold = json(200, { models: [nativeModel(MODEL, { loaded_instances: [] }), EMBEDDING] });
const legacy = (...data: readonly object[]) => json(200, { object: 'list', data });

t.test('its health follows the shape of what answers, and asking loads nothing', async (t) => {
  const states: Record<string, readonly [Record<string, Reply>, object]> = {
    'a loaded model': [{}, { status: 'ready', message: /1 of 1/ }],
    'nothing loaded, on demand': [
      { [LIST]: cold, [LEGACY]: legacy(legacyModel(MODEL, { state: 'not-loaded' })) },
      { status: 'ready', message: /on demand/ },
    ],
    'nothing loaded, not on demand': [
      { [LIST]: cold, [LEGACY]: legacy(LEGACY_EMBEDDING) },
      { status: 'no_model', message: /does not load on demand/ },
    ],
    'nothing loaded, older list gone': [{ [LIST]: cold }, { status: 'ready' }],
    'only the embedding model': [
      { [LIST]: json(200, { models: [EMBEDDING] }) },
      { status: 'no_model', message: /pull/ },
    ],
    'older, empty because nothing is loaded': [{ [LIST]: unexpected, [LEGACY]: legacy() }, { status: 'no_model' }],
    'oldest, with a model': [{ [LIST]: unexpected, 'GET /v1/models': json(200, openAiList('a')) }, { status: 'ready' }],
    'too old': [{ [LIST]: unexpected }, { status: 'failed', message: /Update/ }],
    Ollama: [
      { [LIST]: plain(404, '404 page not found') },
      { status: 'failed', message: /Ollama answers .* not LM Studio/ },
    ],
    'an error of its own': [
      { [LIST]: json(500, { error: { type: 'internal_error', message: 'x' } }) },
      { status: 'failed' },
    ],
  };
  for (const [name, [routes, expected]] of Object.entries(states)) {
    const { server, connector } = await serve(t, routes);
    t.match(await connector.health(never()), { runtime_version: null, ...expected }, name);
    t.ok(
      server.requests.every(({ method }) => method === 'GET'),
      'nothing but questions',
    );
  }
});

t.test('what does not run is told apart from what does not answer', async (t) => {
  const { server, connector } = await serve(t, { [LIST]: silence });
  t.match(await connector.health(never()), { status: 'busy', message: /does not answer/ });
  await server.close();
  t.match(await connector.health(never()), { status: 'not_running', message: /lms server start/ });
  const { error } = only(await ask(connector), 'error');
  t.match(error, { kind: 'not_running', code: 'KORA_LMSTUDIO_NOT_RUNNING', retryable: true });
});

t.test('without the right token it says so', async (t) => {
  const message =
    "An LM Studio API token is required to make requests to this server, but none was provided using the Authorization header using the 'Bearer' scheme";
  const refusal = { error: { type: 'invalid_request', code: 'invalid_api_key', message } };
  // The status is not documented, so it must not matter.
  for (const status of [401, 403, 200]) {
    const guarded: Reply = (response, request) => {
      const isKnown = request.headers.authorization === 'Bearer sk-lm-good:token';
      return (isKnown ? json(200, { models: [nativeModel(MODEL)] }) : json(status, refusal))(response, request);
    };
    const { connector } = await serve(t, { [LIST]: guarded });
    t.match(await connector.health(never()), { status: 'failed', message: /api_token/ });
    t.match(only(await ask(connector), 'error').error, { kind: 'refused', code: 'KORA_LMSTUDIO_REFUSED' });
    const { connector: known } = await serve(t, { [LIST]: guarded }, { api_token: 'sk-lm-good:token' });
    t.match(await known.health(never()), { status: 'ready' });
  }
});

t.test('a token that comes back in an error is not shown or logged', async (t) => {
  const api_token = 'sk-lm-abcdefgh:ijklmnopqrstuvwxyz';
  for (const message of [`Malformed LM Studio API token provided: ${api_token}`, `bad ${api_token} here`]) {
    const { connector, log } = await serve(
      t,
      { [LIST]: json(401, { error: { code: 'invalid_api_key', message } }) },
      { api_token },
    );
    const told = JSON.stringify([await connector.health(never()), await ask(connector), log.lines]);
    t.match(told, /KORA_LMSTUDIO_REFUSED/);
    t.notMatch(told, /abcdefgh|ijklm/);
  }
});

t.test('after dispose everything is refused, and what was going on ends as an error', async (t) => {
  const { connector } = await serve(t, { 'POST /v1/chat/completions': silence });
  const call = ask(connector);
  await connector.dispose();
  t.match(only(await call, 'error').error, { code: 'KORA_LMSTUDIO_STOPPED', retryable: false });
  await t.rejects(connector.unload(MODEL, never()), { code: 'KORA_LMSTUDIO_STOPPED' });
  await t.rejects(Array.fromAsync(connector.pull(MODEL, never())), { code: 'KORA_LMSTUDIO_STOPPED' });
});
