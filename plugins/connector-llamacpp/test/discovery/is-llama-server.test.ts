import type { LocalAnswer } from '@kora/plugin-sdk';
import t from 'tap';
import { isLlamaServer } from '../../src/discovery/is-llama-server.ts';
import { recording } from '../support/recording.ts';

/** A recorded answer of the real server, with its header unless another one is given. */
function recorded(path: string, name: string, server = 'llama.cpp'): LocalAnswer {
  const { head, body } = recording(name);
  return { path, status: Number(head.toString().split(' ')[1]), server, text: body.toString() };
}
const made = (path: string, status: number, body: unknown, server = ''): LocalAnswer => ({
  path,
  status,
  server,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
const is = (...answers: LocalAnswer[]) => isLlamaServer({ url: 'http://127.0.0.1:1', answers });
const models = '/v1/models';

t.test('a llama-server is recognised in each of its states', async (t) => {
  t.ok(is(recorded(models, 'models'), recorded('/props', 'props')), 'with one model');
  t.ok(is(recorded(models, 'models', 'nginx')), 'behind a proxy that puts its own name there');
  t.ok(is(recorded(models, 'r_models')), 'a router');
  t.ok(is(made(models, 200, { data: [], object: 'list' }), recorded('/props', 'r_props')), 'a router without models');
  t.ok(is(recorded(models, 'health_loading_then_ok')), 'while it loads its model');
  t.ok(is(recorded(models, 'k_models_nokey')), 'when it wants a key');
});

t.test('nobody else is taken for one', async (t) => {
  const list = (owned_by: string) =>
    made(models, 200, { object: 'list', data: [{ id: 'm', object: 'model', owned_by }] });
  t.notOk(is(list('library'), made('/props', 404, '404 page not found')), 'Ollama');
  t.notOk(is(made(models, 200, { object: 'list', data: null })), 'Ollama without models');
  const unexpected = (path: string) => made(path, 200, { error: `Unexpected endpoint or method. (GET ${path})` });
  t.notOk(is(list('organization_owner'), unexpected('/props')), 'LM Studio');
  t.notOk(is(list('vllm')), 'vLLM');
  t.notOk(
    is(made(models, 200, { data: [{ owned_by: 'llamacpp' }, { owned_by: 'me' }] })),
    'a proxy over several servers',
  );
  const page = '<!doctype html><title>Hello</title>';
  t.notOk(is(made(models, 200, page), made('/props', 200, page)), 'a web page at every path');
  for (const body of [
    { status: 'ok' },
    {},
    [],
    null,
    'true',
    '"llamacpp"',
    { data: [] },
    { data: {} },
    { role: 'router' },
  ])
    t.notOk(is(made(models, 200, body), made('/props', 200, body)), `${JSON.stringify(body)} at every path`);
  const wrongKey = { error: { message: 'Invalid API Key', type: 'authentication_error', code: 401 } };
  t.notOk(is(made(models, 401, wrongKey)), 'another server that wants a key');
  t.notOk(is(made(models, 503, { error: { message: 'overloaded', type: 'unavailable_error' } })));
  t.notOk(is(made(models, 503, 'Loading model')));
  t.notOk(is(), 'somebody silent');
});
