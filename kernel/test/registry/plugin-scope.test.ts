import t from 'tap';
import { createPluginScope } from '../../src/registry/plugin-scope.ts';

t.test('everything deferred is undone once, last first, even when one step throws and another hangs', async (t) => {
  const scope = createPluginScope(50);
  const seen: string[] = [];
  scope.defer(() => void seen.push('first'));
  scope.defer(() => new Promise(() => {}));
  scope.defer(() => {
    seen.push('third');
    throw new Error('third is broken');
  });
  scope.defer(async () => void seen.push('fourth'));
  const closing = scope.close();
  t.equal(scope.close(), closing, 'closing twice is one closing');
  t.match(await closing, [{ message: 'third is broken' }, { message: /longer than 50 ms/ }]);
  t.same(seen, ['fourth', 'third', 'first']);
  t.ok(scope.signal.aborted);
});

t.test('what is deferred too late is undone at once', async (t) => {
  const scope = createPluginScope(50);
  await scope.close();
  let undone = false;
  scope.defer(() => {
    undone = true;
  });
  t.ok(undone);
});
