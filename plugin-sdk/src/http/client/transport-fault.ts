import { isRecord } from '@kora/contracts';

/** Why no answer came, or why it broke off. */
export interface TransportFault {
  /** `refused`: nobody listens there. `not_http`: somebody does, who speaks another protocol. `broken`: all the rest. */
  readonly kind: 'refused' | 'not_http' | 'broken';
  /** Code and words of the system, to be shown. */
  readonly reason: string;
}

const NOBODY_THERE = ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'];

/** Tells what `fetch`, or the reading of its body, threw: the cause that Node wraps into `fetch failed` or `terminated`. */
export function transportFault(error: unknown): TransportFault {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = isRecord(cause) && typeof cause.code === 'string' ? cause.code : '';
  const words = cause instanceof Error ? cause.message : String(cause);
  const reason = code === '' ? words : `${code} ${words}`;
  if (NOBODY_THERE.includes(code)) return { kind: 'refused', reason };
  const isOther = code.startsWith('HPE_') || (cause instanceof Error && cause.name === 'HTTPParserError');
  return { kind: isOther ? 'not_http' : 'broken', reason };
}
