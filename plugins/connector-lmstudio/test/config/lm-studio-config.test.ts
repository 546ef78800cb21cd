import t from 'tap';
import { decodeConfig } from '../../src/config/lm-studio-config.ts';

t.test('nothing needs to be configured', async (t) => {
  const config = {
    base_url: null,
    api_token: null,
    allowed_hosts: [],
    context_tokens: null,
    idle_seconds: null,
  };
  t.same(decodeConfig(null), config);
  t.same(decodeConfig({}), config);
});

t.test('what is configured is taken, hosts in lower case', async (t) => {
  const value = { api_token: 'sk-lm-a:b', allowed_hosts: ['GPU.example'], context_tokens: 8192, idle_seconds: 60 };
  t.match(decodeConfig(value), { ...value, allowed_hosts: ['gpu.example'] });
});

t.test('every wrong field is named, and the token is never repeated', async (t) => {
  const api_token = 'sk-lm-secret:with\nnewline';
  const wrong = { base_url: 5, api_token, allowed_hosts: [7], context_tokens: 1, idle_seconds: 0, api_key: 'sk-lm-x' };
  let told = '';
  try {
    decodeConfig(wrong);
  } catch (error) {
    t.match(error, { code: 'KORA_LMSTUDIO_BAD_CONFIG' });
    told = `${error} ${JSON.stringify(error)}`;
  }
  for (const path of ['/base_url', '/api_token', '/allowed_hosts/0', '/context_tokens', '/idle_seconds', '/api_key'])
    t.match(told, path);
  t.notMatch(told, /sk-lm/);
});
