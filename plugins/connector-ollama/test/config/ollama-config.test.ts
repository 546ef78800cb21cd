import t from 'tap';
import { decodeConfig } from '../../src/config/ollama-config.ts';
import { ollamaAddress } from '../../src/server/server-address.ts';
import { rejectionOf } from '../support/calls.ts';

t.test('without a section every default holds', async (t) => {
  t.same(decodeConfig(null), {
    base_url: null,
    allowed_hosts: [],
    num_ctx: null,
    keep_alive: null,
    thinking: 'auto',
  });
});

t.test('keep_alive takes the forms of Ollama', async (t) => {
  for (const keep_alive of ['5m', '1h30m', '-1m', -1, 0, 300])
    t.equal(decodeConfig({ keep_alive }).keep_alive, keep_alive);
});

t.test('every mistake is named with its path', async (t) => {
  const wrong = { num_ctx: 0, keep_alive: 'soon', thinking: 'hard', allowed_hosts: [1], colour: 'red' };
  const error = await rejectionOf(Promise.try(() => decodeConfig(wrong)));
  t.equal(error.code, 'KORA_OLLAMA_BAD_CONFIG');
  for (const name of Object.keys(wrong)) t.match(error.message, name);
});

t.test('the address is read as OLLAMA_HOST is', async (t) => {
  const cases = [
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
    ['http://localhost:11434/', 'http://127.0.0.1:11434'],
    ['http://0.0.0.0:8000', 'http://127.0.0.1:8000'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['127.0.0.1', 'http://127.0.0.1:11434'],
    ['127.0.0.1:80', 'http://127.0.0.1'],
    ['localhost:9000', 'http://127.0.0.1:9000'],
    ['[::]', 'http://[::1]:11434'],
    ['http://[::1]:11434', 'http://[::1]:11434'],
    ['http://localhost', 'http://127.0.0.1'],
    ['https://localhost/ollama/', 'https://127.0.0.1/ollama'],
  ] as const;
  for (const [base_url, url] of cases) t.same(ollamaAddress(base_url, []), { url, remote_host: null }, base_url);
});

t.test('a host beyond this machine has to be listed, by its exact name', async (t) => {
  const allowed = decodeConfig({ allowed_hosts: ['GPU.lan', 'fd00::1'] }).allowed_hosts;
  t.same(ollamaAddress('http://gpu.lan:11434', allowed), { url: 'http://gpu.lan:11434', remote_host: 'gpu.lan' });
  t.equal(ollamaAddress('http://[fd00::1]:11434', allowed).remote_host, 'fd00::1');
  for (const url of [
    'http://x.gpu.lan',
    'http://gpu.lan.evil.com',
    'ftp://gpu.lan',
    'http://a@gpu.lan',
    'http://:b@gpu.lan',
    'http://',
  ]) {
    t.equal((await rejectionOf(Promise.try(() => ollamaAddress(url, allowed)))).code, 'KORA_OLLAMA_NOT_LOCAL', url);
  }
});
