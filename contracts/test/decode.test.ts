import { isRight } from 'fp-ts/lib/Either.js';
import t from 'tap';
import { decode, taskGraphCodec } from '@kora/contracts';

t.test('a graph decodes', async (t) => {
  t.ok(isRight(decode(taskGraphCodec, { kora_version: '1.0.0', graph_id: 'g', root: 'a', tasks: [] })));
});
t.test('every wrong path is listed', async (t) => {
  const result = decode(taskGraphCodec, { kora_version: 1, graph_id: 'g', tasks: [{ type: 'model', id: '..!', version: '1.0', input: {messages: [{role:'x', content: 4}]}, schema: 3, when: {equals: 1, $from: 'x', y: 1} }], zz: 1 });
  console.error(JSON.stringify(result, null, 1));
});
