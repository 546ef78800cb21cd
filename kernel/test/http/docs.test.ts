import { Script } from 'node:vm';
import t from 'tap';
import { raw, startHost } from './support/start-host.ts';

t.test('the explorer runs no inline script and asks nobody else for anything', async (t) => {
  const { call } = await startHost(t);
  const page = await call('GET', '/docs');
  const policy = page.headers.get('content-security-policy') ?? '';
  t.match(policy, /default-src 'none'/);
  t.notMatch(policy, /unsafe|\*|data:|https?:/);
  const html = await page.text();
  t.notMatch(html, /<script(?![^>]*src=)|\son\w+=|style=|https?:/);
  const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
  t.ok(parts.length >= 3);
  for (const path of parts) t.equal((await call('GET', path)).status, 200, path);
});

t.test("the explorer's script parses and never writes HTML", async (t) => {
  const { call } = await startHost(t);
  const answer = await call('GET', '/docs/explorer.js');
  t.match(answer.headers.get('content-type'), /^text\/javascript/);
  const source = await answer.text();
  t.ok(new Script(source));
  t.notMatch(source, /innerHTML|insertAdjacent|document\.write|eval|new Function/);
});

t.test('the explorer is behind the same guards', async (t) => {
  const { host } = await startHost(t);
  for (const path of ['/docs', '/docs/explorer.js', '/docs/explorer.css', '/openapi.json', '/']) {
    t.equal((await raw(host.port, [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${host.port}`])).status, 401, path);
  }
});
