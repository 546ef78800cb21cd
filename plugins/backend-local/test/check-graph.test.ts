import t from 'tap';
import { backendOver, type Draft, freeze, model, operation, threads } from './support/run-graph.ts';
import { testLibrary } from './support/test-library.ts';

const pool = threads(1);
t.teardown(() => pool.close());
const backend = backendOver(pool);
const check = async (...tasks: readonly Draft[]) => {
  const issues = await backend.validate(freeze(tasks), [testLibrary], new AbortController().signal);
  return issues.map(({ path, code }) => `${code} ${path}`);
};
const echo = (schema: Draft) => operation('x', 'data.echo', { value: 1 }, { schema });

t.test('what is right passes', async (t) => {
  t.same(await check(operation('a', 'math.add', { values: [1] }, { schema: { type: 'number' } }), model('m')), []);
});

t.test('an operation that nobody brings is named, with its siblings', async (t) => {
  const issues = await backend.validate(
    freeze([operation('a', 'math.ad')]),
    [testLibrary],
    new AbortController().signal,
  );
  t.match(issues, [{ path: '/tasks/0/input/operation', code: 'UNKNOWN_OPERATION', message: /math\.add/ }]);
});

t.test('literal arguments are held against the schema of their operation', async (t) => {
  t.same(await check(operation('a', 'math.add', { values: [1, 'x'], more: 1 })), [
    'BAD_ARGUMENTS /tasks/0/input/arguments',
    'BAD_ARGUMENTS /tasks/0/input/arguments/values/1',
  ]);
});

t.test('of arguments with references only what no value could mend is refused', async (t) => {
  const first = operation('a', 'data.echo', { value: 1 });
  const with_ = (args: Draft) => operation('b', 'math.add', args, { dependencies: ['a'] });
  t.same(await check(first, with_({ values: [{ $from: 'a' }, 1] })), []);
  t.same(await check(first, with_({ values: { $from: 'a' } })), []);
  t.same(await check(first, with_({ values: [{ $from: 'a' }, 'x'] })), [
    'BAD_ARGUMENTS /tasks/1/input/arguments/values/1',
  ]);
  t.same(await check(first, with_({ valeus: { $from: 'a' } })), [
    'BAD_ARGUMENTS /tasks/1/input/arguments',
    'BAD_ARGUMENTS /tasks/1/input/arguments',
  ]);
});

const wrong: readonly [string, Draft, string][] = [
  ['a type that does not exist', { type: 'strin' }, '/type'],
  [
    'a keyword that does not exist',
    { type: 'object', properties: { a: { requierd: true } } },
    '/properties/a/requierd',
  ],
  ['a format that does not exist', { items: { type: 'string', format: 'nope' } }, '/items/format'],
  ['a keyword of the wrong type', { properties: { a: { minimum: 'x' } } }, '/properties/a/minimum'],
  ['a lookahead', { type: 'string', pattern: '(?=a)b' }, '/pattern'],
  ['a backreference', { patternProperties: { '(a)\\1': {} } }, '/patternProperties/(a)\\1'],
  ['a pattern that does not parse', { pattern: '(' }, '/pattern'],
  ['a very long pattern', { pattern: 'a'.repeat(1_001) }, '/pattern'],
  ['a reference to elsewhere', { properties: { a: { $ref: 'https://example.org/s' } } }, '/properties/a/$ref'],
  ['a reference to nothing', { $ref: '#/$defs/none' }, ''],
  ['an identity of its own', { $id: 'https://example.org/s' }, '/$id'],
  ['another dialect', { $schema: 'http://json-schema.org/draft-07/schema#' }, '/$schema'],
  ['too many schemas', { properties: Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`p${i}`, {}])) }, ''],
  ['too much text', { description: 'x'.repeat(100_001) }, ''],
];
for (const [what, schema, path] of wrong) {
  t.test(`a schema with ${what} is refused at its exact place`, async (t) => {
    t.ok((await check(echo(schema))).includes(`BAD_SCHEMA /tasks/0/schema${path}`));
  });
}

t.test('a schema that is nested too deeply is refused', async (t) => {
  let schema: Draft = {};
  for (let depth = 0; depth < 40; depth++) schema = { items: schema };
  t.match(await check(echo(schema)), [/BAD_SCHEMA \/tasks\/0\/schema\/items/]);
});

t.test('the same wrong schema is reported at every task that has it', async (t) => {
  const schema = { type: 'strin' };
  const issues = await check(
    operation('a', 'data.echo', { value: 1 }, { schema }),
    operation('b', 'data.echo', { value: 1 }, { schema }),
  );
  t.ok(issues.includes('BAD_SCHEMA /tasks/0/schema/type') && issues.includes('BAD_SCHEMA /tasks/1/schema/type'));
});

t.test('a pattern that would take a backtracking engine for ever is matched at once', async (t) => {
  const { run } = await import('./support/run-graph.ts');
  const graph = freeze([
    operation('x', 'data.echo', { value: `${'a'.repeat(60)}b` }, { schema: { type: 'string', pattern: '^(a+)+$' } }),
  ]);
  const { task } = await run(backend, graph);
  t.match(task('x'), { status: 'failed', error_code: 'KORA_TASK_SCHEMA_VIOLATION' });
});

t.test('every pattern is its own', async (t) => {
  const { run } = await import('./support/run-graph.ts');
  const task = (id: string, pattern: string) =>
    operation(id, 'data.echo', { value: 'abc' }, { schema: { type: 'string', pattern } });
  const finished = await run(backend, freeze([task('a', '^abc$'), task('b', '^x'), task('c', 'c$')]));
  t.same(
    finished.bundle.tasks.map(({ status }) => status),
    ['success', 'failed', 'success'],
  );
});

t.test('checking stops when it is asked to', async (t) => {
  const stopped = backend.validate(
    freeze([echo({ type: 'number' })]),
    [testLibrary],
    AbortSignal.abort(new Error('enough')),
  );
  await t.rejects(stopped, { message: 'enough' });
});
