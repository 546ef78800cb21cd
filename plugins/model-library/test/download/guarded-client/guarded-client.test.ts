import { writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type LookupFunction } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { addressProblem } from '../../../src/download/guarded-client/address-policy.ts';
import { redirectProblem, urlProblem } from '../../../src/download/guarded-client/url-policy.ts';
import { temporaryFolder, testClient, unending } from '../../support/downloads.ts';
import { modelBytes } from '../../support/model-bytes.ts';
import { RangeServer } from '../../support/range-server.ts';

const REFUSED = { code: 'KORA_DOWNLOAD_ADDRESS_REFUSED', error_type: 'FORBIDDEN' };
const strictRules = { hosts: ['huggingface.co', '*.hf.co'], allow_loopback: false, allow_private_networks: false };

async function server(t: Test) {
  const made = await new RangeServer(modelBytes(1000)).start();
  t.teardown(() => made.stop());
  return made;
}

t.test('only https: to hosts of the list may be asked', async (t) => {
  const problem = (url: string, rules = strictRules) => urlProblem(new URL(url), rules);
  for (const url of [
    'https://huggingface.co/a',
    'https://cdn.hf.co/a',
    'https://a.b.hf.co:8443/a',
    'https://HUGGINGFACE.co/',
  ])
    t.equal(problem(url), null, url);
  for (const url of [
    'http://huggingface.co/a',
    'file:///etc/passwd',
    'ftp://huggingface.co/',
    'data:text/plain,GGUF',
    'https://hf.co/',
    'https://hf.co.evil.com/',
    'https://evilhf.co/',
    'https://huggingface.co.evil.com/',
    'https://huggingface.co@evil.com/',
    'https://user:secret@huggingface.co/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'http://localhost/',
    'https://huggingface.co./',
  ])
    t.type(problem(url), 'string', url);
  const loopback = { ...strictRules, allow_loopback: true };
  for (const url of ['http://127.0.0.1:8080/a', 'http://localhost/a', 'http://[::1]/a'])
    t.equal(problem(url, loopback), null, url);
  for (const url of ['http://10.0.0.1/', 'http://huggingface.co/', 'file:///etc/passwd'])
    t.type(problem(url, loopback), 'string', url);
  t.match(
    redirectProblem(new URL('https://huggingface.co/'), new URL('http://127.0.0.1/'), loopback),
    /open connection/,
    'no way back from encryption, not even to loopback',
  );
});

t.test('addresses of this machine, of the link, of private networks and their disguises are told apart', async (t) => {
  const lax = { allow_loopback: true, allow_private_networks: true };
  const hard = { allow_loopback: false, allow_private_networks: false };
  const all = [
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '169.254.169.254',
    'fe80::1',
    '::',
    '224.0.0.1',
  ];
  for (const ip of [...all, '64:ff9b::7f00:1', '2002:7f00:1::', '255.255.255.255', '::ffff:169.254.1.1', 'ff02::1'])
    for (const rules of [lax, hard]) t.type(addressProblem(ip, 'huggingface.co', rules), 'string', ip);
  for (const ip of ['10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', 'fd00::1', '::ffff:10.0.0.1']) {
    t.type(addressProblem(ip, 'huggingface.co', hard), 'string', ip);
    t.equal(addressProblem(ip, 'huggingface.co', lax), null, ip);
  }
  for (const ip of ['18.64.1.1', '2600:9000::1']) t.equal(addressProblem(ip, 'huggingface.co', hard), null, ip);
  t.equal(addressProblem('127.0.0.1', 'localhost', lax), null);
});

t.test(
  'a name that resolves to this machine is refused at the connection, whatever it resolved to before',
  async (t) => {
    const trap = await server(t);
    let asked = 0;
    const rebinding: LookupFunction = (_host, _options, callback) => {
      asked++;
      callback(null, [
        { address: '18.64.1.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    };
    const client = testClient({ hosts: ['models.example'] }, rebinding);
    t.teardown(() => client.close());
    await t.rejects(client.get(new URL(`https://models.example:${trap.port}/m.gguf`), {}, unending), {
      ...REFUSED,
      details: { host: 'models.example', reason: 'its address is this machine' },
    });
    t.equal(asked, 1, 'the address that is judged is the one that would be connected to');
    t.equal(trap.requests.length, 0);
  },
);

t.test('redirects are judged hop by hop and have an end', async (t) => {
  const first = await server(t);
  const second = await server(t);
  const client = testClient();
  t.teardown(() => client.close());
  const redirect = (to: string) => {
    first.handle = (_request, response) => {
      response.writeHead(302, { location: to }).end('moved');
      return true;
    };
    return client.get(new URL(first.url()), {}, unending);
  };
  const answer = await redirect(second.url('other.gguf'));
  t.match(answer, { status: 200, url: { href: second.url('other.gguf') }, hops: [{ status: 302 }, { status: 200 }] });
  await answer.body.dump();
  const before = second.requests.length;
  for (const to of [
    'file:///etc/passwd',
    'https://evil.example/m.gguf',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/',
    `http://user:pass@127.0.0.1:${second.port}/`,
    'http://',
  ])
    await t.rejects(redirect(to), REFUSED, to);
  t.equal(second.requests.length, before);
  await t.rejects(redirect(first.url()), { code: 'KORA_DOWNLOAD_REDIRECTS', details: { redirects: 5 } });
});

t.test('a token goes to its own origin and to no other, not even after a redirect', async (t) => {
  const hub = await server(t);
  const cdn = await server(t);
  hub.handle = (_request, response) => {
    response.writeHead(302, { location: cdn.url() }).end();
    return true;
  };
  const file = join(await temporaryFolder(t), 'token');
  await writeFile(file, 'hf_secret\n');
  const client = testClient({ tokens: [{ origin: hub.origin, file }] });
  t.teardown(() => client.close());
  await (await client.get(new URL(hub.url()), {}, unending)).body.dump();
  t.equal(hub.requests[0]?.headers.authorization, 'Bearer hf_secret');
  t.equal(cdn.requests[0]?.headers.authorization, undefined);
  t.notMatch(JSON.stringify(cdn.requests), /hf_secret/);
  await writeFile(file, 'two words');
  const error = await client.get(new URL(hub.url()), {}, unending).catch((thrown: Error) => thrown);
  t.match(error, { code: 'KORA_DOWNLOAD_TOKEN_UNREADABLE', details: { origin: hub.origin, path: file } });
  t.notMatch(String(error), /two words/);
});

t.test('a proxy from the configuration is used for everything', async (t) => {
  const target = await server(t);
  const tunnels: string[] = [];
  const proxy = createHttpServer();
  proxy.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    const [host, port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  t.teardown(() => proxy.close());
  const client = testClient({ proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
  t.teardown(() => client.close());
  const answer = await client.get(new URL(target.url()), {}, unending);
  t.equal((await answer.body.bytes()).length, target.content.length);
  t.same(tunnels, [`127.0.0.1:${target.port}`]);
  await t.rejects(
    client.get(new URL('https://evil.example/'), {}, unending),
    REFUSED,
    'the host list holds with a proxy too',
  );
});

t.test('certificates that cannot be read, and a silent server, are told', async (t) => {
  const client = testClient({ ca_file: '/nowhere/ca.pem' });
  await t.rejects(client.get(new URL('http://127.0.0.1:9/'), {}, unending), {
    code: 'KORA_DOWNLOAD_CERTIFICATES_UNREADABLE',
  });
  const silent = createTcpServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.teardown(() => silent.close());
  const impatient = testClient({ stall_ms: 50 });
  t.teardown(() => impatient.close());
  const url = new URL(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
  await t.rejects(impatient.get(url, {}, unending), { code: 'UND_ERR_HEADERS_TIMEOUT' });
});
