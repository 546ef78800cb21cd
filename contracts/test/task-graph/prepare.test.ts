import {
  decode,
  type FrozenGraph,
  hashJson,
  type Issue,
  type JsonObject,
  prepareGraph,
  sha256Hex,
  taskGraphCodec,
} from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { constant, graph, model } from '../support/graphs.ts';

function prepare(value: JsonObject): { readonly issues: readonly Issue[]; readonly frozen: FrozenGraph | null } {
  const decoded = decode(taskGraphCodec, value);
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left));
  const prepared = prepareGraph(decoded.right);
  return prepared._tag === 'Left' ? { issues: prepared.left, frozen: null } : { issues: [], frozen: prepared.right };
}
const found = (value: JsonObject) => prepare(value).issues.map(({ code, path }) => `${code} ${path}`);
const after = (id: string, ...dependencies: string[]) => constant(id, { dependencies });

t.test('defaults are filled in: budgets, dependencies, on_failure, closed schemas', async (t) => {
  const { frozen } = prepare(
    graph([model('a', { budget: { max_tokens: 7 }, schema: { type: 'object', properties: {} } }), constant('b')], {
      defaults: { budget: { max_tokens: 5, max_time_ms: 2000, max_retries: 1 } },
    }),
  );
  t.match(frozen?.graph.tasks, [
    {
      budget: { max_tokens: 7, max_time_ms: 2000, max_retries: 1 },
      dependencies: [],
      on_failure: 'fail',
      schema: { type: 'object', properties: {}, additionalProperties: false },
    },
    { budget: { max_tokens: 0, max_time_ms: 2000, max_retries: 0 } },
  ]);
});

t.test('a prepared graph is frozen all the way down', async (t) => {
  const { frozen } = prepare(graph([constant('a')]));
  const task = frozen?.graph.tasks[0];
  t.throws(() => Object.assign(task?.input ?? {}, { operation: 'other.op' }), TypeError);
  t.throws(() => Object.assign((task as { input: { arguments: object } }).input.arguments, { value: 2 }), TypeError);
});

t.test('preparing twice gives the same graph and the same hash', async (t) => {
  const first = prepare(graph([constant('a', { dependencies: ['b'] }), model('b')])).frozen;
  const second = first === null ? null : prepare(JSON.parse(JSON.stringify(first.graph))).frozen;
  t.same(second?.graph, first?.graph);
  t.equal(second?.graph_hash, first?.graph_hash);
  t.equal(first === null ? '' : hashJson(first.graph), first?.graph_hash);
});

t.test('the hash is that of the text that goes with it, and the text is the graph', async (t) => {
  const frozen = prepare(graph([constant('a', { dependencies: ['b'], name: 'x' }), model('b')])).frozen;
  t.equal(sha256Hex(frozen?.graph_json ?? ''), frozen?.graph_hash);
  t.same(JSON.parse(frozen?.graph_json ?? ''), frozen?.graph);
});

t.test('the order of keys in the request does not change the hash, a value does', async (t) => {
  const one = prepare(graph([constant('a')])).frozen?.graph_hash;
  const flipped = Object.fromEntries(Object.entries(graph([constant('a')])).reverse());
  t.equal(prepare(flipped).frozen?.graph_hash, one);
  t.not(prepare(graph([constant('a', { name: 'x' })])).frozen?.graph_hash, one);
});

t.test('a cycle is refused and named as a path', async (t) => {
  const { issues } = prepare(graph([after('a', 'b'), after('b', 'c'), after('c', 'a'), constant('free')]));
  t.equal(issues.length, 1);
  t.match(issues[0], { code: 'CYCLE' });
  t.match(issues[0]?.message, /(a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c)$/);
});

t.test('two separate cycles are both named', async (t) => {
  t.equal(found(graph([after('a', 'b'), after('b', 'a'), after('c', 'd'), after('d', 'c')])).length, 2);
});

t.test('a cycle of 10,000 tasks is found without overflowing the stack', async (t) => {
  const ring = Array.from({ length: 10_000 }, (_, i) => after(`t${i}`, `t${(i + 1) % 10_000}`));
  t.same(
    found(graph(ring)).map((issue) => issue.split(' ')[0]),
    ['CYCLE'],
  );
});

t.test('every structural fault has its own code and path', async (t) => {
  const cases: readonly (readonly [string, JsonObject, readonly string[]])[] = [
    ['no tasks', graph([]), ['NO_TASKS /tasks']],
    ['missing root', graph([constant('a')], { root: 'z' }), ['MISSING_ROOT /root']],
    ['duplicate id', graph([constant('a'), constant('a')]), ['DUPLICATE_TASK_ID /tasks/1/id']],
    ['unknown dependency', graph([after('a', 'z')]), ['UNKNOWN_DEPENDENCY /tasks/0/dependencies/0']],
    ['self dependency', graph([after('a', 'a')]), ['SELF_DEPENDENCY /tasks/0/dependencies/0']],
    [
      'dependency twice',
      graph([after('a', 'b', 'b'), constant('b')]),
      ['DUPLICATE_DEPENDENCY /tasks/0/dependencies/1'],
    ],
    [
      'no budget',
      graph([model('a', { budget: {} })]),
      [
        'MISSING_BUDGET /tasks/0/budget/max_tokens',
        'MISSING_BUDGET /tasks/0/budget/max_time_ms',
        'MISSING_BUDGET /tasks/0/budget/max_retries',
      ],
    ],
    [
      'no tokens',
      graph([model('a', { budget: { max_tokens: 0, max_time_ms: 1, max_retries: 0 } })]),
      ['OUT_OF_RANGE /tasks/0/budget/max_tokens'],
    ],
    ['no messages', graph([model('a', { input: { messages: [] } })]), ['OUT_OF_RANGE /tasks/0/input/messages']],
    ['graph version', graph([constant('a')], { kora_version: '2.0.0' }), ['VERSION_MISMATCH /kora_version']],
    ['task version', graph([constant('a', { version: '2.0' })]), ['VERSION_MISMATCH /tasks/0/version']],
    [
      'escalating an operation',
      graph([constant('a', { on_failure: { escalate: [{ model: 'm' }] } })]),
      ['WRONG_TYPE /tasks/0/on_failure'],
    ],
    [
      'undeclared guard',
      graph([constant('a', { when: { any: [{ not: { $from: 'b', exists: true } }] } }), constant('b')]),
      ['UNDECLARED_REFERENCE /tasks/0/when'],
    ],
    [
      'undeclared part',
      graph([model('a', { input: { messages: [{ role: 'user', content: ['x', { $from: 'b', as: 'csv' }] }] } })]),
      ['UNDECLARED_REFERENCE /tasks/0/input/messages/0/content/1'],
    ],
  ];
  for (const [name, value, expected] of cases) t.same(found(value), expected, name);
});

t.test('references in arguments are found wherever they stand', async (t) => {
  const withArguments = (args: JsonObject) =>
    graph([constant('a', { input: { operation: 'x.y', arguments: args } }), constant('b')]);
  t.same(found(withArguments({ deep: [{ $from: 'b' }] })), ['UNDECLARED_REFERENCE /tasks/0/input/arguments/deep/0']);
  t.same(found(withArguments({ v: { $from: 'b', extra: 1 } })), ['UNKNOWN_FIELD /tasks/0/input/arguments/v/extra']);
  t.same(found(withArguments({ v: { $from: 3 } })), ['WRONG_TYPE /tasks/0/input/arguments/v/$from']);
  t.same(found(withArguments({ v: { $from: 'b', pointer: 'x' } })), ['BAD_FORMAT /tasks/0/input/arguments/v/pointer']);
});

t.test('a chain of 1,000 tasks is accepted, one more is too deep, 10,001 tasks are too many', async (t) => {
  const chain = (n: number) =>
    graph(Array.from({ length: n }, (_, i) => after(`t${i}`, ...(i === 0 ? [] : [`t${i - 1}`]))));
  t.same(found(chain(1000)), []);
  t.same(found(chain(1001)), ['TOO_DEEP /tasks']);
  t.same(found(graph(Array.from({ length: 10_001 }, (_, i) => constant(`t${i}`)))), ['TOO_MANY_TASKS /tasks']);
});

t.test('in any random graph without cycles every task comes after its dependencies', async (t) => {
  const arbitrary = fc
    .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 60 })
    .map((picks) =>
      picks.map((list, i) => after(`t${i}`, ...new Set(i === 0 ? [] : list.map((pick) => `t${pick % i}`)))),
    );
  fc.assert(
    fc.property(arbitrary, (tasks) => {
      const order = prepare(graph(tasks)).frozen?.order ?? [];
      const position = new Map(order.map((id, at) => [id, at]));
      return (
        order.length === tasks.length &&
        tasks.every((task) =>
          (task.dependencies as string[]).every(
            (d) => (position.get(d) ?? 1e9) < (position.get(task.id as string) ?? -1),
          ),
        )
      );
    }),
  );
  t.end();
});
