import type { TaskTelemetry } from '@kora/contracts';
import t from 'tap';
import { outputText } from '../../src/cli/output/output-text.ts';
import { bytes, duration } from '../../src/cli/output/quantities.ts';
import { table } from '../../src/cli/output/table.ts';
import { warningLines } from '../../src/cli/output/warning-lines.ts';

t.test('a table aligns its columns and draws no lines', async (t) => {
  t.equal(
    table(
      ['run', 'status'],
      [
        ['a', 'success'],
        ['long-id', 'failed'],
      ],
    ),
    'run      status\na        success\nlong-id  failed\n',
  );
});

t.test('what a terminal would obey is shown instead', async (t) => {
  const shown = table(['x'], [['\u001b]0;evil\u0007 a\nb']]);
  t.equal(shown, 'x\n\u{fffd}]0;evil\u{fffd} a\u{fffd}b\n');
});

t.test('times and sizes are as people read them', async (t) => {
  t.strictSame([0.42, 12.4, 3400, 125_000].map(duration), ['0.4 ms', '12 ms', '3.4 s', '2 min 5 s']);
  t.strictSame([0, 999, 467_000, 4_700_000_000].map(bytes), ['0 B', '999 B', '467.0 KB', '4.7 GB']);
});

t.test('text comes out as it is, everything else as JSON, each with one newline at the end', async (t) => {
  t.equal(outputText('two\nlines', false), 'two\nlines\n');
  t.equal(outputText('done\n', false), 'done\n');
  t.equal(outputText({ a: 1 }, false), '{\n  "a": 1\n}\n');
  t.equal(outputText(null, false), 'null\n');
});

t.test('a terminal does not obey what a model wrote, and a pipe gets all of it', async (t) => {
  const hostile = 'a\u001b[2J\tb\r\u009b1mc\n';
  t.equal(outputText(hostile, true), 'a\u{fffd}[2J\tb\u{fffd}\u{fffd}1mc\n');
  t.equal(outputText(hostile, false), hostile);
});

t.test('warnings of a run name their tasks, and many are not all shown', async (t) => {
  const run = (count: number) => {
    const warnings = Array.from({ length: count }, (_, i) => `/properties/${i}/not is not enforced`);
    return { run_id: 'run-00001', tasks: [{ task_id: 'ask', warnings } as Partial<TaskTelemetry> as TaskTelemetry] };
  };
  t.same(warningLines(run(1)), ['warning: ask: /properties/0/not is not enforced']);
  t.equal(warningLines(run(20)).length, 13);
  t.equal(warningLines(run(20)).at(-1), 'and 8 more warnings; kora runs show run-00001 --json lists all');
});
