import { readdir, readFile } from 'node:fs/promises';
import { contractSchemas, decode, taskGraphCodec } from '@kora/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import t from 'tap';
import { constant, graph, model } from '../support/graphs.ts';

const folder = new URL('../../schemas/', import.meta.url);

t.test('the schema files are those of the codecs; npm run schemas writes them', async (t) => {
  const schemas = contractSchemas();
  t.same((await readdir(folder)).sort(), [...schemas.keys()].map((name) => `${name}.schema.json`).sort());
  for (const [name, schema] of schemas) {
    t.same(JSON.parse(await readFile(new URL(`${name}.schema.json`, folder), 'utf8')), schema, name);
  }
});

t.test('every schema compiles as JSON Schema 2020-12', async (t) => {
  for (const [name, schema] of contractSchemas()) {
    t.doesNotThrow(() => new Ajv2020({ strict: false }).compile(schema), name);
  }
});

t.test('codec and schema agree about graphs that are damaged at random', async (t) => {
  const schema = contractSchemas().get('task-graph');
  t.ok(schema);
  const validate = new Ajv2020({ strict: false }).compile(schema ?? {});
  const whole = graph(
    [
      constant('a', {
        when: { $from: 'b', pointer: '/x', gt: 3 },
        dependencies: ['b'],
        on_failure: 'skip',
        budget: { max_time_ms: 5 },
      }),
      model('b', { routing: { connector: 'x', priority: 'low' }, on_failure: { escalate: [{ model: 'm' }] } }),
    ],
    { defaults: { budget: { max_tokens: 3 } }, budget: { max_total_tokens: 9 } },
  );
  const paths: (readonly (string | number)[])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]) => {
    paths.push(path);
    if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  walk(whole, []);
  const damage = fc.constantFrom<unknown>(null, -1, 1.5, '', 'x', [], {}, { extra: 1 }, true, 'DELETE');
  fc.assert(
    fc.property(fc.constantFrom(...paths.slice(1)), damage, (path, replacement) => {
      const value = structuredClone(whole) as Record<string, unknown>;
      const parent = path
        .slice(0, -1)
        .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, value);
      const last = path.at(-1) as string;
      if (replacement === 'DELETE' && !Array.isArray(parent)) delete parent[last];
      else parent[last] = replacement;
      return (decode(taskGraphCodec, value)._tag === 'Right') === validate(value);
    }),
    { numRuns: 500 },
  );
});
