import { runDetailsCodec } from '@kora/contracts';
import { withStudio } from '../../studio/with-studio.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { outputText } from '../output/output-text.ts';
import { duration } from '../output/quantities.ts';
import { runSentence } from '../output/run-sentence.ts';
import { table } from '../output/table.ts';
import { warningLines } from '../output/warning-lines.ts';
import { acts, launchOptions, type Verb } from '../verb.ts';

/** `kora runs show <id>` */
export const runsShowVerb: Verb = (runs, environment) => {
  const show = runs.command('show').description('show one run').argument('<run>', 'id of the run');
  acts(show, environment, async ([run_id = ''], options) => {
    const { terminal } = environment;
    const details = await withStudio(launchOptions(environment, options), (client) =>
      client.get(`/runs/${encodeURIComponent(run_id)}`, runDetailsCodec),
    );
    if (options.json) {
      terminal.printJson(details);
      return EXIT_CODES.ok;
    }
    const { telemetry, contents } = details;
    terminal.print(`${runSentence(telemetry)}\ngraph hash ${telemetry.graph_hash}\n\n`);
    const rows = telemetry.tasks.map((task) => [
      task.task_id,
      task.task_type,
      task.status,
      duration(task.duration_ms),
      task.model === null ? (task.operation ?? '') : task.model.model_id,
      task.error_code ?? '',
    ]);
    terminal.print(table(['task', 'type', 'status', 'took', 'by', 'error'], rows));
    for (const line of warningLines(telemetry)) terminal.print(`${line}\n`);
    if (contents !== null) terminal.print(`\n${outputText(contents.final_output, terminal.interactive)}`);
    return EXIT_CODES.ok;
  });
};
