import type { Edition } from '../edition/edition.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Interruptions } from './interruptions.ts';
import type { Terminal } from './terminal.ts';

/** What every verb works with. */
export interface Environment {
  readonly terminal: Terminal;
  readonly edition: Edition;
  readonly interruptions: Interruptions;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  /** Everything on standard input. */
  readStdin(): Promise<string>;
  /** Says with which code the process is to end. */
  finish(code: ExitCode): void;
}
