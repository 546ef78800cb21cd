import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, jsonValue, manifestCodec, operationNameCodec } from '@kora/contracts';
import { activatePlugin, operationLibraryConformance } from '@kora/plugin-sdk/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';
import { descriptors } from '../src/descriptors.ts';
import { plugin } from '../src/index.ts';
import { openLibrary } from './support/open-library.ts';

const library = await openLibrary(t);
const ajv = new Ajv2020({ strict: true, allErrors: true });
const filesOf = (change: Record<string, string> = {}) => ({
  resolve: (path: string) => join(library.folder, path),
  readText: async (path: string) => change[path] ?? readFileSync(join(library.folder, path), 'utf8'),
});

t.test('every example gives its result in a bare, sealed realm and matches both schemas', async (t) => {
  for (const { name, arguments: argumentSchema, result: resultSchema, examples } of descriptors) {
    const [accepts, gives] = [ajv.compile(argumentSchema), ajv.compile(resultSchema)];
    for (const example of examples) {
      t.ok(accepts(example.arguments), `${name} accepts its example ${JSON.stringify(accepts.errors)}`);
      const result = library.call(name, example.arguments);
      t.strictSame(result, example.result, `${name} gives its example`);
      t.ok(gives(result), `${name} keeps its result schema ${JSON.stringify(gives.errors)}`);
    }
    t.notOk(accepts({ ...examples[0]?.arguments, unknown_argument: 1 }), `${name} refuses an unknown argument`);
  }
});

t.test('descriptors are what the contract wants', async (t) => {
  t.strictSame([...library.names].sort(), descriptors.map(({ name }) => name).sort(), 'the script has exactly these');
  t.ok(descriptors.length >= 60, `${descriptors.length} operations`);
  for (const { name, version, summary, ...rest } of descriptors) {
    t.ok(operationNameCodec.is(name), name);
    t.match(version, /^\d+\.\d+\.\d+$/);
    t.match(summary, /^\S.{10,200}\.$/, `${name} is summarised in a sentence`);
    t.ok(jsonValue.is(rest), `${name} is JSON`);
  }
});

t.test('the plugin gives the library that its manifest declares', async (t) => {
  const { contributions } = await activatePlugin(plugin, { files: filesOf() });
  const [contributed] = contributions.operations ?? [];
  const manifest: unknown = JSON.parse(readFileSync(new URL('../manifest.json', import.meta.url), 'utf8'));
  const complete = { ...Object(manifest), version: '0.1.0', files: {} };
  t.equal(decode(manifestCodec, complete)._tag, 'Right', 'the manifest decodes');
  t.strictSame(Object(manifest).contributes.operations, [contributed?.id]);
  t.equal(Object(manifest).id, plugin.id);
  t.strictSame(contributed?.operations, descriptors);
  if (contributed !== undefined) await operationLibraryConformance(t, contributed);
});

t.test('descriptors that the build did not write are refused with a code', async (t) => {
  const broken = ['no json', '{}', '[{"name":"Not.A.Name"}]'];
  for (const text of broken) {
    const files = filesOf({ 'operations.json': text });
    await t.rejects(activatePlugin(plugin, { files }), { code: 'KORA_OPERATIONS_DESCRIPTORS_INVALID' });
  }
});
