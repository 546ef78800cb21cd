import { type Json, runDetailsCodec } from '@kora/contracts';
import { withStudio } from '../../studio/with-studio.ts';
import { diffRuns, type RunFact } from '../diff/diff-runs.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { duration } from '../output/quantities.ts';
import { table } from '../output/table.ts';
import { acts, launchOptions, type Verb } from '../verb.ts';

/** Widest cell; whole values are in the JSON. */
const MAX_CELL = 48;

function cell(fact: string, value: Json): string {
  if (value === null) return '';
  if (typeof value === 'number' && fact.endsWith('_ms')) return duration(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text;
}

const row = ({ task_id, fact, a, b, same }: RunFact) => [
  task_id ?? '(the run)',
  fact,
  cell(fact, a),
  cell(fact, b),
  same ? '' : '≠',
];

/** `kora runs diff <a> <b>` */
export const runsDiffVerb: Verb = (runs, environment) => {
  const diff = runs
    .command('diff')
    .description('compare two runs: graphs, outputs, tokens and times')
    .argument('<a>', 'id of a run')
    .argument('<b>', 'id of another');
  acts(diff, environment, async ([a = '', b = ''], options) => {
    const { terminal } = environment;
    const [left, right] = await withStudio(launchOptions(environment, options), (client) =>
      Promise.all([a, b].map((id) => client.get(`/runs/${encodeURIComponent(id)}`, runDetailsCodec))),
    );
    if (left === undefined || right === undefined) throw new Error('two runs were asked for');
    const found = diffRuns(left, right);
    if (options.json) terminal.printJson(found);
    else {
      terminal.print(table(['task', 'what', found.a, found.b, ''], [...found.run, ...found.tasks].map(row)));
      terminal.say(found.same ? 'The runs are the same but for their times.' : 'The runs differ where ≠ stands.');
    }
    return found.same ? EXIT_CODES.ok : EXIT_CODES.failed;
  });
};
