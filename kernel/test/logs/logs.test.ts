import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { createLogs } from '../../src/logs/index.ts';

const linesIn = (folder: string, name = 'studio.log') =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

t.test('lines carry level, time, name, fields and message, and are in the file after a flush', async (t) => {
  const folder = join(t.testdir(), 'logs');
  const logs = createLogs(folder, { level: 'info' });
  t.teardown(() => logs.close());
  const log = logs.logger('kernel');
  log.debug('too quiet');
  log.info('listening', { port: 4790 });
  log.error('a plugin posing as another', { name: 'kernel2', level: 'fatal', msg: 'x' });
  await logs.flush();
  const [first, second, ...more] = linesIn(folder);
  t.match(first, { level: 'info', name: 'kernel', fields: { port: 4790 }, msg: 'listening' });
  t.match(first.time, /^\d{4}-\d\d-\d\dT.*Z$/);
  t.match(second, { level: 'error', name: 'kernel', msg: 'a plugin posing as another', fields: { name: 'kernel2' } });
  t.strictSame(more, []);
  t.equal(statSync(join(folder, 'studio.log')).mode & 0o777, 0o600);
});

t.test('secrets and contents do not reach the file: by key, by value, as bearer token', async (t) => {
  const folder = t.testdir();
  const logs = createLogs(folder);
  const token = 'tok_0123456789abcdefghijklmnopqrstuvwxyzABCDEF';
  logs.hide(token);
  logs.hide('a');
  const log = logs.logger('x');
  log.info(`one-time link http://127.0.0.1/?t=${token}`, {
    token: 'by-key',
    a: { password: 'by-key', b: { 'x-api-key': 'by-key' } },
  });
  log.warn('headers', { headers: { Authorization: 'by-key', cookie: 'by-key' }, note: 'Bearer abcdefgh.ijkl' });
  log.error('run', {
    prompt: 'by-key',
    run: { messages: ['by-key'], final_output: { secret: 'by-key' } },
    tokens_in: 5,
  });
  await logs.close();
  const written = readFileSync(join(folder, 'studio.log'), 'utf8');
  for (const secret of [token, 'by-key', 'abcdefgh.ijkl']) t.notOk(written.includes(secret), secret);
  t.match(linesIn(folder)[2], { fields: { tokens_in: 5, prompt: '[hidden]' }, msg: 'run' });
});

t.test('files rotate at their size, and only some are kept', async (t) => {
  const folder = t.testdir();
  const logs = createLogs(folder, { rotateAt: '1K' });
  const log = logs.logger('x');
  for (let i = 0; i < 100; i++) log.info('x'.repeat(200), { i });
  await logs.close();
  const names = readdirSync(folder).sort();
  t.strictSame(names, ['studio.1.log', 'studio.2.log', 'studio.3.log', 'studio.4.log', 'studio.5.log', 'studio.log']);
  for (const name of names) {
    t.ok(statSync(join(folder, name)).size < 2_048);
    t.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
  }
  t.equal(
    linesIn(folder, 'studio.1.log').at(-1).fields.i,
    99 - linesIn(folder).length,
    'no line is lost between two files',
  );
});

t.test('closing writes everything, may happen twice, and later lines are dropped', async (t) => {
  const folder = t.testdir();
  const logs = createLogs(folder);
  const log = logs.logger('x');
  for (let i = 0; i < 500; i++) log.info('line');
  await Promise.all([logs.close(), logs.close()]);
  log.info('too late');
  await logs.flush();
  t.equal(linesIn(folder).length, 500);
});

t.test('a folder that cannot be written is a coded error at once', async (t) => {
  const folder = t.testdir({ logs: 'a file', other: { 'studio.log': {} } });
  for (const name of ['logs', 'other']) {
    t.throws(() => createLogs(join(folder, name)), { code: 'KORA_LOGS_UNWRITABLE', message: /--data-root/ });
  }
});

t.test(
  'when the disk fills up, Studio goes on without log lines and says so once',
  { skip: process.platform === 'win32' && 'no such limit' },
  async (t) => {
    const script = join(import.meta.dirname, 'log-until-full.ts');
    const command = [
      '-c',
      'ulimit -f 20; exec "$@"',
      'bash',
      process.execPath,
      '--conditions=kora-source',
      script,
      t.testdir(),
    ];
    const { stdout, stderr } = await promisify(execFile)('bash', command);
    t.equal(stdout, 'went on');
    t.equal(stderr.split('no more log lines').length, 2);
  },
);
