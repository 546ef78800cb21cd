import t from 'tap';
import { Authenticator } from '../../src/http/authentication/authenticator.ts';
import { ExpiringSecrets } from '../../src/http/authentication/expiring-secrets.ts';
import { execution, parseEvents, raw, startHost, TOKEN } from './support/start-host.ts';

async function browserSession(link: string): Promise<string> {
  const answer = await fetch(link, { redirect: 'manual' });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

t.test('the token counts as a bearer token and nowhere else', async (t) => {
  const { host } = await startHost(t);
  const own = `Host: 127.0.0.1:${host.port}`;
  const status = async (path: string, ...headers: string[]) =>
    (await raw(host.port, [`GET ${path} HTTP/1.1`, own, ...headers])).status;
  t.equal(await status('/health', `Authorization: Bearer ${TOKEN}`), 200);
  const wrong = [`Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `bearer${TOKEN}`, TOKEN, 'Bearer', `Bearer  ${TOKEN}`];
  for (const value of wrong) t.equal(await status('/health', `Authorization: ${value}`), 401, value);
  t.equal(await status(`/health?token=${TOKEN}&access_token=${TOKEN}`), 401, 'in the query');
  t.equal(await status('/health', `Cookie: kora_session_${host.port}=${TOKEN}; token=${TOKEN}`), 401, 'in a cookie');
  t.equal(await status('/health', `X-Api-Key: ${TOKEN}`), 401, 'in another header');
});

t.test('a one-time link gives a browser a session, once', async (t) => {
  const { host } = await startHost(t);
  const link = host.oneTimeLink();
  t.ok(link.startsWith(`${host.url}/session/`));
  t.equal((await fetch(link, { method: 'HEAD' })).status, 401, 'a look at the head does not spend it');
  const opened = await fetch(link, { redirect: 'manual' });
  t.equal(opened.status, 303);
  t.equal(opened.headers.get('location'), '/');
  const cookie = opened.headers.get('set-cookie') ?? '';
  t.match(
    cookie,
    new RegExp(`^kora_session_${host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800$`),
  );
  const headers = { cookie: cookie.split(';')[0] ?? '' };
  t.equal((await fetch(`${host.url}/health`, { headers })).status, 200, 'the session opens the API');
  const wrongToken = { ...headers, authorization: 'Bearer wrong' };
  t.equal((await fetch(`${host.url}/health`, { headers: wrongToken })).status, 401, 'but does not cover a wrong token');
  const again = await fetch(link, { redirect: 'manual' });
  t.equal(again.status, 401);
  t.equal(((await again.json()) as { details: { code: string } }).details.code, 'KORA_HTTP_LINK_SPENT');
  t.equal((await fetch(`${host.oneTimeLink()}?x=1`, { redirect: 'manual' })).status, 401, 'a link is exact');
});

t.test('a second Studio process gets a link with the token', async (t) => {
  const { host, call } = await startHost(t);
  const answer = await call('POST', '/session', { api_version: '1.0' });
  t.equal(answer.status, 201);
  const { url } = (await answer.json()) as { url: string };
  t.not(await browserSession(url), '');
  const asIs = await call('GET', new URL(host.oneTimeLink()).pathname);
  t.equal(asIs.status, 401, 'a program with the token has no use for a link');
});

t.test('ending a session closes its event streams and deletes the cookie', async (t) => {
  const { host, kernel } = await startHost(t);
  const cookie = await browserSession(host.oneTimeLink());
  const stream = await fetch(`${host.url}/execute`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(execution('long', { stream: true })),
  });
  const ended = await fetch(`${host.url}/session`, { method: 'DELETE', headers: { cookie } });
  t.equal(ended.status, 204);
  t.match(ended.headers.get('set-cookie'), /Max-Age=0/);
  const last = parseEvents(await stream.text()).at(-1);
  t.match(last, { event: 'error', data: { error_type: 'UNAUTHORIZED' } });
  t.equal(kernel.runs[0]?.cancelled, 1, 'and its run');
  t.equal((await fetch(`${host.url}/health`, { headers: { cookie } })).status, 401);
});

t.test('another token ends what the old one had opened', async (t) => {
  const { host, call } = await startHost(t);
  const link = host.oneTimeLink();
  const cookie = await browserSession(host.oneTimeLink());
  const stream = await call('POST', '/execute', execution('long', { stream: true }));
  host.replaceToken('another');
  t.match(parseEvents(await stream.text()).at(-1), { event: 'error', data: { error_type: 'UNAUTHORIZED' } });
  t.equal((await call('GET', '/health')).status, 401);
  t.equal((await fetch(link, { redirect: 'manual' })).status, 401);
  t.equal((await fetch(`${host.url}/health`, { headers: { cookie } })).status, 401);
  t.equal((await call('GET', '/health', undefined, { Authorization: 'Bearer another' })).status, 200);
});

t.test('links and sessions run out, and the oldest gives way', async (t) => {
  const short = new ExpiringSecrets(-1, 4);
  t.equal(short.check(short.issue().secret), null, 'expired');
  const few = new ExpiringSecrets(60_000, 2);
  const [first, second, third] = [few.issue(), few.issue(), few.issue()];
  t.equal(few.check(first.secret), null);
  t.ok(few.check(second.secret) && few.check(third.secret));
  const link = new Authenticator('x').issueLink();
  t.ok(link.expires > Date.now() && link.expires <= Date.now() + 300_000, 'a link lives for five minutes at most');
});

t.test('secrets are nowhere in the log', async (t) => {
  const { host, call, logger } = await startHost(t);
  const link = host.oneTimeLink();
  const cookie = await browserSession(link);
  await fetch(link);
  await call('GET', `/nothing-here/${TOKEN}`);
  const log = JSON.stringify(logger.lines);
  t.match(log, /KORA_HTTP_LINK_SPENT/);
  for (const secret of [TOKEN, link.split('/').at(-1) ?? '', cookie.split('=')[1] ?? '']) t.notOk(log.includes(secret));
});
