import { createContext, runInContext, Script } from 'node:vm';
import { isRecord, type Json, OPERATION_LIBRARY_SPEC_VERSION, type OperationLibrary } from '@kora/contracts';
import type { ConformanceTest } from '../conformance-test.ts';

const LOAD_LIMIT_MS = 10_000;

/**
 * Tests an operation library as a backend will use it: the script is evaluated in a bare realm, its functions are exactly
 * the described operations, and every example gives its result, twice.
 */
export async function operationLibraryConformance(t: ConformanceTest, library: OperationLibrary): Promise<void> {
  const names = library.operations.map((operation) => operation.name);
  await t.test('a library describes each operation once, with examples', async (t) => {
    t.equal(library.specVersion, OPERATION_LIBRARY_SPEC_VERSION);
    t.ok(names.length > 0, 'it has operations');
    t.equal(new Set(names).size, names.length, 'no name occurs twice');
    for (const { name, examples } of library.operations) t.ok(examples.length > 0, `${name} has an example`);
  });
  await t.test('its script works in a bare realm and provides what is described', async (t) => {
    t.same(call(library, 'Object.keys(operations).sort()'), [...names].sort());
  });
  for (const { name, examples } of library.operations) {
    await t.test(`${name} does what its examples say, every time`, async (t) => {
      for (const example of examples) {
        const expression = `operations[${JSON.stringify(name)}](${JSON.stringify(example.arguments)})`;
        t.same(call(library, expression), example.result);
        t.same(call(library, `(${expression}, ${expression})`), example.result, 'the second time as the first');
      }
    });
  }
}

/** Evaluates an expression over the library in a realm of its own; values leave it as JSON, as they do in a backend. */
function call(library: OperationLibrary, expression: string): Json {
  const realm = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  const limits = { timeout: LOAD_LIMIT_MS };
  realm.operations = new Script(library.script.source, { filename: library.script.filename }).runInContext(
    realm,
    limits,
  );
  const answer: unknown = JSON.parse(String(runInContext(`JSON.stringify({ value: ${expression} })`, realm, limits)));
  return (isRecord(answer) ? answer.value : null) as Json;
}
