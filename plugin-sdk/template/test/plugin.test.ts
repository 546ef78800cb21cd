import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { activatePlugin, type ConformanceTest, operationLibraryConformance } from '@kora/plugin-sdk/testing';
import { plugin } from '../src/plugin.ts';

const resolve = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

test('the plugin contributes operations that do what they say', async (t) => {
  const files = { resolve, readText: (path: string) => readFile(resolve(path), 'utf8') };
  const { contributions } = await activatePlugin(plugin, { files });
  for (const library of contributions.operations ?? []) await operationLibraryConformance(conformanceTest(t), library);
});

/** Lets a conformance suite run under node:test. */
function conformanceTest(t: TestContext): ConformanceTest {
  return {
    test: (name, body) => t.test(name, (t) => body(conformanceTest(t))),
    ok: (value, ...[message = 'it must hold']) => assert.ok(value, message),
    equal: (found, wanted, ...[message = 'they must be equal']) => assert.equal(found, wanted, message),
    same: (found, wanted, ...[message = 'they must be the same']) => assert.deepEqual(found, wanted, message),
  };
}
