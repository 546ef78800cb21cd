import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { kora } from '../support/process.ts';

const task = (id: string, operation: string, args: object, dependencies: string[] = []) => ({
  version: '1.0',
  id,
  type: 'deterministic',
  dependencies,
  input: { operation, arguments: args },
});
const graph = {
  kora_version: '1.0.0',
  graph_id: 'cli-test',
  root: 'upper',
  tasks: [
    task('input', 'value.constant', { value: 'from the graph' }),
    task('upper', 'text.case', { text: { $from: 'input', pointer: '' }, to: 'upper' }, ['input']),
  ],
};

/** Writes the graph and says where the data root is. */
function world(folder: string) {
  const file = join(folder, 'graph.json');
  writeFileSync(file, JSON.stringify(graph));
  return { file, root: ['--data-root', join(folder, 'data')] };
}

t.test('run prints the output on standard output and everything else on standard error', async (t) => {
  const { file, root } = world(t.testdir());
  const { code, stdout, stderr } = await kora(['run', file, ...root]).ended;
  t.equal(stdout, 'FROM THE GRAPH\n');
  t.match(stderr, /upper: done in[\s\S]*success: 2 tasks, 0 model calls/);
  t.equal(code, 0);
  const shown = await kora(['runs', 'list', '--json', ...root]).ended;
  const [run] = JSON.parse(shown.stdout).runs;
  t.match(run, { graph_id: 'cli-test', status: 'success', model_invocation_count: 0 });
  t.match(await kora(['runs', 'show', run.run_id, ...root]).ended, {
    code: 0,
    stdout: /upper +deterministic +success/,
  });
});

t.test('a graph from standard input and an input from a file give the ExecutionResult', async (t) => {
  const folder = t.testdir({ 'words.txt': 'from a file' });
  const { root } = world(folder);
  const args = ['run', '-', '--input', join(folder, 'words.txt'), '--json', ...root];
  const { code, stdout } = await kora(args, { stdin: JSON.stringify(graph) }).ended;
  t.equal(code, 0);
  t.match(JSON.parse(stdout), {
    status: 'success',
    final_output: 'FROM A FILE',
    execution_metadata: { backend: 'local' },
  });
});

t.test('two runs at once on a data root that nobody serves both finish', async (t) => {
  const { file, root } = world(t.testdir());
  const both = await Promise.all([kora(['run', file, ...root]).ended, kora(['run', file, ...root]).ended]);
  for (const { code, stdout, stderr } of both)
    t.match({ code, stdout }, { code: 0, stdout: 'FROM THE GRAPH\n' }, stderr);
});

t.test('a run that fails ends with 1 and says why', async (t) => {
  const { root } = world(t.testdir());
  const broken = { ...graph, root: 'input', tasks: [task('input', 'json.parse', { text: '{' })] };
  const { code, stdout, stderr } = await kora(['run', '-', ...root], { stdin: JSON.stringify(broken) }).ended;
  t.equal(code, 1);
  t.equal(stdout, '');
  t.match(stderr, /failed \(\w+ in input\)/);
});

t.test('validate names the graph hash', async (t) => {
  const { file, root } = world(t.testdir());
  t.match(await kora(['validate', file, ...root]).ended, { code: 0, stdout: /^valid, graph hash [0-9a-f]{64}\n$/ });
});
