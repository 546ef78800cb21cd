import type { OperationLibrary } from '@kora/contracts';
import { operationLibraryConformance } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { failuresOf } from './recorded-suite.ts';

const libraryOf = (
  source: string,
  changes: Partial<OperationLibrary['operations'][number]> = {},
): OperationLibrary => ({
  id: 'sample',
  specVersion: '1.0',
  operations: [
    {
      name: 'math.double',
      version: '1.0.0',
      summary: 'Doubles a number.',
      arguments: {},
      result: {},
      examples: [{ arguments: { x: 2 }, result: 4 }],
      ...changes,
    },
  ],
  script: { filename: 'sample.js', source },
});
const failures = (library: OperationLibrary) => failuresOf((t) => operationLibraryConformance(t, library));

t.test('a good library passes', (t) =>
  operationLibraryConformance(t, libraryOf(`({ 'math.double': ({ x }) => 2 * x })`)),
);

t.test('broken libraries are caught', async (t) => {
  const DESCRIBED = 'a library describes each operation once, with examples';
  const PROVIDED = 'its script works in a bare realm and provides what is described';
  const EXAMPLES = 'math.double does what its examples say, every time';
  const good = `({ 'math.double': ({ x }) => 2 * x })`;
  t.same(await failures(libraryOf(good, { examples: [] })), [DESCRIBED]);
  t.same(await failures(libraryOf(`({ 'math.double': ({ x }) => 2 * x, 'math.other': 1 })`)), [PROVIDED]);
  t.same(await failures(libraryOf(`({ 'math.double': ({ x }) => x })`)), [EXAMPLES]);
  t.same(await failures(libraryOf(`let n = 1; ({ 'math.double': ({ x }) => x * ++n })`)), [EXAMPLES]);
  t.same(await failures(libraryOf(`({ 'math.double': ({ x }) => new Function('return 4')() })`)), [EXAMPLES]);
  t.same(await failures(libraryOf(`const fs = require('fs'); ${good}`)), [PROVIDED, EXAMPLES]);
});
