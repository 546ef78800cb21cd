import { fakeLogger } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { decodeConfig } from '../../src/config/lm-studio-config.ts';
import { LmStudioConnector } from '../../src/connector/lm-studio-connector.ts';
import { ask, CHAT, never, only, serve } from '../support/calls.ts';
import { nativeModel } from '../support/lists.ts';

/** A connector whose requests are only written down. */
function asking(base_url: string, allowed_hosts: readonly string[] = []) {
  const asked: string[] = [];
  const http = {
    fetch: async (url: string) => {
      asked.push(url);
      return Response.json({ models: [nativeModel('m')] });
    },
  };
  const config = decodeConfig({ base_url, allowed_hosts });
  return { asked, connector: new LmStudioConnector(config, { http, log: fakeLogger() }) };
}

t.test('only this machine is ever asked', async (t) => {
  for (const url of [
    'http://192.168.1.5:1234',
    'http://127.0.0.1.example.org',
    'http://user:pw@127.0.0.1:1234',
    'ftp://127.0.0.1',
    'https://example.org',
    'no url',
    'http://[::2]:1234',
  ]) {
    const { asked, connector } = asking(url);
    const { error } = only(await ask(connector), 'error');
    t.match(error, { kind: 'refused', code: 'KORA_LMSTUDIO_NOT_LOCAL', retryable: false }, url);
    t.notMatch(error.message, /user|pw/);
    t.match(await connector.health(never()), { status: 'failed' });
    await t.rejects(connector.models(never()), { code: 'KORA_LMSTUDIO_NOT_LOCAL' });
    await t.rejects(Array.fromAsync(connector.pull('m', never())), { code: 'KORA_LMSTUDIO_NOT_LOCAL' });
    t.same(asked, []);
  }
});

t.test('this machine is asked by its address, without the path that other clients want', async (t) => {
  for (const [url, wanted] of [
    ['http://localhost:1234/', 'http://127.0.0.1:1234'],
    ['http://localhost:1234/v1', 'http://127.0.0.1:1234'],
    ['http://127.0.0.1:1234/api/v1/', 'http://127.0.0.1:1234'],
    ['http://127.0.0.1:1234/api/v0', 'http://127.0.0.1:1234'],
    ['http://[::1]:1234/prefix/v1', 'http://[::1]:1234/prefix'],
    ['http://0.0.0.0:1234', 'http://127.0.0.1:1234'],
    ['http://2130706433:1', 'http://127.0.0.1:1'],
  ]) {
    const { asked, connector } = asking(url ?? '');
    t.match(await connector.models(never()), [{ remote: false }]);
    t.same(asked, [`${wanted}/api/v1/models`]);
  }
});

t.test('a host that the user listed is asked, and its models are remote', async (t) => {
  for (const allowed of ['gpu.example', 'gpu.example:1234', 'GPU.example']) {
    const { asked, connector } = asking('http://gpu.example:1234', [allowed]);
    t.match(await connector.models(never()), [{ model_id: 'm', remote: true }]);
    t.same(asked, ['http://gpu.example:1234/api/v1/models']);
  }
});

t.test('a redirect is not followed, because it could lead anywhere', async (t) => {
  const { server, connector } = await serve(t, {
    [CHAT]: (response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
  });
  t.match(only(await ask(connector), 'error').error, { code: 'KORA_LMSTUDIO_TRANSPORT' });
  t.equal(server.to('/elsewhere').length, 0);
});
