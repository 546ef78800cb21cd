import type { ErrorBody } from '@kora/contracts';

/** An error for people: its sentence, and the code under which docs/errors.md explains it. */
export function errorText({ message, details }: ErrorBody): string {
  return typeof details.code === 'string' ? `${message} [${details.code}]` : message;
}
