import { createToken, definePlugin, logger, provide } from '@kora/plugin-sdk';
import { fakeLogger } from '@kora/plugin-sdk/testing';
import t from 'tap';

t.test('a plugin is what was defined, and cannot be changed afterwards', async (t) => {
  const plugin = definePlugin({ id: 'sample', deps: { log: logger }, init: () => ({}) });
  t.equal(plugin.deps.log, logger);
  t.ok(Object.isFrozen(plugin));
});

t.test('two copies of a token are one by name', async (t) => {
  const token = createToken<number>('sample.number', 'a number');
  t.same(createToken('sample.number', 'a number'), token);
  t.ok(Object.isFrozen(token));
});

t.test('a provided service is paired with its token', async (t) => {
  const log = fakeLogger();
  t.same(provide(logger, log), { token: logger, value: log });
});
