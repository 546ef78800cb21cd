import t from 'tap';
import { inputValue, mergeInput } from '../../src/cli/run/merge-input.ts';

const task = {
  version: '1.0',
  id: 'input',
  type: 'deterministic',
  input: { operation: 'value.constant', arguments: { value: 1 } },
};
const other = { ...task, id: 'other' };

t.test('the task "input" gives the value, and nothing else of the graph changes', async (t) => {
  const graph = { graph_id: 'g', tasks: [task, other] };
  const merged = { ...task, input: { operation: 'value.constant', arguments: { value: [2] } } };
  t.strictSame(mergeInput(graph, [2], 'g.json'), { graph_id: 'g', tasks: [merged, other] });
  t.equal(graph.tasks[0]?.input.arguments.value, 1, 'the graph that was given is left alone');
});

t.test('a graph without such a task is refused by name', async (t) => {
  const wrong = [
    null,
    {},
    { tasks: 'x' },
    { tasks: [other] },
    { tasks: [{ ...task, input: { operation: 'csv.parse' } }] },
  ];
  for (const graph of wrong) {
    t.throws(() => mergeInput(graph, 1, 'g.json'), {
      code: 'KORA_LAUNCHER_NO_INPUT_TASK',
      details: { graph: 'g.json' },
    });
  }
});

t.test('a .json file is its value, any other file its text', async (t) => {
  t.strictSame(inputValue('a.JSON', '\u{feff}{"x":1}'), { x: 1 });
  t.equal(inputValue('a.csv', '1,2\n'), '1,2\n');
  t.throws(() => inputValue('a.json', '{'), { code: 'KORA_LAUNCHER_FILE_NOT_JSON', details: { path: 'a.json' } });
});
