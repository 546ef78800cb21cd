import type { Json } from '@kora/contracts';
import type { Logger } from '../../tokens/services.ts';

export interface LoggedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: { readonly [name: string]: Json };
}

/** A logger that keeps its lines for a test to read. */
export interface FakeLogger extends Logger {
  readonly lines: readonly LoggedLine[];
}

/** Makes a logger that keeps what it is told. */
export function fakeLogger(): FakeLogger {
  const lines: LoggedLine[] = [];
  const at =
    (level: LoggedLine['level']) =>
    (message: string, fields: Record<string, Json> = {}) => {
      lines.push({ level, message, fields });
    };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
