import { API_VERSION, validationReportCodec } from '@kora/contracts';
import { withStudio } from '../../studio/with-studio.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { table } from '../output/table.ts';
import { readJson } from '../read-json.ts';
import { acts, launchOptions, type Verb } from '../verb.ts';

/** `kora validate <graph.json>` */
export const validateVerb: Verb = (program, environment) => {
  const command = program
    .command('validate')
    .description('check a task graph without running it')
    .argument('<graph>', 'file of the task graph, - for standard input');
  acts(command, environment, async ([path = '-'], options) => {
    const taskgraph = await readJson(path, environment);
    const body = { api_version: API_VERSION, taskgraph };
    const report = await withStudio(launchOptions(environment, options), (client) =>
      client.post('/validate', body, validationReportCodec),
    );
    if (options.json) environment.terminal.printJson(report);
    else if (report.valid) environment.terminal.print(`valid, graph hash ${report.graph_hash}\n`);
    else {
      const rows = report.issues.map(({ path, code, message }) => [path || '(the whole)', code, message]);
      environment.terminal.print(table(['path', 'code', 'what is wrong'], rows));
    }
    return report.valid ? EXIT_CODES.ok : EXIT_CODES.invalid;
  });
};
