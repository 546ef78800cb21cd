import type { Command } from 'commander';
import type { LaunchOptions } from '../studio/launch-options.ts';
import type { Environment } from './environment.ts';
import type { ExitCode } from './exit-codes.ts';

/** Adds one verb to the program. */
export type Verb = (program: Command, environment: Environment) => void;

/** Options that every verb has. */
export interface CommonOptions {
  readonly json?: true;
  readonly dataRoot?: string;
  /** False when the user said --no-repair. */
  readonly repair: boolean;
  readonly safeMode?: true;
}

/**
 * Gives a verb the common options and what it does.
 * @param act gets the positional arguments, then the options, and returns the exit code.
 */
export function acts<O extends CommonOptions>(
  command: Command,
  environment: Environment,
  act: (args: readonly string[], options: O) => Promise<ExitCode> | ExitCode,
): void {
  command
    .option('--json', 'print JSON for programs')
    .option('--data-root <folder>', 'folder of your data (default: KORA_DATA_ROOT, then the place of your platform)')
    .option('--no-repair', 'leave altered plugins as they are')
    .option('--safe-mode', 'start without the plugins of others')
    .action(async () => environment.finish(await act(command.args, command.opts<O>())));
}

/** How a verb starts or finds Studio. */
export function launchOptions(environment: Environment, options: CommonOptions): LaunchOptions {
  const { edition, terminal } = environment;
  const { dataRoot, repair, safeMode } = options;
  return { edition, dataRoot, repair, safeMode, say: terminal.say };
}
