import { join } from 'node:path';
import t from 'tap';
import { findRunningStudio } from '../../src/studio/find-running-studio.ts';
import { kora } from '../support/process.ts';

async function started(folder: string) {
  const root = ['--data-root', join(folder, 'data')];
  const studio = kora(['start', '--port', '0', '--no-open', '--json', ...root]);
  const line = await studio.firstLine();
  return { root, studio, listening: JSON.parse(line ?? 'null') };
}

t.test('start prints one line when Studio is ready, and ends in order when it is asked to', async (t) => {
  const { studio, listening } = await started(t.testdir());
  t.match(listening, {
    event: 'listening',
    url: /^http:\/\/127\.0\.0\.1:\d+$/,
    token: /^.{43}$/,
    pid: studio.child.pid,
  });
  const health = await fetch(`${listening.url}/health`, { headers: { authorization: `Bearer ${listening.token}` } });
  t.equal(health.status, 200);
  studio.child.kill('SIGTERM');
  t.equal((await studio.ended).code, 0);
  await t.rejects(fetch(`${listening.url}/health`), 'nobody listens any more');
});

t.test('a second start shows the Studio that runs, and other verbs use it', async (t) => {
  const { root, studio, listening } = await started(t.testdir());
  const second = await kora(['start', '--no-open', '--json', ...root]).ended;
  t.equal(second.code, 0);
  t.match(JSON.parse(second.stdout), { event: 'already_running', url: listening.url, pid: listening.pid });
  const people = await kora(['start', '--no-open', ...root]).ended;
  const link = /http:\S+\/session\/\S+/.exec(people.stdout)?.[0] ?? '';
  const opened = await fetch(link, { redirect: 'manual' });
  t.equal(opened.status, 303, 'the link opens a session');
  t.equal((await fetch(link, { redirect: 'manual' })).status, 401, 'once');
  t.match(await kora(['token', ...root]).ended, { code: 0, stdout: `${listening.token}\n`, stderr: '' });
  studio.child.kill('SIGINT');
  t.equal((await studio.ended).code, 0);
});

t.test('a data root that cannot be used is a sentence, not a stack trace', async (t) => {
  const folder = t.testdir({ file: '' });
  const { code, stdout, stderr } = await kora(['start', '--port', '0', '--data-root', join(folder, 'file')]).ended;
  t.equal(code, 1);
  t.equal(stdout, '');
  t.match(stderr, /\[KORA_DATA_ROOT_/);
  t.notMatch(stderr, / at .*:\d+:\d+/);
});

t.test('a Studio that hangs is not waited for for ever', { skip: process.platform === 'win32' }, async (t) => {
  const { root, studio } = await started(t.testdir());
  studio.child.kill('SIGSTOP');
  t.teardown(() => studio.child.kill('SIGKILL'));
  await t.rejects(findRunningStudio(root[1] ?? '', 1), {
    code: 'KORA_LAUNCHER_BUSY',
    details: { pid: studio.child.pid },
  });
});
