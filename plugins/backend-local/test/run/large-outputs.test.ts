import type { Json } from '@kora/contracts';
import { memoryContentSink } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { answerOf, LARGE_OUTPUT, readAnswer } from '../../src/pool/segment-answer.ts';
import { TaskOutput } from '../../src/run/task-output.ts';

t.test('an output that nobody looks into goes on as the words in which it came', async (t) => {
  const json = '{"rows": [1,  2]}';
  const output = TaskOutput.written(json);
  const kept: string[] = [];
  const content = { ...memoryContentSink(), writtenOutput: (_: string, text: string) => void kept.push(text) };
  output.keep(content, 'a');
  t.equal(output.json, json);
  t.strictSame(kept, [json], 'it is not printed again');
  t.strictSame(output.value, { rows: [1, 2] });
  t.equal(output.value, output.value, 'it is parsed once');
});

t.test('an output that came as a value is kept as one, null too', async (t) => {
  for (const value of [null, 0, '', false, { a: [1] }] satisfies Json[]) {
    const content = memoryContentSink();
    const output = TaskOutput.of(value);
    output.keep(content, 'a');
    t.strictSame(content.outputOf('a'), value);
    t.strictSame(JSON.parse(output.json), value);
  }
});

t.test('a report finds its large outputs again, and others stay as they are', async (t) => {
  const ended = { start_ms: 0, end_ms: 1, validation_ms: 0, input_hash: 'i', output_hash: 'o', output_bytes: 1 };
  const small = { status: 'success' as const, ...ended, output: { n: 1 } };
  const large = { status: 'success', ...ended, output: null, output_at: 1 };
  const report = JSON.stringify({ tasks: [small, large, { status: 'unrun' }], elapsed_ms: 2 });
  const outputs = ['"other"', `"${'x'.repeat(LARGE_OUTPUT)}"`];
  t.match(readAnswer({ report, outputs }).tasks, [
    small,
    { output: null, output_json: outputs[1] },
    { status: 'unrun' },
  ]);
  const plain = { tasks: [small], elapsed_ms: 1 };
  t.strictSame(readAnswer(answerOf(plain)), plain);
});
