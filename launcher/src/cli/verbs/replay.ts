import { API_VERSION, type ReplayReport, replayReportCodec } from '@kora/contracts';
import { withStudio } from '../../studio/with-studio.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { duration } from '../output/quantities.ts';
import { printable, table } from '../output/table.ts';
import { acts, launchOptions, type Verb } from '../verb.ts';

/** A report as one sentence. */
export function replaySentence(report: ReplayReport): string {
  const { run_id, identical, recomputed_tasks, served_answers, duration_ms, differences } = report;
  const facts = `${recomputed_tasks} tasks recomputed, ${served_answers} model answers from the archive, ${duration(duration_ms)}`;
  const verdict = identical ? 'identical' : `different in ${differences} ${differences === 1 ? 'place' : 'places'}`;
  return `${verdict}: ${facts}. Run ${run_id}`;
}

/** `kora replay <run>` */
export const replayVerb: Verb = (program, environment) => {
  const { terminal } = environment;
  const command = program
    .command('replay')
    .description('compute a finished run again, with its recorded model answers, and compare')
    .argument('<run>', 'id of the run');
  acts(command, environment, async ([run_id = ''], options) => {
    const report = await withStudio(launchOptions(environment, options), (client) =>
      client.post(`/runs/${encodeURIComponent(run_id)}/replay`, { api_version: API_VERSION }, replayReportCodec),
    );
    if (options.json) terminal.printJson(report);
    else {
      terminal.print(`${replaySentence(report)}\n`);
      const first = report.first_difference;
      if (first !== null) {
        const row = [first.task_id ?? '(the run)', first.path, JSON.stringify(first.recorded)];
        const head = ['first difference in', 'path', 'recorded', 'replayed'];
        terminal.print(`\n${table(head, [[...row, JSON.stringify(first.replayed)]])}`);
      }
      for (const warning of report.warnings) terminal.say(printable(warning));
    }
    return report.identical ? EXIT_CODES.ok : EXIT_CODES.failed;
  });
};
