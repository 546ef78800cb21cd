import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fakeLogger } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { openSessionFile } from '../../src/data/session-file.ts';
import { Authenticator } from '../../src/http/authentication/authenticator.ts';
import { ExpiringSecrets } from '../../src/http/authentication/expiring-secrets.ts';
import { digestOf } from '../../src/http/authentication/secrets.ts';
import { sessionCookieName } from '../../src/http/authentication/session-cookie.ts';

const TOKEN = 'the-token-of-this-api';

/** Whether a cookie opens anything. */
function opens(authenticator: Authenticator, session: string): boolean {
  const request = {
    method: 'GET',
    url: '/',
    headers: { cookie: `${sessionCookieName(1)}=${session}` },
    socket: { localPort: 1 },
  };
  try {
    return authenticator.authenticate(request as Parameters<Authenticator['authenticate']>[0]).kind === 'session';
  } catch {
    return false;
  }
}

t.test('a session outlives a restart; what is kept opens nothing, and another token ends it', async (t) => {
  const path = join(t.testdir(), 'sessions.json');
  const log = fakeLogger();
  const start = async (token: string) => {
    const memory = await openSessionFile(path, log);
    return { memory, authenticator: new Authenticator(token, memory) };
  };
  const first = await start(TOKEN);
  const session = first.authenticator.beginSession();
  const ended = first.authenticator.beginSession();
  await first.memory.close();
  t.equal((await stat(path)).mode & 0o777, 0o600);
  const kept = await readFile(path, 'utf8');
  for (const secret of [session, ended, TOKEN]) t.notOk(kept.includes(secret));
  t.match(kept, digestOf(session));

  const second = await start(TOKEN);
  t.ok(opens(second.authenticator, session));
  t.notOk(opens(second.authenticator, digestOf(session)), 'the digest is no secret');
  const request = { headers: { cookie: `${sessionCookieName(1)}=${ended}` }, socket: { localPort: 1 } };
  second.authenticator.endSession(request as Parameters<Authenticator['endSession']>[0]);
  await second.memory.close();
  const third = await start(TOKEN);
  t.same([opens(third.authenticator, session), opens(third.authenticator, ended)], [true, false], 'an end is kept too');
  t.notOk(opens((await start('other')).authenticator, session), 'another token since then');
  third.authenticator.replaceToken('new');
  const fresh = third.authenticator.beginSession();
  await third.memory.close();
  const fourth = await start('new');
  t.same([opens(fourth.authenticator, session), opens(fourth.authenticator, fresh)], [false, true]);
  t.same(log.lines, []);
});

t.test('kept sessions that are over, from the future, or damaged open nothing', async (t) => {
  const day = 86_400_000;
  const secrets = new ExpiringSecrets(day, 2);
  const now = Date.now();
  const kept = ['a', 'b', 'c', 'd', 'e'].map((secret) => ({ digest: digestOf(secret), expires: now + day / 2 }));
  secrets.restore([
    { digest: digestOf('over'), expires: now - 1 },
    { digest: digestOf('future'), expires: now + 2 * day },
    ...kept,
  ]);
  t.same(
    ['over', 'future', 'a', 'c', 'd', 'e'].map((secret) => secrets.check(secret) !== null),
    [false, false, false, false, true, true],
  );

  const path = join(t.testdir(), 'sessions.json');
  const hostile = [
    '',
    '{',
    '[]',
    'null',
    '{"token_digest":"x","sessions":[]}',
    `{"token_digest":"${digestOf('t')}","sessions":[{"digest":"__proto__","expires":1}]}`,
  ];
  for (const text of hostile) {
    await writeFile(path, text);
    const log = fakeLogger();
    t.equal((await openSessionFile(path, log)).before, null, text);
    t.match(log.lines, [{ level: 'warn' }], text);
  }
});

t.test('a disk that takes nothing is told, and sessions go on', async (t) => {
  const log = fakeLogger();
  const memory = await openSessionFile(join(t.testdir(), 'absent', 'sessions.json'), log);
  const authenticator = new Authenticator('t', memory);
  t.ok(opens(authenticator, authenticator.beginSession()));
  await memory.close();
  t.match(log.lines, [{ level: 'warn', message: /not kept/ }]);
});
