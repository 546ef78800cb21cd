import { findServerError } from '@kora/plugin-sdk/http';

/** True for what LM Studio says to a path that it does not know. It says so with status 200. */
export function isUnknownEndpoint(body: unknown): boolean {
  return findServerError(body)?.message.startsWith('Unexpected endpoint or method') ?? false;
}
