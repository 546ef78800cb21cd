import { Command } from 'commander';
import { version } from '../version.ts';
import type { Environment } from './environment.ts';
import { modelsVerb } from './models/models-verb.ts';
import { doctorVerb } from './verbs/doctor.ts';
import { pluginsVerb } from './verbs/plugins.ts';
import { replayVerb } from './verbs/replay.ts';
import { runVerb } from './verbs/run.ts';
import { runsVerb } from './verbs/runs.ts';
import { startVerb } from './verbs/start.ts';
import { tokenVerb } from './verbs/token.ts';
import { validateVerb } from './verbs/validate.ts';
import { versionVerb } from './verbs/version.ts';

const VERBS = [
  startVerb,
  runVerb,
  validateVerb,
  runsVerb,
  replayVerb,
  modelsVerb,
  pluginsVerb,
  tokenVerb,
  doctorVerb,
  versionVerb,
];

/** The command line, whose verbs say through the environment how they ended. */
export function koraProgram(environment: Environment): Command {
  const program = new Command('kora')
    .description('KORA Studio: structured AI inference on this computer.')
    .version(version, '-V, --version')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: environment.terminal.print,
      writeErr: (text) => environment.terminal.say(text.trimEnd()),
    });
  for (const verb of VERBS) verb(program, environment);
  return program;
}
