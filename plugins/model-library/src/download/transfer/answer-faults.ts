import { downloadErrors } from '../errors.ts';
import type { GuardedAnswer } from '../guarded-client/index.ts';
import { TemporaryFault } from './faults.ts';

/** Retry-After (RFC 9110, section 10.2.3) in ms: seconds only, because dates need clocks that agree. */
function retryAfter(answer: GuardedAnswer): number | null {
  const seconds = answer.headers['retry-after'];
  return seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : null;
}

/** The error of an answer that brings no file: worth another try when the server is overloaded, final otherwise. */
export function refusal(answer: GuardedAnswer): Error {
  const { status, url } = answer;
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return new TemporaryFault(`${url.host} answered ${status}`, retryAfter(answer));
  return downloadErrors.KORA_DOWNLOAD_SERVER_REFUSED({ host: url.host, status });
}

/** Content-Range of a 206 (RFC 9110, section 14.4); null when it is missing, malformed or of unknown length. */
export function contentRange(answer: GuardedAnswer): { start: number; end: number; total: number } | null {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(answer.headers['content-range'] ?? '');
  return match === null ? null : { start: Number(match[1]), end: Number(match[2]), total: Number(match[3]) };
}

/** Content-Length; null when the server does not say. */
export function contentLength(answer: GuardedAnswer): number | null {
  const value = answer.headers['content-length'];
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
