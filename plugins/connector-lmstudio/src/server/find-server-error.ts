import { isRecord } from '@kora/contracts';
import { parseJson } from './parse-json.ts';

/** An error as LM Studio words it. */
export interface ServerError {
  readonly message: string;
  readonly type: string;
  readonly code: string;
}

const MAX_NESTING = 3;
const WORDLESS = 'an error without words';

/**
 * The error in a body, whatever its status: `{error: "text"}`, `{error: {message, type, code}}`, or either as JSON in a
 * string. Null when there is none.
 */
export function findServerError(body: unknown, depth = 0): ServerError | null {
  if (depth > MAX_NESTING || !isRecord(body) || body.error === undefined || body.error === null) return null;
  const { error } = body;
  if (typeof error === 'string') {
    const nested = error.startsWith('{') ? findServerError(parseJson(error), depth + 1) : null;
    return nested ?? { message: error || WORDLESS, type: '', code: '' };
  }
  if (!isRecord(error)) return { message: WORDLESS, type: '', code: '' };
  const text = (key: string) => (typeof error[key] === 'string' ? error[key] : '');
  return { message: text('message') || WORDLESS, type: text('type'), code: text('code') };
}

/** True for what LM Studio says to a path that it does not know. It says so with status 200. */
export function isUnknownEndpoint(body: unknown): boolean {
  return findServerError(body)?.message.startsWith('Unexpected endpoint or method') ?? false;
}
