import type { JsonObject } from '@kora/contracts';

/** A graph that must be refused, and how: `CODE path` of issues that the answer must contain. */
export interface InvalidGraph {
  readonly what: string;
  readonly graph: unknown;
  readonly issues: readonly string[];
}

const op = (id: string, extra: JsonObject = {}): JsonObject => ({
  version: '1.0',
  id,
  type: 'deterministic',
  input: { operation: 'value.constant', arguments: { value: 1 } },
  ...extra,
});
const model = (id: string, extra: JsonObject = {}): JsonObject => ({
  version: '1.0',
  id,
  type: 'model',
  input: { messages: [{ role: 'user', content: 'hello' }] },
  schema: { type: 'string' },
  budget: { max_tokens: 10, max_time_ms: 1000, max_retries: 0 },
  ...extra,
});
const graph = (tasks: unknown, extra: JsonObject = {}) => ({
  kora_version: '1.0.0',
  graph_id: 'invalid',
  root: 'a',
  tasks,
  ...extra,
});
const without = (value: object, key: string) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
const call = (operation: string, args: JsonObject) => ({ input: { operation, arguments: args } });

/** One of each kind. Used against the codecs and against the running product. */
export const INVALID_GRAPHS: readonly InvalidGraph[] = [
  { what: 'not an object', graph: [], issues: ['WRONG_TYPE '] },
  { what: 'null', graph: null, issues: ['WRONG_TYPE '] },
  {
    what: 'no fields',
    graph: {},
    issues: ['MISSING_FIELD /kora_version', 'MISSING_FIELD /graph_id', 'MISSING_FIELD /root', 'MISSING_FIELD /tasks'],
  },
  { what: 'an unknown field', graph: graph([op('a')], { plan: 1 }), issues: ['UNKNOWN_FIELD /plan'] },
  {
    what: 'a later major version',
    graph: graph([op('a')], { kora_version: '2.0.0' }),
    issues: ['VERSION_MISMATCH /kora_version'],
  },
  {
    what: 'an earlier major version',
    graph: graph([op('a')], { kora_version: '0.9.0' }),
    issues: ['VERSION_MISMATCH /kora_version'],
  },
  {
    what: 'a version that is no version',
    graph: graph([op('a')], { kora_version: 'latest' }),
    issues: ['BAD_FORMAT /kora_version'],
  },
  {
    what: 'a task of another major version',
    graph: graph([op('a', { version: '2.0' })]),
    issues: ['VERSION_MISMATCH /tasks/0/version'],
  },
  { what: 'a graph id with a slash', graph: graph([op('a')], { graph_id: '../x' }), issues: ['BAD_FORMAT /graph_id'] },
  { what: 'tasks that are no list', graph: graph({ a: op('a') }), issues: ['WRONG_TYPE /tasks'] },
  { what: 'no tasks', graph: graph([]), issues: ['NO_TASKS /tasks'] },
  { what: 'a task that is no object', graph: graph(['a']), issues: ['WRONG_TYPE /tasks/0'] },
  { what: 'a missing root', graph: graph([op('b')]), issues: ['MISSING_ROOT /root'] },
  { what: 'a task id with a space', graph: graph([op('a'), op('b c')]), issues: ['BAD_FORMAT /tasks/1/id'] },
  { what: 'a task id that is a number', graph: graph([op('a', { id: 7 })]), issues: ['WRONG_TYPE /tasks/0/id'] },
  {
    what: 'an id that no output can be named by',
    graph: graph([op('__proto__')]),
    issues: ['FORBIDDEN_KEY /tasks/0/id'],
  },
  { what: 'a duplicate id', graph: graph([op('a'), op('a')]), issues: ['DUPLICATE_TASK_ID /tasks/1/id'] },
  { what: 'an unknown type', graph: graph([op('a', { type: 'shell' })]), issues: ['WRONG_TYPE /tasks/0/type'] },
  { what: 'no type', graph: graph([without(op('a'), 'type')]), issues: ['MISSING_FIELD /tasks/0/type'] },
  { what: 'no input', graph: graph([without(op('a'), 'input')]), issues: ['MISSING_FIELD /tasks/0/input'] },
  { what: 'a name that is a number', graph: graph([op('a', { name: 1 })]), issues: ['WRONG_TYPE /tasks/0/name'] },
  {
    what: 'an unknown dependency',
    graph: graph([op('a', { dependencies: ['z'] })]),
    issues: ['UNKNOWN_DEPENDENCY /tasks/0/dependencies/0'],
  },
  {
    what: 'dependencies that are a string',
    graph: graph([op('a', { dependencies: 'b' })]),
    issues: ['WRONG_TYPE /tasks/0/dependencies'],
  },
  {
    what: 'a task that depends on itself',
    graph: graph([op('a', { dependencies: ['a'] })]),
    issues: ['SELF_DEPENDENCY /tasks/0/dependencies/0'],
  },
  {
    what: 'a dependency listed twice',
    graph: graph([op('a', { dependencies: ['b', 'b'] }), op('b')]),
    issues: ['DUPLICATE_DEPENDENCY /tasks/0/dependencies/1'],
  },
  {
    what: 'a cycle',
    graph: graph([
      op('a', { dependencies: ['b'] }),
      op('b', { dependencies: ['c'] }),
      op('c', { dependencies: ['a'] }),
    ]),
    issues: ['CYCLE '],
  },
  {
    what: 'an undeclared reference',
    graph: graph([op('a', call('value.constant', { value: { $from: 'b' } })), op('b')]),
    issues: ['UNDECLARED_REFERENCE /tasks/0/input/arguments/value'],
  },
  {
    what: 'a reference with more in it',
    graph: graph([
      op('a', { ...call('value.constant', { value: { $from: 'b', x: 1 } }), dependencies: ['b'] }),
      op('b'),
    ]),
    issues: ['UNKNOWN_FIELD /tasks/0/input/arguments/value/x'],
  },
  {
    what: 'a reference whose pointer is none',
    graph: graph([
      op('a', { ...call('value.constant', { value: { $from: 'b', pointer: 'x' } }), dependencies: ['b'] }),
      op('b'),
    ]),
    issues: ['BAD_FORMAT /tasks/0/input/arguments/value/pointer'],
  },
  {
    what: 'a guard on a task that is no dependency',
    graph: graph([op('a', { when: { $from: 'b', exists: true } }), op('b')]),
    issues: ['UNDECLARED_REFERENCE /tasks/0/when'],
  },
  {
    what: 'a guard without an operator',
    graph: graph([op('a', { when: { $from: 'b' } })]),
    issues: ['WRONG_TYPE /tasks/0/when'],
  },
  {
    what: 'a guard with two operators',
    graph: graph([op('a', { when: { $from: 'b', equals: 1, lt: 2 }, dependencies: ['b'] }), op('b')]),
    issues: ['UNKNOWN_FIELD /tasks/0/when/lt'],
  },
  {
    what: 'a model task without a budget',
    graph: graph([without(model('a'), 'budget')]),
    issues: [
      'MISSING_BUDGET /tasks/0/budget/max_tokens',
      'MISSING_BUDGET /tasks/0/budget/max_time_ms',
      'MISSING_BUDGET /tasks/0/budget/max_retries',
    ],
  },
  {
    what: 'a model task without a schema',
    graph: graph([without(model('a'), 'schema')]),
    issues: ['MISSING_SCHEMA /tasks/0/schema'],
  },
  {
    what: 'a model task without messages',
    graph: graph([model('a', { input: { messages: [] } })]),
    issues: ['OUT_OF_RANGE /tasks/0/input/messages'],
  },
  {
    what: 'an unknown role',
    graph: graph([model('a', { input: { messages: [{ role: 'root', content: 'x' }] } })]),
    issues: ['WRONG_TYPE /tasks/0/input/messages/0/role'],
  },
  {
    what: 'content that is a number',
    graph: graph([model('a', { input: { messages: [{ role: 'user', content: 1 }] } })]),
    issues: ['WRONG_TYPE /tasks/0/input/messages/0/content'],
  },
  {
    what: 'a negative budget',
    graph: graph([model('a', { budget: { max_tokens: -1, max_time_ms: 1, max_retries: 0 } })]),
    issues: ['OUT_OF_RANGE /tasks/0/budget/max_tokens'],
  },
  {
    what: 'a budget that is no integer',
    graph: graph([model('a', { budget: { max_tokens: 1.5, max_time_ms: 1, max_retries: 0 } })]),
    issues: ['WRONG_TYPE /tasks/0/budget/max_tokens'],
  },
  {
    what: 'a budget as text',
    graph: graph([model('a', { budget: { max_tokens: '10', max_time_ms: 1, max_retries: 0 } })]),
    issues: ['WRONG_TYPE /tasks/0/budget/max_tokens'],
  },
  {
    what: 'a time limit of zero',
    graph: graph([op('a', { budget: { max_time_ms: 0 } })]),
    issues: ['OUT_OF_RANGE /tasks/0/budget/max_time_ms'],
  },
  {
    what: 'a time limit beyond a timer',
    graph: graph([op('a', { budget: { max_time_ms: 1e12 } })]),
    issues: ['OUT_OF_RANGE /tasks/0/budget/max_time_ms'],
  },
  {
    what: 'a temperature out of range',
    graph: graph([
      model('a', { input: { messages: [{ role: 'user', content: 'x' }], parameters: { temperature: 9 } } }),
    ]),
    issues: ['OUT_OF_RANGE /tasks/0/input/parameters/temperature'],
  },
  {
    what: 'an unknown sampling parameter',
    graph: graph([model('a', { input: { messages: [{ role: 'user', content: 'x' }], parameters: { mirostat: 2 } } })]),
    issues: ['UNKNOWN_FIELD /tasks/0/input/parameters/mirostat'],
  },
  {
    what: 'an unknown way of failing',
    graph: graph([op('a', { on_failure: 'ignore' })]),
    issues: ['WRONG_TYPE /tasks/0/on_failure'],
  },
  {
    what: 'an operation that escalates',
    graph: graph([op('a', { on_failure: { escalate: [{ model: 'm' }] } })]),
    issues: ['WRONG_TYPE /tasks/0/on_failure'],
  },
  {
    what: 'an unknown priority',
    graph: graph([op('a', { routing: { priority: 'now' } })]),
    issues: ['WRONG_TYPE /tasks/0/routing/priority'],
  },
  {
    what: 'a timestamp that is none',
    graph: graph([op('a', { metadata: { created_at: 'today' } })]),
    issues: ['BAD_FORMAT /tasks/0/metadata/created_at'],
  },
  {
    what: 'a schema that is a string',
    graph: graph([op('a', { schema: 'number' })]),
    issues: ['WRONG_TYPE /tasks/0/schema'],
  },
  { what: 'a lone surrogate', graph: graph([op('a', { name: '\ud800' })]), issues: ['BAD_FORMAT /tasks/0/name'] },
  {
    what: 'a prototype key',
    graph: graph([op('a', call('value.constant', JSON.parse('{"value":{"__proto__":{"x":1}}}')))]),
    issues: ['FORBIDDEN_KEY /tasks/0/input/arguments/value/__proto__'],
  },
  {
    what: 'arguments nested too deeply',
    graph: graph([op('a', call('value.constant', { value: nested(80) as never }))]),
    issues: ['TOO_DEEP '],
  },
  {
    what: 'an operation name that is none',
    graph: graph([op('a', call('rm -rf', {}))]),
    issues: ['BAD_FORMAT /tasks/0/input/operation'],
  },
  {
    what: 'too deep a chain',
    graph: graph(
      Array.from({ length: 1001 }, (_, i) =>
        op(i === 0 ? 'a' : `t${i}`, { dependencies: i === 0 ? [] : [i === 1 ? 'a' : `t${i - 1}`] }),
      ),
    ),
    issues: ['TOO_DEEP /tasks'],
  },
  {
    what: 'too many tasks',
    graph: graph([op('a'), ...Array.from({ length: 10_000 }, (_, i) => op(`t${i}`))]),
    issues: ['TOO_MANY_TASKS /tasks'],
  },
];

/** Graphs that only a backend can know to be wrong: they need its operations and its schema compiler. */
export const GRAPHS_REFUSED_BY_THE_BACKEND: readonly InvalidGraph[] = [
  {
    what: 'an unknown operation',
    graph: graph([op('a', call('table.explode', {}))]),
    issues: ['UNKNOWN_OPERATION /tasks/0/input/operation'],
  },
  {
    what: 'literal arguments that the operation refuses',
    graph: graph([op('a', call('value.constant', { wrong: 1 }))]),
    issues: ['BAD_ARGUMENTS /tasks/0/input/arguments'],
  },
  {
    what: 'a schema of an unknown type',
    graph: graph([op('a', { schema: { type: 'integr' } })]),
    issues: ['BAD_SCHEMA /tasks/0/schema'],
  },
  {
    what: 'a schema that refers elsewhere',
    graph: graph([op('a', { schema: { $ref: 'https://example.com/schema.json' } })]),
    issues: ['BAD_SCHEMA /tasks/0/schema'],
  },
  {
    what: 'a pattern that needs backtracking',
    graph: graph([op('a', { schema: { type: 'string', pattern: '(a)\\1' } })]),
    issues: ['BAD_SCHEMA /tasks/0/schema'],
  },
];
