import { runListCodec } from '@kora/contracts';
import { InvalidArgumentError } from 'commander';
import { withStudio } from '../../studio/with-studio.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { duration } from '../output/quantities.ts';
import { table } from '../output/table.ts';
import { acts, type CommonOptions, launchOptions, type Verb } from '../verb.ts';
import { runsDiffVerb } from './runs-diff.ts';
import { runsShowVerb } from './runs-show.ts';

/** Most runs that one page of the API has. */
const MAX_LIMIT = 200;

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MAX_LIMIT}.`);
}

/** `kora runs list`, `kora runs show <id>`, `kora runs diff <a> <b>` */
export const runsVerb: Verb = (program, environment) => {
  const runs = program.command('runs').description('look at what ran');
  const list = runs
    .command('list')
    .description('list runs, newest first')
    .option('--limit <n>', 'how many', limitOf, 20);
  acts<CommonOptions & { limit: number }>(list, environment, async (_, options) => {
    const answer = await withStudio(launchOptions(environment, options), (client) =>
      client.get(`/runs?limit=${options.limit}`, runListCodec),
    );
    if (options.json) environment.terminal.printJson(answer);
    else if (answer.runs.length === 0) environment.terminal.say('There are no runs yet.');
    else {
      const rows = answer.runs.map((run) => [
        run.run_id,
        run.status,
        run.graph_id,
        run.started_at,
        duration(run.duration_ms),
        String(run.total_tasks),
        String(run.model_invocation_count),
      ]);
      environment.terminal.print(table(['run', 'status', 'graph', 'started', 'took', 'tasks', 'model calls'], rows));
    }
    return EXIT_CODES.ok;
  });
  runsShowVerb(runs, environment);
  runsDiffVerb(runs, environment);
};
