import { clock, definePlugin, logger } from '@kora/plugin-sdk';
import {
  activatePlugin,
  connectorDirectory,
  fakeClock,
  fakeLogger,
  memoryContentSink,
  memoryStorage,
  ScriptedConnector,
} from '@kora/plugin-sdk/testing';
import t from 'tap';

t.test('a fake clock goes on only when it is told to, and never backwards', async (t) => {
  const time = fakeClock('2026-05-01T12:00:00Z');
  t.equal(time.now().toISOString(), '2026-05-01T12:00:00.000Z');
  time.advance(1500);
  t.equal(time.now().toISOString(), '2026-05-01T12:00:01.500Z');
  t.equal(time.monotonic(), 1500);
  t.throws(() => time.advance(-1), RangeError);
});

t.test('a memory content sink keeps what it was given as it was then', async (t) => {
  const sink = memoryContentSink();
  const value = { rows: [1] };
  sink.input('a', 0, value);
  sink.modelAnswer('a', 0, '{}');
  sink.output('a', value);
  value.rows.push(2);
  t.same(
    sink.entries.map((entry) => entry.kind),
    ['input', 'model_answer', 'output'],
  );
  t.same(sink.outputOf('a'), { rows: [1] });
  t.equal(sink.outputOf('b'), undefined);
});

t.test('memory storage gives back what was written, and its own copy of it', async (t) => {
  const storage = memoryStorage();
  t.equal(await storage.read('a'), null);
  await storage.write('a', 'text');
  const read = await storage.read('a');
  t.same(read, new TextEncoder().encode('text'));
  read?.fill(0);
  t.same(await storage.read('a'), new TextEncoder().encode('text'));
  await storage.remove('a');
  t.equal(await storage.read('a'), null);
});

t.test('a connector directory finds connectors by id and takes no id twice', async (t) => {
  const one = new ScriptedConnector({ id: 'one', script: [] });
  const directory = connectorDirectory([new ScriptedConnector({ id: 'two', script: [] }), one]);
  t.same(directory.ids(), ['one', 'two']);
  t.equal(await directory.get('one'), one);
  t.equal(await directory.get('three'), undefined);
  t.throws(() => connectorDirectory([one, one]), RangeError);
});

t.test(
  'an activated plugin gets its services, and undoes in reverse, each step once, even when one fails',
  async (t) => {
    const log = fakeLogger();
    const plugin = definePlugin({
      id: 'sample',
      deps: { log: logger, time: clock },
      init({ log, time }, scope) {
        scope.defer(() => log.info('first'));
        scope.defer(() => Promise.reject(new Error('second')));
        scope.defer(() => log.info('third', { at: time.monotonic() }));
        scope.signal.addEventListener('abort', () => log.warn('aborted'));
        return {};
      },
    });
    const active = await activatePlugin(plugin, { log, time: fakeClock() });
    await t.rejects(active.deactivate(), { errors: [{ message: 'second' }] });
    await active.deactivate();
    t.same(
      log.lines.map((line) => line.message),
      ['aborted', 'third', 'first'],
    );
    t.same(log.lines[1]?.fields, { at: 0 });
  },
);

t.test('a plugin that fails to start undoes what it had begun', async (t) => {
  const log = fakeLogger();
  const plugin = definePlugin({
    id: 'sample',
    deps: { log: logger },
    init({ log }, scope) {
      scope.defer(() => log.info('undone'));
      throw new Error('no');
    },
  });
  await t.rejects(activatePlugin(plugin, { log }), { message: 'no' });
  t.same(
    log.lines.map((line) => line.message),
    ['undone'],
  );
});
