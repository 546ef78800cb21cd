import { isKoraError, KoraError } from '@kora/plugin-sdk';
import { CommanderError } from 'commander';
import { launcherErrors } from '../errors.ts';
import type { Environment } from './environment.ts';
import { EXIT_CODES, type ExitCode, exitCodeOf } from './exit-codes.ts';
import { errorText } from './output/error-text.ts';
import { koraProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs one command line.
 * @param args without the program's own name.
 * @returns the exit code; errors have been told by then, and never as a stack trace unless KORA_DEBUG is set.
 */
export async function runCli(args: readonly string[], environment: Omit<Environment, 'finish'>): Promise<ExitCode> {
  let code: ExitCode = EXIT_CODES.ok;
  const finish = (ended: ExitCode) => {
    code = ended;
  };
  try {
    await koraProgram({ ...environment, finish }).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    tell(error, args.includes('--json'), environment);
    return exitCodeOf(error);
  }
}

function tell(error: unknown, json: boolean, { terminal, env }: { terminal: Terminal; env: NodeJS.ProcessEnv }): void {
  // Commander has already said what is wrong with the command line, or printed the help that was asked for.
  if (error instanceof CommanderError) return;
  const known = isKoraError(error)
    ? new KoraError(error.code, error.error_type, error.message, error.details, error.cause)
    : launcherErrors.KORA_LAUNCHER_FAULT({ reason: error instanceof Error ? error.message : String(error) }, error);
  if (json) terminal.say(JSON.stringify(known.toBody()));
  else {
    terminal.say(errorText(known.toBody()));
    for (const line of issueLines(known.details.issues)) terminal.say(line);
  }
  if (env.KORA_DEBUG) terminal.say(error instanceof Error ? (error.stack ?? '') : '');
}

function issueLines(issues: unknown): readonly string[] {
  if (!Array.isArray(issues)) return [];
  return issues.map(({ path, code, message }) => `  ${path || '(the whole)'}: ${message} [${code}]`);
}
