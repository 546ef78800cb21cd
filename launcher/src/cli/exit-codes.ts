import type { ErrorType } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { CommanderError } from 'commander';

/** What every verb answers to the shell. README.md of the launcher shows this table to users. */
export const EXIT_CODES = {
  /** Done as asked. */
  ok: 0,
  /** The run failed, a replay or diff found a difference, or a verb could not do its work for a reason that has no code of its own. */
  failed: 1,
  /** The command line is wrong: an unknown verb or option, a missing argument, a file that cannot be read. */
  usage: 2,
  /** The graph or another input is invalid; nothing ran. */
  invalid: 3,
  /** The run was cancelled, by Ctrl-C or by another client. */
  cancelled: 4,
  /** Studio cannot be reached, refuses this client, or another process holds the data root. */
  unreachable: 5,
  /** A plugin is refused: altered, unsigned, not trusted or missing. */
  plugin: 6,
  /** No run, model or plugin has that name. */
  not_found: 7,
  /** No model can answer, or Studio is overloaded. Trying later may help. */
  unavailable: 8,
  /** A fault of KORA Studio itself. */
  internal: 70,
} as const;
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

const BY_TYPE: Partial<Record<ErrorType, ExitCode>> = {
  VALIDATION_ERROR: EXIT_CODES.invalid,
  VERSION_MISMATCH: EXIT_CODES.invalid,
  PAYLOAD_TOO_LARGE: EXIT_CODES.invalid,
  UNSUPPORTED_MEDIA_TYPE: EXIT_CODES.invalid,
  UNAUTHORIZED: EXIT_CODES.unreachable,
  FORBIDDEN: EXIT_CODES.unreachable,
  PLUGIN_REJECTED: EXIT_CODES.plugin,
  NOT_FOUND: EXIT_CODES.not_found,
  OVERLOADED: EXIT_CODES.unavailable,
  MODEL_UNAVAILABLE: EXIT_CODES.unavailable,
};

const BY_CODE: Readonly<Record<string, ExitCode>> = {
  KORA_LAUNCHER_FILE_UNREADABLE: EXIT_CODES.usage,
  // Nothing ran, so nothing was found to differ: a script must be able to tell.
  KORA_REPLAY_RUN_ACTIVE: EXIT_CODES.invalid,
  KORA_REPLAY_INTERRUPTED: EXIT_CODES.invalid,
  KORA_REPLAY_CANCELLED: EXIT_CODES.invalid,
  KORA_REPLAY_NO_CONTENTS: EXIT_CODES.invalid,
  KORA_REPLAY_CONTENTS_INCOMPLETE: EXIT_CODES.invalid,
  KORA_REPLAY_TIMED_OUT: EXIT_CODES.invalid,
  KORA_LAUNCHER_UNREACHABLE: EXIT_CODES.unreachable,
  KORA_LAUNCHER_BUSY: EXIT_CODES.unreachable,
};

/** The exit code of an error: its own when it has one, else that of its type; a stranger's error is a fault of ours. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
  if (!isKoraError(error)) return EXIT_CODES.internal;
  return BY_CODE[error.code] ?? BY_TYPE[error.error_type] ?? EXIT_CODES.failed;
}
