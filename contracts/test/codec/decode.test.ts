import { decode, MAX_ISSUES, manifestCodec, taskGraphCodec } from '@kora/contracts';
import t from 'tap';
import { constant, graph, model } from '../support/graphs.ts';

const issuesOf = (value: unknown) => {
  const result = decode(taskGraphCodec, value);
  return result._tag === 'Left' ? result.left.map(({ path, code }) => `${code} ${path}`) : [];
};

t.test('a valid graph is returned as it came', async (t) => {
  const value = graph([constant('a')]);
  const result = decode(taskGraphCodec, value);
  t.equal(result._tag === 'Right' && result.right, value);
});

t.test('every wrong path is listed, not the first', async (t) => {
  const bad = graph([model('!', { input: { messages: [{ role: 'boss', content: 4 }] }, schema: 3, surprise: 1 })], {
    kora_version: 1,
    extra: true,
  });
  t.same(
    [...new Set(issuesOf(bad))].sort(),
    [
      'BAD_FORMAT /root',
      'BAD_FORMAT /tasks/0/id',
      'UNKNOWN_FIELD /extra',
      'UNKNOWN_FIELD /tasks/0/surprise',
      'WRONG_TYPE /kora_version',
      'WRONG_TYPE /tasks/0/input/messages/0/content',
      'WRONG_TYPE /tasks/0/input/messages/0/role',
      'WRONG_TYPE /tasks/0/schema',
    ].sort(),
  );
});

t.test('an own __proto__ key is refused wherever JSON is free', async (t) => {
  const value = JSON.parse('{"operation":"value.constant","arguments":{"value":{"__proto__":{"polluted":1}}}}');
  t.same(issuesOf(graph([constant('a', { input: value })])), [
    'FORBIDDEN_KEY /tasks/0/input/arguments/value/__proto__',
  ]);
  t.equal(({} as Record<string, unknown>).polluted, undefined);
});

t.test('a key with a slash or a tilde is escaped in its path', async (t) => {
  const labels = { 'a/b~c': { nested: Number.POSITIVE_INFINITY } };
  t.same(issuesOf(graph([constant('a', { metadata: { labels } })])), [
    'OUT_OF_RANGE /tasks/0/metadata/labels/a~1b~0c/nested',
  ]);
});

t.test('free JSON that is nested too deeply is refused without overflowing the stack', async (t) => {
  let deep: unknown = 1;
  for (let i = 0; i < 50_000; i++) deep = [deep];
  const found = issuesOf(
    graph([constant('a', { input: { operation: 'value.constant', arguments: { value: deep as never } } })]),
  );
  t.equal(found.length, 1);
  t.match(found[0], /^TOO_DEEP /);
});

t.test('a lone surrogate is refused, because canonical JSON cannot carry it', async (t) => {
  t.same(issuesOf(graph([constant('a', { name: 'x\ud800' })])), ['BAD_FORMAT /tasks/0/name']);
});

t.test('the list of issues is bounded', async (t) => {
  const fields = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, i]));
  t.equal(issuesOf(graph([constant('a')], fields)).length, MAX_ISSUES);
});

t.test('the keys of a dictionary are checked as its values are', async (t) => {
  const file = 'a'.repeat(64);
  const manifest = (files: Record<string, string>) => decode(manifestCodec, { ...emptyManifest, files });
  t.equal(manifest({ 'index.js': file })._tag, 'Right');
  for (const path of ['../../evil', '/etc/passwd', 'a/../b', '.hidden', 'C:\\x', '']) {
    t.match(manifest({ [path]: file }), { _tag: 'Left', left: [{ code: 'BAD_FORMAT' }] }, path);
  }
});

const emptyManifest = {
  manifest_version: '1.0',
  id: 'x',
  version: '1.0.0',
  publisher: 'kora',
  name: 'X',
  description: '',
  license: 'MIT',
  contract: '^1.0.0',
  entry: 'index.js',
  requires: [],
  provides: [],
  contributes: {},
  capabilities: {},
};
