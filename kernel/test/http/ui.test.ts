import { createHash } from 'node:crypto';
import t from 'tap';
import type { InstalledPanel } from '../../src/registry/plugin-registry.ts';
import { raw, type Started, startHost } from './support/start-host.ts';

const owner = { plugin_id: 'ui-test', plugin_version: '1.2.3', revision: 'abcdef0123456789' };
const base = '/plugin-files/ui-test/1.2.3+abcdef012345';

const frame: InstalledPanel = {
  id: 'frame',
  specVersion: '1.0',
  slot: 'frame',
  element: 'test-frame',
  module: 'ui/frame.js',
  title: 'A <b> title',
  order: 0,
  imports: { lit: 'ui/lit.js', 'x</script><script>alert(1)</script>': 'ui/lit.js' },
  page: { style: 'ui/page.css', manifest: 'ui/app.webmanifest', icon: 'ui/icon.svg' },
  ...owner,
};

function withFrame(started: Started): Started {
  const { registry } = started.kernel;
  registry.placed.push(frame, { ...frame, id: 'chat', slot: 'main', element: 'test-chat' });
  registry.contents.set('ui-test', {
    'ui/frame.js': Buffer.from('export const x = 1;\n'.repeat(200)),
    'ui/icon.png': Buffer.from([137, 80, 78, 71]),
    'ui/notes.txt': Buffer.from('no type for browsers'),
    'index.js': Buffer.from('code for Node'),
  });
  return started;
}

t.test('without a frame the start page leads to the explorer', async (t) => {
  const { call } = await startHost(t);
  const answer = await call('GET', '/');
  t.equal(answer.status, 303);
  t.equal(answer.headers.get('location'), '/docs');
});

t.test('the page holds the frame, and its policy allows the import map and no other inline script', async (t) => {
  const { call } = withFrame(await startHost(t));
  const answer = await call('GET', '/');
  t.equal(answer.status, 200);
  t.match(answer.headers.get('content-type'), /^text\/html/);
  const html = await answer.text();
  t.match(html, '<test-frame></test-frame>');
  t.match(html, `<script type="module" src="${base}/ui/frame.js"></script>`);
  t.match(html, `<link rel="stylesheet" href="${base}/ui/page.css">`);
  t.match(html, '<title>A &lt;b&gt; title</title>');
  const inline = [...html.matchAll(/<script(?![^>]*src=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '');
  t.equal(inline.length, 1, 'a name with a script in it does not end the import map');
  t.equal(JSON.parse(inline[0] ?? '').imports.lit, `${base}/ui/lit.js`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  t.ok(
    policy.includes(
      `'sha256-${createHash('sha256')
        .update(inline[0] ?? '')
        .digest('base64')}'`,
    ),
  );
  t.match(policy, /default-src 'none'/);
  t.match(policy, /require-trusted-types-for 'script'/);
  t.notMatch(policy, /unsafe|\*|data:|https?:/);
});

t.test('panels come and go without a restart', async (t) => {
  const { call, kernel } = withFrame(await startHost(t));
  const { panels } = await (await call('GET', '/panels')).json();
  t.match(panels, [
    { id: 'frame', slot: 'frame', module_url: `${base}/ui/frame.js` },
    { id: 'chat', slot: 'main' },
  ]);
  kernel.registry.placed.length = 0;
  t.same(await (await call('GET', '/panels')).json(), { panels: [] });
  t.equal((await call('GET', `${base}/ui/frame.js`)).status, 404, 'and so do files');
  kernel.registry.placed.push({ ...frame, element: 'x onload=alert(1)' });
  t.equal((await call('GET', '/')).status, 303, 'an element with an impossible name is no frame');
});

t.test('files have their type, are compressed where it helps, and are kept for ever', async (t) => {
  const { call } = withFrame(await startHost(t));
  const zipped = await call('GET', `${base}/ui/frame.js`, undefined, { 'Accept-Encoding': 'br, gzip' });
  t.equal(zipped.headers.get('content-encoding'), 'gzip');
  t.equal(zipped.headers.get('content-type'), 'text/javascript; charset=utf-8');
  t.equal(zipped.headers.get('x-content-type-options'), 'nosniff');
  t.match(zipped.headers.get('cache-control'), /immutable/);
  t.ok(Number(zipped.headers.get('content-length')) < 500);
  t.equal((await zipped.text()).length, 4000);
  const plain = await call('GET', `${base}/ui/frame.js`, undefined, { 'Accept-Encoding': 'identity' });
  t.equal(plain.headers.get('content-encoding'), null);
  const image = await call('GET', `${base}/ui/icon.png`);
  t.equal(image.headers.get('content-type'), 'image/png');
  t.same([...new Uint8Array(await image.arrayBuffer())], [137, 80, 78, 71]);
});

t.test('nothing but listed files for browsers is served, whatever the path says', async (t) => {
  const { call, host } = withFrame(await startHost(t));
  const paths = [
    `${base}/index.js`,
    `${base}/plugin.json`,
    `${base}/ui/notes.txt`,
    `${base}/ui/absent.js`,
    `${base}/ui/../index.js`,
    `${base}/ui/%2e%2e/index.js`,
    `${base}/ui%2f..%2findex.js`,
    `${base}/ui/..%5cindex.js`,
    `${base}/ui/frame.js%00.js`,
    `${base}/ui/`,
    `${base}//ui/frame.js`,
    '/plugin-files/ui-test/1.2.3/ui/frame.js',
    '/plugin-files/ui-test/9.9.9+abcdef012345/ui/frame.js',
    `/plugin-files/nobody/1.2.3+abcdef012345/ui/frame.js`,
    `/plugin-files/../ui-test/1.2.3+abcdef012345/ui/frame.js`,
    '/plugin-files/__proto__/1.0.0/ui/constructor.js',
  ];
  const head = [`Host: 127.0.0.1:${host.port}`, 'Authorization: Bearer test-token-of-no-value'];
  for (const path of paths) {
    const answer = await raw(host.port, [`GET ${path} HTTP/1.1`, ...head]);
    t.equal(answer.status, 404, path);
    t.notMatch(answer.body, /code for Node/, path);
  }
  t.match(await (await call('GET', `${base}/index.js`)).json(), { details: { code: 'KORA_HTTP_NO_SUCH_FILE' } });
});

t.test('page, panels and files are behind the same guards', async (t) => {
  const { host } = withFrame(await startHost(t));
  for (const path of ['/', '/panels', `${base}/ui/frame.js`]) {
    const [own, foreign] = [`Host: 127.0.0.1:${host.port}`, 'Host: evil.example'];
    t.equal((await raw(host.port, [`GET ${path} HTTP/1.1`, own])).status, 401, path);
    t.equal((await raw(host.port, [`GET ${path} HTTP/1.1`, foreign])).status, 403, path);
    const token = 'Authorization: Bearer test-token-of-no-value';
    const cross = await raw(host.port, [`GET ${path} HTTP/1.1`, own, token, 'Sec-Fetch-Site: cross-site']);
    t.equal(cross.status, 403, path);
  }
});

t.test('a browser without a session gets a page that says what to do, a program gets JSON', async (t) => {
  const { host } = await startHost(t);
  const own = `Host: 127.0.0.1:${host.port}`;
  const seen = await raw(host.port, ['GET / HTTP/1.1', own, 'Sec-Fetch-Dest: document']);
  t.equal(seen.status, 401);
  t.match(seen.head, /content-type: text\/html/i);
  t.match(seen.head, /default-src 'none'/);
  t.match(seen.body, /kora start/);
  t.match(JSON.parse((await raw(host.port, ['GET / HTTP/1.1', own])).body), { error_type: 'UNAUTHORIZED' });
});
