import t from 'tap';
import { outputText } from '../../src/cli/output/output-text.ts';
import { bytes, duration } from '../../src/cli/output/quantities.ts';
import { table } from '../../src/cli/output/table.ts';

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
