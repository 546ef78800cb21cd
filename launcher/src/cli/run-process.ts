import { text } from 'node:stream/consumers';
import { currentEdition } from '../edition/current-edition.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { Interruptions } from './interruptions.ts';
import { runCli } from './run-cli.ts';
import { processTerminal } from './terminal.ts';

/** Runs the command line of a process, and ends the process. */
export async function runProcess(process: NodeJS.Process): Promise<void> {
  const code = await runCli(process.argv.slice(2), {
    terminal: processTerminal(process),
    edition: currentEdition(),
    interruptions: new Interruptions(process, () => process.exit(EXIT_CODES.cancelled)),
    env: process.env,
    platform: process.platform,
    pid: process.pid,
    readStdin: () => text(process.stdin),
  });
  // A pipe may still hold what was printed; nothing else of this process is worth waiting for.
  process.stdout.write('', () => process.exit(code));
}
