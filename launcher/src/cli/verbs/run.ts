import type { ExecutionResult } from '@kora/contracts';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { errorText } from '../output/error-text.ts';
import { outputText } from '../output/output-text.ts';
import { runSentence } from '../output/run-sentence.ts';
import { warningLines } from '../output/warning-lines.ts';
import { readJson, readText } from '../read-json.ts';
import { followRun } from '../run/follow-run.ts';
import { inputValue, mergeInput } from '../run/merge-input.ts';
import { acts, type CommonOptions, launchOptions, type Verb } from '../verb.ts';

interface RunOptions extends CommonOptions {
  readonly input?: string;
  readonly model?: string;
  readonly connector?: string;
  readonly backend?: string;
}

const CODE_OF: Readonly<Record<ExecutionResult['status'], ExitCode>> = {
  success: EXIT_CODES.ok,
  failed: EXIT_CODES.failed,
  cancelled: EXIT_CODES.cancelled,
};

async function graphOf(path: string, input: string | undefined, environment: Environment): Promise<unknown> {
  const graph = await readJson(path, environment);
  if (input === undefined) return graph;
  return mergeInput(graph, inputValue(input, await readText(input, environment)), path);
}

function report(result: ExecutionResult, { terminal }: Environment, json: true | undefined): void {
  if (json) terminal.printJson(result);
  else {
    if (result.status === 'success') terminal.print(outputText(result.final_output, terminal.interactive));
    for (const line of warningLines(result.telemetry)) terminal.say(line);
    terminal.say(runSentence(result.telemetry));
    if (result.error !== null) terminal.say(errorText(result.error));
  }
}

/** `kora run <graph.json>` */
export const runVerb: Verb = (program, environment) => {
  const command = program
    .command('run')
    .description('run a task graph; its output goes to standard output, everything else to standard error')
    .argument('<graph>', 'file of the task graph, - for standard input')
    .option('--input <file>', 'what the task "input" gives: a .json file as its value, any other file as its text')
    .option('--model <id>', 'model for the tasks that name none')
    .option('--connector <id>', 'connector for the tasks that name none')
    .option('--backend <id>', 'execution backend');
  acts<RunOptions>(command, environment, async ([path = '-'], options) => {
    const graph = await graphOf(path, options.input, environment);
    const { model, connector, backend } = options;
    const chosen = Object.fromEntries(
      Object.entries({ model, connector, backend }).filter(([, id]) => id !== undefined),
    );
    return withStudio(launchOptions(environment, options), async (client) => {
      const result = await followRun(client, graph, chosen, environment);
      report(result, environment, options.json);
      return CODE_OF[result.status];
    });
  });
};
