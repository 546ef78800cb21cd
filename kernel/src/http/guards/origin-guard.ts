import type { IncomingMessage } from 'node:http';
import { httpErrors } from '../errors.ts';

/**
 * Refuses what a page of another site makes a browser send. Runs after the host guard, so Host is one of ours; another port
 * of this machine is another site. Programs send neither header.
 */
export function guardOrigin({ headers }: IncomingMessage): void {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const own = origin === undefined || origin === `http://${host}`;
  const near = site === undefined || site === 'same-origin' || site === 'none';
  if (!own || !near) throw httpErrors.KORA_HTTP_FOREIGN_ORIGIN({});
}
