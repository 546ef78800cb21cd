import {
  declaredTaskId,
  decode,
  mapItemId,
  mapItemOf,
  prepareGraph,
  runTaskIdCodec,
  taskGraphCodec,
} from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { constant, graph, model } from '../support/graphs.ts';

const LATER = { kora_version: '1.1.0' };
const for_each = { $from: 'list', pointer: '/rows', max_items: 3 };
const mapped = (extra = {}) => model('each', { dependencies: ['list'], for_each, ...extra });

/** Issues of the decoder, or else of the check. */
function issues(tasks: Parameters<typeof graph>[0], extra = LATER): readonly string[] {
  const decoded = decode(taskGraphCodec, graph(tasks, extra));
  const checked = decoded._tag === 'Left' ? decoded : prepareGraph(decoded.right);
  return checked._tag === 'Left' ? checked.left.map(({ code, path, message }) => `${code} ${path} ${message}`) : [];
}

t.test('tasks of every type may be repeated over a list, and refer to the item and its index', async (t) => {
  const refs = { item: { $from: '$item', pointer: '/name' }, index: { $from: '$index' } };
  const operation = { operation: 'value.constant', arguments: { value: refs } };
  const content = ['Item ', { $from: '$index' }, ': ', { $from: '$item', as: 'json' }];
  t.same(issues([constant('list'), mapped({ input: { messages: [{ role: 'user', content }] } })]), []);
  for (const type of ['deterministic', 'aggregation']) {
    t.same(
      issues([constant('list'), constant('each', { type, input: operation, dependencies: ['list'], for_each })]),
      [],
    );
  }
});

t.test('a graph that declares 1.0 cannot repeat a task, and says why', async (t) => {
  const since = 'is known since kora_version 1.1.0, and the graph declares 1.0.0';
  t.same(issues([constant('list'), mapped()], { kora_version: '1.0.0' }), [`UNKNOWN_FIELD /tasks/1/for_each ${since}`]);
});

t.test('a list must come from a dependency, and items exist only where there is a list', async (t) => {
  t.match(issues([constant('list'), mapped({ dependencies: [] })]), [
    /^UNDECLARED_REFERENCE \/tasks\/1\/for_each list/,
  ]);
  const input = { operation: 'value.constant', arguments: { value: [{ $from: '$item' }, { $from: '$index' }] } };
  t.match(issues([constant('plain', { input })]), [
    /^UNDECLARED_REFERENCE \/tasks\/0\/input\/arguments\/value\/0 \$item has a meaning only in a task with for_each/,
    /^UNDECLARED_REFERENCE \/tasks\/0\/input\/arguments\/value\/1 \$index/,
  ]);
  const when = { $from: '$item', exists: true };
  t.match(
    issues([constant('list'), mapped({ when })]),
    [/^BAD_FORMAT \/tasks\/1\/when/],
    'a guard is about the whole task',
  );
});

t.test('the maximum is declared, within bounds, and bounded over the whole graph', async (t) => {
  const limits = (max_items: unknown) => issues([constant('list'), mapped({ for_each: { ...for_each, max_items } })]);
  t.same(limits(10_000), []);
  for (const wrong of [0, -1, 1.5, 10_001, '3', null]) t.match(limits(wrong), [/\/tasks\/1\/for_each\/max_items/]);
  t.match(issues([constant('list'), mapped({ for_each: { $from: 'list' } })]), [/^MISSING_FIELD .*max_items/]);
  t.match(issues([constant('list'), mapped({ for_each: { ...for_each, more: 1 } })]), [/^UNKNOWN_FIELD .*more/]);
  const half = { ...for_each, max_items: 5_001 };
  const two = [constant('list'), mapped({ for_each: half }), { ...mapped({ for_each: half }), id: 'more' }];
  t.same(issues(two), ['TOO_MANY_TASKS /tasks max_items adds up to 10002 over all tasks; the limit is 10000']);
});

t.test('the id of an item says which task and place it has, and no task can be called so', async (t) => {
  const id = fc.stringMatching(/^[A-Za-z0-9._-]{1,128}$/);
  fc.assert(
    fc.property(id, fc.nat(9_999), (task_id, index) => {
      const item = mapItemId(task_id, index);
      const { task_id: parent, index: place } = mapItemOf(item) ?? {};
      return parent === task_id && place === index && runTaskIdCodec.is(item) && declaredTaskId(item) === task_id;
    }),
  );
  fc.assert(fc.property(id, (task_id) => mapItemOf(task_id) === null && declaredTaskId(task_id) === task_id));
  t.match(issues([constant('list[0]')]), [/^BAD_FORMAT/]);
  for (const wrong of ['a[]', 'a[01]', 'a[-1]', 'a[1][2]', '[1]', 'a[1]b']) t.notOk(runTaskIdCodec.is(wrong), wrong);
});
