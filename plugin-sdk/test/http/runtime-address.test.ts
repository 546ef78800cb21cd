import { baseOf, runtimeAddress } from '@kora/plugin-sdk/http';
import fc from 'fast-check';
import t from 'tap';

t.test('this machine is reached by its address, in whatever way it is written', async (t) => {
  for (const [given, wanted] of [
    ['http://localhost:1/', 'http://127.0.0.1:1'],
    ['http://0.0.0.0:8080', 'http://127.0.0.1:8080'],
    ['http://[::]:5/x/', 'http://[::1]:5/x'],
    ['https://127.0.0.1', 'https://127.0.0.1'],
    ['http://2130706433:1?q', 'http://127.0.0.1:1'],
  ] as const) {
    const address = runtimeAddress(given, []);
    t.equal(address && baseOf(address.url), wanted);
    t.equal(address?.remote_host, null);
  }
});

t.test('another host is refused until it is listed, by name for every port or with its port', async (t) => {
  for (const [url, listed, remote_host] of [
    ['http://gpu.lan:8080', 'GPU.lan', 'gpu.lan'],
    ['http://gpu.lan:8080', 'gpu.lan:8080', 'gpu.lan'],
    ['https://gpu.lan', 'gpu.lan:443', 'gpu.lan'],
    ['http://[fd00::1]:1', 'fd00::1', 'fd00::1'],
    ['http://[fd00::1]:1', '[fd00::1]', 'fd00::1'],
    ['http://127.0.0.2:1', '127.0.0.2', '127.0.0.2'],
  ] as const) {
    t.equal(runtimeAddress(url, []), null, url);
    t.equal(runtimeAddress(url, [listed])?.remote_host, remote_host, `${url} with ${listed}`);
  }
  const allowed = ['gpu.lan', 'one.lan:80', '*', '.lan', ''];
  for (const url of ['http://x.gpu.lan', 'http://gpu.lan.evil.com', 'http://one.lan:81', 'ftp://gpu.lan', 'no url'])
    t.equal(runtimeAddress(url, allowed), null, url);
  for (const url of ['http://a@gpu.lan', 'http://:b@gpu.lan', 'http://a:b@127.0.0.1'])
    t.equal(runtimeAddress(url, allowed), null, url);
});

t.test('no name but the listed one ever passes', async () => {
  fc.assert(
    fc.property(fc.domain(), fc.domain(), (listed, asked) => {
      const url = URL.parse(`http://${asked}/`);
      return url === null || (runtimeAddress(url.href, [listed]) !== null) === (url.hostname === listed.toLowerCase());
    }),
  );
});
