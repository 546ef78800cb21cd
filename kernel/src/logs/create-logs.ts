import type { Json } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import { pino } from 'pino';
import { reasonOf } from '../data/file-errors.ts';
import { openLogFile } from './log-file.ts';
import { HIDDEN, HIDDEN_PATHS, hideSecrets } from './redaction.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LogOptions {
  readonly level?: LogLevel | undefined;
  /** Also writes every line to standard error, for `kora start` in a terminal. */
  readonly toStderr?: boolean | undefined;
  /** Size at which the file rotates, such as "1K"; 10 MB unless a test says otherwise. */
  readonly rotateAt?: string | undefined;
}

/** The log files of one running Studio. */
export interface Logs {
  /** A logger whose lines carry `name`. */
  logger(name: string): Logger;
  /** From now on the value is hidden wherever it would appear in a line. Call it for every secret as soon as it is known. */
  hide(secret: string): void;
  /** Resolves when every line so far is in the file. */
  flush(): Promise<void>;
  /** Flushes and closes. Lines that come later are dropped. May be called twice. */
  close(): Promise<void>;
}

/** Shorter values would hide half of every line. */
const MIN_SECRET = 8;

/**
 * Writes structured log lines (one JSON object each: level, time, name, fields, msg) to `studio.log` in a folder.
 * When the file cannot be written any more, because the disk is full, Studio goes on and says so once on standard error.
 * @throws KORA_LOGS_UNWRITABLE when it cannot be written from the start.
 */
export function createLogs(folder: string, options: LogOptions = {}): Logs {
  const file = openLogFile(folder, options.rotateAt);
  const secrets = new Set<string>();
  let open = true;
  const lost = (error: Error | null | undefined) => {
    if (!error || !open) return;
    open = false;
    process.stderr.write(`KORA Studio: no more log lines, ${folder} cannot be written: ${reasonOf(error)}\n`);
  };
  file.on('error', lost);
  const write = (line: string) => {
    const safe = hideSecrets(line, secrets);
    if (options.toStderr) process.stderr.write(safe);
    if (open) file.write(safe, lost);
  };
  const root = pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      redact: { paths: [...HIDDEN_PATHS], censor: HIDDEN },
    },
    { write },
  );
  const flush = async () => {
    // The stream tells a writer of its failure before it tells anybody else, so the last write is asked too.
    if (open) lost(await new Promise<Error | null | undefined>((resolve) => file.write('', resolve)));
  };
  let closing: Promise<void> | undefined;
  const closeOnce = async () => {
    await flush();
    if (!open) return;
    open = false;
    await new Promise<void>((resolve) => file.end(() => resolve()));
  };
  return {
    logger: (name) => sdkLogger(root.child({ name })),
    hide: (secret) => {
      if (secret.length >= MIN_SECRET) secrets.add(secret);
    },
    flush,
    close: () => {
      closing ??= closeOnce();
      return closing;
    },
  };
}

function sdkLogger(target: pino.Logger): Logger {
  const at = (level: LogLevel) => (message: string, fields?: Record<string, Json>) => {
    if (fields === undefined) target[level](message);
    // Under a key of their own, so that no plugin can pass itself off under another name or level.
    else target[level]({ fields }, message);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
