import { type IncomingMessage, request } from 'node:http';
import { isKoraError } from '@kora/plugin-sdk';
import { launcherErrors } from '../errors.ts';
import type { StudioAddress } from './address.ts';

/** A request to Studio's local API. */
export interface StudioRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Sent as JSON when present. */
  readonly body?: unknown;
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

/**
 * Sends a request and returns the response as soon as its head is there. Uses `node:http` instead of `fetch`, because
 * fetch gives up on an answer after five minutes of silence, and a model may think longer than that.
 * @throws KORA_LAUNCHER_UNREACHABLE when nothing answers; the signal's reason when it is aborted.
 */
export function send(
  address: StudioAddress,
  { method, path, body, accept, signal }: StudioRequest,
): Promise<IncomingMessage> {
  const content = body === undefined ? null : Buffer.from(JSON.stringify(body));
  const headers = {
    authorization: `Bearer ${address.token}`,
    accept: accept ?? 'application/json',
    ...(content === null ? {} : { 'content-type': 'application/json', 'content-length': content.length }),
  };
  return new Promise((resolve, reject) => {
    // One connection for each request: a verb makes few, and none may keep the process or the server waiting.
    const options = { method, headers, agent: false, ...(signal === undefined ? {} : { signal }) };
    const outgoing = request(new URL(path, address.url), options, resolve);
    outgoing.on('error', (error) => reject(signal?.aborted ? signal.reason : unreachable(address.url, error)));
    outgoing.end(content ?? undefined);
  });
}

/** The error for a connection that could not be made or broke, whatever the system calls it. */
export function unreachable(url: string, error: unknown): Error {
  if (isKoraError(error)) return error;
  const reason = error instanceof Error ? ('code' in error ? String(error.code) : error.message) : String(error);
  return launcherErrors.KORA_LAUNCHER_UNREACHABLE({ url, reason }, error);
}
