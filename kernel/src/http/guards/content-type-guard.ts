import type { IncomingMessage } from 'node:http';
import { httpErrors } from '../errors.ts';

const JSON_TYPE = /^application\/json(?:[ \t]*;[ \t]*charset="?utf-8"?)?$/i;

/** True when the headers announce a body. */
export function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/**
 * Refuses every body that is not JSON. Forms and text/plain are what a foreign page can send without asking first, so the
 * mere claim of such a type is refused, even without a body.
 */
export function guardContentType(request: IncomingMessage): void {
  const type = request.headers['content-type'];
  const encoding = request.headers['content-encoding'];
  if (type === undefined ? announcesBody(request) : !JSON_TYPE.test(type)) throw httpErrors.KORA_HTTP_NOT_JSON({});
  if (encoding !== undefined && encoding !== 'identity') throw httpErrors.KORA_HTTP_NOT_JSON({});
}
