import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { createHttpClient } from '../../src/services/http-client.ts';
import { userHosts } from '../../src/services/user-hosts.ts';
import { manifestOf } from '../registry/support/studio.ts';

t.test('the user widens the hosts of one plugin by its section of studio.json', async (t) => {
  const plugins = {
    case: { allowed_hosts: ['gpu.lan', 5, 'one.lan:80'], other: 1 },
    odd: { allowed_hosts: 'x' },
    nul: null,
  };
  t.same(userHosts(plugins, 'case'), ['gpu.lan', 'one.lan:80']);
  for (const id of ['odd', 'nul', 'another', 'toString', '__proto__']) t.same(userHosts(plugins, id), [], id);
});

t.test('such a host is reached, and a redirect from it still leads to no other', async (t) => {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    if (request.url === '/out') response.writeHead(307, { location: `http://127.0.0.1:${port}/` });
    response.end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
  t.teardown(() => server.close());
  const url = `http://127.0.0.2:${(server.address() as AddressInfo).port}`;
  const manifest = { ...manifestOf({ id: 'case', capabilities: { hosts: ['localhost'] } }), files: {} };
  const alone = createHttpClient({ manifest, folder: '' });
  await t.rejects(alone.fetch(url), { code: 'KORA_CAPABILITY_HOST_DENIED' });
  const widened = createHttpClient({ manifest, folder: '' }, { userHosts: ['127.0.0.2'] });
  t.equal(await (await widened.fetch(url)).text(), 'hello');
  const refused = { code: 'KORA_CAPABILITY_HOST_DENIED', details: { reason: /names that host/ } };
  await t.rejects(widened.fetch(`${url}/out`), refused);
  await Promise.all([alone.destroy(), widened.destroy()]);
});
